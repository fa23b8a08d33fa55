import { existsSync, statSync } from "node:fs";
import { SubmissionError } from "../intake/files.ts";
import { assignmentIds } from "../release/assignment.ts";
import { stubIds } from "./chosen.ts";
import { nearest } from "./nearest.ts";

/** What somebody asks to be graded. */
export interface Asked {
  /** A folder; undefined for the starter. */
  readonly folder: string | undefined;
  readonly stubs: readonly string[];
}

/**
 * Reads what stands behind `grade`: a folder, or ids of stubs where there is no folder of that name.
 *
 * @param commands - the names of the subcommands, one of which may have been meant
 * @throws {SubmissionError} if it is neither, and near to something else, or more than one folder
 */
export function asked(words: readonly string[], commands: readonly string[]): Asked {
  const assignments = assignmentIds();
  const known = assignments.flatMap(stubIds);
  const isStub = (word: string) => known.includes(word) && !isFolder(word);
  const [folder, ...others] = words.filter((word) => !isStub(word));
  const slip = folder === undefined || existsSync(folder) ? undefined : folder;
  const meant = slip === undefined ? undefined : nearest(slip, [...known, ...commands, ...assignments]);
  if (slip !== undefined && meant !== undefined) {
    const option = known.includes(meant) ? "--stub " : assignments.includes(meant) ? "--assignment " : "";
    throw new SubmissionError(
      slip,
      "a folder, a command or the id of a stub",
      "none of these",
      `npx grade ${option}${meant}, if you meant that`,
    );
  }
  if (others.length > 0)
    throw new SubmissionError("grade", "one folder", String(words.length), `npx grade ${folder ?? ""}`);
  return { folder, stubs: words.filter(isStub) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
