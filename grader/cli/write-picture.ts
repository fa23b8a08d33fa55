import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "../disk/reason-of.ts";
import { writeWhole } from "../disk/write-whole.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** How a picture of this command begins; only such a file may be replaced. */
const firstLine = "<!-- npx grade experiment ";

/**
 * Checks that a picture may be written to a file, before an experiment takes its time.
 *
 * @throws {ChainruleError} if the name is no picture's, the folder cannot be written, or another file stands there
 */
export function checkPictureFile(file: string): void {
  if (!file.toLowerCase().endsWith(".svg"))
    throw refusal(
      "--svg",
      "a name that ends in .svg",
      file || "nothing",
      "npx grade experiment NAME --svg picture.svg",
    );
  const folder = dirname(file);
  const trouble = troubleWith(() => {
    if (!statSync(folder).isDirectory()) return "a file";
    accessSync(folder, constants.W_OK);
    return undefined;
  });
  if (trouble !== undefined)
    throw refusal(folder, "a folder that can be written", trouble, "make the folder, or choose another");
  const standing = troubleWith(() => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return "a folder";
    const isOurs = found === undefined || (found.isFile() && readFileSync(file, "utf8").startsWith(firstLine));
    return isOurs ? undefined : "something else, which stays as it is";
  });
  if (standing !== undefined)
    throw refusal(file, "a picture of this command, or nothing", standing, "choose another name");
}

/** Writes the picture of an experiment. @throws {ChainruleError} if it cannot be written */
export function writePicture(file: string, experiment: string, svg: string): void {
  checkPictureFile(file);
  writeWhole(file, `${firstLine}${experiment} -->\n${svg}`);
}

/** What a look at the disk found, or the reason why it failed. */
function troubleWith(look: () => string | undefined): string | undefined {
  try {
    return look();
  } catch (error) {
    return reasonOf(error);
  }
}

function refusal(where: string, expected: string, got: string, next: string): ChainruleError {
  return new ChainruleError("E_USAGE", { where, expected, got, next });
}
