import { rmSync, writeFileSync } from "node:fs";
import { unwritable } from "./write-whole.ts";

/**
 * Keeps the bytes of a file beside it, as `mul.ts.backup-1` or under the first higher number that is free. What exists
 * already is never written to.
 *
 * @param mode - the file's permissions, which the copy gets too
 * @returns the copy's path
 * @throws {SubmissionError} if it cannot be written; then nothing is left of it
 */
export function backUp(file: string, bytes: Uint8Array, mode: number): string {
  for (let number = 1; ; number += 1) {
    const copy = `${file}.backup-${number}`;
    try {
      writeFileSync(copy, bytes, { flag: "wx", mode });
      return copy;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") continue;
      rmSync(copy, { force: true });
      throw unwritable(copy, error);
    }
  }
}
