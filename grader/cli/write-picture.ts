import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isMissing, reasonOf } from "../disk/reason-of.ts";
import { writeWhole } from "../disk/write-whole.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** How a picture of this command begins; only such a file may be replaced. */
const firstLine = "<!-- npx grade experiment ";

/**
 * Checks that a picture may be written to a file, before an experiment takes its time.
 *
 * @throws {ChainruleError} if the name is no picture's, the folder is missing, or another file stands there
 */
export function checkPictureFile(file: string): void {
  const refuse = (where: string, expected: string, got: string, next: string) =>
    new ChainruleError("E_USAGE", { where, expected, got, next });
  if (!file.toLowerCase().endsWith(".svg"))
    throw refuse(
      "--svg",
      "a name that ends in .svg",
      file === "" ? "nothing" : file,
      "npx grade experiment NAME --svg picture.svg",
    );
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw refuse(folder, "a folder for the picture", "none", "make the folder, or choose another");
  try {
    if (readFileSync(file, "utf8").startsWith(firstLine)) return;
  } catch (error) {
    if (isMissing(error)) return;
    throw refuse(file, "a picture of this command, or nothing", reasonOf(error), "choose another name");
  }
  throw refuse(
    file,
    "a picture of this command, or nothing",
    "something else, which stays as it is",
    "choose another name",
  );
}

/** Writes the picture of an experiment. @throws {ChainruleError} if it cannot be written */
export function writePicture(file: string, experiment: string, svg: string): void {
  checkPictureFile(file);
  writeWhole(file, `${firstLine}${experiment} -->\n${svg}`);
}
