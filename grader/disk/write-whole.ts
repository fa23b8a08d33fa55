import { existsSync, lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isDiskTrouble, reasonOf } from "./reason-of.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/**
 * Writes a file in one step: the old content stays until the new content is complete. A link stays, and the file that it
 * names is written. A device or a pipe, such as `/dev/stdout`, receives the content.
 *
 * @param mode - the file's permissions; the default ones if left out
 * @throws {ChainruleError} if it cannot be written
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  let draft = "";
  try {
    const target = isLink(file) ? realpathSync(file) : file;
    const found = statSync(target, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile() && !found.isDirectory()) return writeFileSync(target, content);
    draft = `${target}.${process.pid}.tmp`;
    writeFileSync(draft, content, mode === undefined ? {} : { mode });
    renameSync(draft, target);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw writeErrorOf(file, error);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
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
