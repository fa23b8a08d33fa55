import { rmSync, writeFileSync } from "node:fs";
import { writeErrorOf } from "../disk/write-whole.ts";

/**
 * Writes a copy of a file beside it: `mul.ts.backup-1`, or the first higher number that is free. Existing files stay as
 * they are.
 *
 * @param mode - the permissions of the file and its copy
 * @returns the copy's path
 * @throws {ChainruleError} if the copy cannot be written; a partial copy is removed
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
      throw writeErrorOf(copy, error);
    }
  }
}
