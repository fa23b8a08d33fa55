import { lstatSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { reasonOf, SubmissionError } from "../intake/files.ts";
import { digestOf, isPack, type Pack } from "../intake/pack.ts";
import { writeWhole } from "./write-whole.ts";

/** Where an archive was written. */
export interface Written {
  readonly archive: string;
  readonly receipt: string;
  /** The digest of the archive that stood there before. */
  readonly before: string | undefined;
}

/**
 * Writes an archive, and beside it a receipt that `sha256sum --check` understands. Of what stands there already, it
 * replaces only what it has made itself.
 *
 * @param output - a file, or a folder for it; the folder in which one stands if left out
 * @throws {SubmissionError} if something else is there, or it cannot be written
 */
export function writePack(packed: Pack, output: string | undefined): Written {
  const name = `${packed.assignment}.zip`;
  const archive = output === undefined ? name : isFolder(output) ? join(output, name) : output;
  const receipt = `${archive.replace(/\.zip$/, "")}.receipt.txt`;
  const old = ownBytes(
    archive,
    (bytes) => isPack(bytes, packed.assignment),
    "an archive that this command has made, or nothing",
  );
  ownBytes(receipt, isReceipt, "a receipt that this command has made, or nothing");
  const before = old === undefined ? undefined : digestOf(old);
  if (before !== packed.digest) writeWhole(archive, packed.archive);
  writeWhole(receipt, receiptOf(packed, archive));
  return { archive, receipt, before };
}

const receiptStart = "# chainrule hand-in ";
/** Neither an archive nor a receipt of ours is larger. */
const mostBytes = 2 ** 26;

/** What was packed, and the digest as `sha256sum` writes it. */
function receiptOf(packed: Pack, archive: string): string {
  return `${receiptStart}${contentOf(packed)}\n${packed.digest}  ${basename(archive)}\n`;
}

/** What is in an archive, in a line. */
export function contentOf({ assignment, archive, files, started, stubs }: Pack): string {
  const count = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  return `${assignment}: ${count}, ${archive.length} bytes, ${started} of ${stubs} stubs started`;
}

function isReceipt(bytes: Buffer): boolean {
  return bytes.toString("utf8").startsWith(receiptStart);
}

/** The bytes of a file that may be replaced; undefined if there is none. */
function ownBytes(path: string, isOurs: (bytes: Buffer) => boolean, expected: string): Buffer | undefined {
  const next = "choose another name: npx grade pack -o FILE";
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const bytes = stat.isFile() && stat.size <= mostBytes ? readFileSync(path) : undefined;
    if (bytes !== undefined && isOurs(bytes)) return bytes;
  } catch (error) {
    throw new SubmissionError(path, expected, reasonOf(error), next);
  }
  throw new SubmissionError(path, expected, "something else, which stays as it is", next);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
