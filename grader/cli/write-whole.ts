import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { SubmissionError } from "../intake/files.ts";

/** Writes a file so that nobody ever sees half of it: what was there before stays until the new text is complete. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw new SubmissionError(
      file,
      "a file that can be written",
      error instanceof Error ? error.message : String(error),
      "check the folder, and whether the disk is full",
    );
  }
}
