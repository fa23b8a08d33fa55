import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isDiskTrouble, reasonOf } from "./reason-of.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/**
 * Writes a file in one step: the old content stays until the new content is complete.
 *
 * @param mode - the file's permissions; the default ones if left out
 * @throws {ChainruleError} if it cannot be written
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, mode === undefined ? {} : { mode });
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw writeErrorOf(file, error);
  }
}

/** The error for a file that cannot be written. */
export function writeErrorOf(file: string, error: unknown): ChainruleError {
  return new ChainruleError(isDiskTrouble(error) ? "E_DISK" : "E_USAGE", {
    where: file,
    expected: "a file that can be written",
    got: reasonOf(error),
    next: "check the folder, and whether the disk is full",
  });
}
