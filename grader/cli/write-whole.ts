import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { reasonOf, SubmissionError } from "../intake/files.ts";

/**
 * Writes a file so that nobody ever sees half of it: what was there before stays until the new content is complete.
 *
 * @param mode - the file's permissions; the usual ones if left out
 * @throws {SubmissionError} if it cannot be written
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, mode === undefined ? {} : { mode });
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw unwritable(file, error);
  }
}

/** What is said of a file that cannot be written. */
export function unwritable(file: string, error: unknown): SubmissionError {
  return new SubmissionError(
    file,
    "a file that can be written",
    reasonOf(error),
    "check the folder, and whether the disk is full",
  );
}
