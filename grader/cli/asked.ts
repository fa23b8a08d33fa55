import { existsSync, statSync } from "node:fs";
import { SubmissionError } from "../intake/files.ts";
import { assignmentIds } from "../release/assignment.ts";
import { stubIds, stubsOf } from "./chosen.ts";
import { nearest } from "./nearest.ts";

/** What somebody asks to be graded. */
export interface Asked {
  /** A folder; undefined for the starter. */
  readonly folder: string | undefined;
  readonly stubs: readonly string[];
}

/** What the command line knows beside stubs and assignments. */
export interface KnownWords {
  /** The names of the subcommands. */
  readonly commands: readonly string[];
  /** Options as they are typed: `--watch`, `--json FILE`. */
  readonly options: readonly string[];
}

/**
 * Reads what stands behind `grade`: a folder, or ids of stubs where there is no folder of that name. An operation's name
 * stands for its forward and its backward.
 *
 * @param words - what is left of the command line without its options
 * @throws {SubmissionError} if it is neither, and near to something else, or more than one folder
 */
export function asked(words: readonly string[], { commands, options }: KnownWords): Asked {
  const assignments = assignmentIds();
  const known = assignments.flatMap(stubIds);
  const stubsNamed = (word: string) => (isFolder(word) ? [] : stubsOf(word));
  const [folder, ...others] = words.filter((word) => stubsNamed(word).length === 0);
  const slip = folder === undefined || existsSync(folder) ? undefined : folder;
  const bare = new Map(options.map((option) => [option.replace(/^--| .*$/g, ""), option]));
  const meant = slip === undefined ? undefined : nearest(slip, [...known, ...commands, ...bare.keys(), ...assignments]);
  if (slip !== undefined && meant !== undefined) {
    const typed = assignments.includes(meant) ? `--assignment ${meant}` : (bare.get(meant) ?? meant);
    throw new SubmissionError(
      slip,
      "a folder, a command or the id of a stub",
      "none of these",
      `npx grade ${typed}, if you meant that`,
    );
  }
  if (others.length > 0)
    throw new SubmissionError("grade", "one folder", String(words.length), `npx grade ${folder ?? ""}`);
  return { folder, stubs: words.flatMap(stubsNamed) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
