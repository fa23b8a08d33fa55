import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { reasonOf } from "../disk/reason-of.ts";
import { bytesOf, describeProblem, type Problem, textOf } from "../disk/text-file.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import type { Remark } from "../result/result.ts";

/** The course's files in a submission. */
export interface TakenFiles {
  /** File name → its text, with `\n` line ends and without a byte order mark. */
  readonly texts: ReadonlyMap<string, string>;
  /** File name → the remark why the file cannot be used. */
  readonly problems: ReadonlyMap<string, Remark>;
  /** Remarks on usable files. */
  readonly notes: readonly Remark[];
}

/**
 * Takes the named files from a folder and ignores all others. They must be regular files inside the folder, in UTF-8, of
 * at most 256 kB. The function runs no file and reads no configuration.
 *
 * @param names - paths relative to the folder, such as `2-autodiff/ops/mul.ts`
 * @param required - the names of which at least one must be there
 * @throws {ChainruleError} if the folder cannot be read or holds none of the files
 */
export function takeFiles(folder: string, names: readonly string[], required = names): TakenFiles {
  const root = resolveFolder(folder, required);
  const texts = new Map<string, string>();
  const problems = new Map<string, Remark>();
  const notes: Remark[] = [];
  for (const name of names) {
    const file = bytesOf(root, name);
    const textOrProblem = "bytes" in file ? textOf(file.bytes) : file;
    if (typeof textOrProblem === "string") texts.set(name, textOrProblem);
    else problems.set(name, remarkOf(name, textOrProblem));
    if ("bytes" in file && file.bytes.includes(carriageReturn) && !file.bytes.includes(lineFeed))
      notes.push({
        severity: "note",
        code: "cr-line-ends",
        file: name,
        text: "its line ends are CR only, as on a Mac of the 1990s; it was read as if they were LF",
        next: "save it with LF line ends",
      });
  }
  if (required.every((name) => problems.get(name)?.code === "missing")) throw noFilesError(folder, root, required);
  return { texts, problems, notes };
}

function noFilesError(folder: string, root: string, [first = ""]: readonly string[]): ChainruleError {
  const inner = first.split("/").slice(1).join("/");
  return new ChainruleError("E_SUBMISSION", {
    where: folder,
    expected: `a folder with ${first} in it`,
    got: describeFolder(root),
    next:
      "bytes" in bytesOf(root, inner)
        ? "name the folder above this one"
        : `name the folder that contains ${first.split("/")[0]}/`,
  });
}

const [lineFeed, carriageReturn] = [10, 13];

function remarkOf(file: string, problem: Problem): Remark {
  const { kind, line, next } = problem;
  return {
    severity: "error",
    code: kind,
    file,
    ...(line === undefined ? {} : { line }),
    text: describeProblem(problem),
    next,
  };
}

function resolveFolder(folder: string, names: readonly string[]): string {
  try {
    const root = realpathSync(folder);
    if (lstatSync(root).isDirectory()) return root;
  } catch (error) {
    throw new ChainruleError("E_SUBMISSION", {
      where: folder,
      expected: "a folder",
      got: reasonOf(error),
      next: `check the path; a submission has ${names[0] ?? "its files"} in it`,
    });
  }
  throw new ChainruleError("E_SUBMISSION", {
    where: folder,
    expected: "a folder",
    got: "a file",
    next: "name the folder that the file lies in",
  });
}

function describeFolder(root: string): string {
  try {
    const names = readdirSync(root);
    return names.length === 0 ? "an empty folder" : `a folder with ${names.slice(0, 5).join(", ")}`;
  } catch (error) {
    return `a folder that cannot be listed: ${reasonOf(error)}`;
  }
}
