import { existsSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { type Assignment, gradedIds } from "../course/assignment.ts";
import { starterPath } from "../course/course-paths.ts";
import { resolveStubs } from "./check-names.ts";
import { findNearestName } from "../course/find-nearest-name.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** The request to `grade`: the folder and the stubs that the command line names. */
export interface Request {
  /** The folder of the submission; undefined for the starter. */
  readonly folder: string | undefined;
  readonly stubs: readonly string[];
}

/** The names that the command line knows. */
export interface KnownWords {
  readonly assignments: readonly Assignment[];
  /** The names of the subcommands. */
  readonly commands: readonly string[];
  /** The options in typed form: `--watch`, `--json FILE`. */
  readonly options: readonly string[];
}

/**
 * Reads the words after `grade`. A word names a folder or, if no such folder exists, a stub. An operation's name stands
 * for its forward and its backward, and a file of the course for its stubs.
 *
 * @param words - the words of the command line without its options
 * @throws {ChainruleError} if a word is neither but is near to a known name, or if two words name folders
 */
export function readRequest(words: readonly string[], { assignments, commands, options }: KnownWords): Request {
  const ids = assignments.map(({ id }) => id);
  const files = new Map(words.flatMap((word) => [[word, courseFileOf(word, assignments)] as const]));
  const stubsIn = (word: string) => files.get(word)?.stubs ?? (isFolder(word) ? [] : resolveStubs(assignments, word));
  const roots = words.flatMap((word) => files.get(word)?.root ?? []).filter((root) => root !== starterPath());
  const [folder, ...others] = new Set([...roots, ...words.filter((word) => stubsIn(word).length === 0)]);
  const unknownWord = folder === undefined || existsSync(folder) ? undefined : folder;
  const optionsByName = new Map(options.map((option) => [option.replace(/^--| .*$/g, ""), option]));
  const graded = assignments.flatMap(gradedIds);
  const operations = graded.flatMap((id) => (id.includes(".") ? [id.slice(0, id.lastIndexOf("."))] : []));
  const known = [...operations, ...graded, ...commands, ...optionsByName.keys(), ...ids];
  const nearestName = unknownWord === undefined ? undefined : findNearestName(unknownWord, known);
  if (unknownWord !== undefined && nearestName !== undefined) {
    const typed = ids.includes(nearestName)
      ? `--assignment ${nearestName}`
      : (optionsByName.get(nearestName) ?? nearestName);
    throw new ChainruleError("E_USAGE", {
      where: unknownWord,
      expected: "a folder, a command or the id of a stub",
      got: "none of these",
      next: `npx grade ${typed}, if you meant that`,
    });
  }
  if (others.length > 0)
    throw new ChainruleError("E_USAGE", {
      where: "grade",
      expected: "one folder",
      got: String(words.length),
      next: `npx grade ${folder ?? ""}`,
    });
  return { folder, stubs: words.flatMap(stubsIn) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The stubs of a course file, and the folder of the submission that holds it; undefined if a path is no such file. */
function courseFileOf(
  path: string,
  assignments: readonly Assignment[],
): { readonly root: string; readonly stubs: readonly string[] } | undefined {
  const whole = resolve(path);
  if (statSync(whole, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const stubs = assignments.flatMap((assignment) => assignment.stubs);
  const own = stubs.filter(({ file }) => whole.endsWith(sep + file.replaceAll("/", sep)));
  const [first] = own;
  if (first === undefined) return undefined;
  return {
    root: relative(process.cwd(), whole.slice(0, -1 - first.file.length)) || ".",
    stubs: own.map(({ id }) => id),
  };
}
