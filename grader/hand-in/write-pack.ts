import { lstatSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { digestOf, isPack, type Pack } from "./pack.ts";
import { writeWhole } from "../disk/write-whole.ts";
import { reasonOf } from "../disk/reason-of.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** The paths of a written archive and its receipt. */
export interface WrittenPack {
  readonly archive: string;
  readonly receipt: string;
  /** The digest of the archive that was replaced, if any. */
  readonly before: string | undefined;
}

/**
 * Writes an archive, and beside it a receipt for `sha256sum --check`. Replaces only archives and receipts that this
 * command has made.
 *
 * @param output - a file, or a folder for it; by default, the current folder
 * @throws {ChainruleError} if another file stands there, or writing fails
 */
export function writePack(packed: Pack, output: string | undefined): WrittenPack {
  const name = `${packed.assignment}.zip`;
  const archive = output === undefined ? name : isFolder(output) ? join(output, name) : output;
  const receipt = `${archive.replace(/\.zip$/, "")}.receipt.txt`;
  const old = readOwnBytes(
    archive,
    (bytes) => isPack(bytes, packed.assignment),
    "an archive that this command has made, or nothing",
  );
  readOwnBytes(receipt, isReceipt, "a receipt that this command has made, or nothing");
  const before = old === undefined ? undefined : digestOf(old);
  if (before !== packed.digest) writeWhole(archive, packed.archive);
  writeWhole(receipt, receiptOf(packed, archive));
  return { archive, receipt, before };
}

const receiptStart = "# chainrule hand-in ";
/** A larger file is neither an archive nor a receipt of this command. */
const maxBytes = 2 ** 26;

/** The text of a receipt: a summary, and the digest in the form of `sha256sum`. */
function receiptOf(packed: Pack, archive: string): string {
  return `${receiptStart}${packSummaryOf(packed)}\n${packed.digest}  ${basename(archive)}\n`;
}

/** A summary of an archive in one line: files, bytes, started stubs. */
export function packSummaryOf({ assignment, archive, files, started, stubs }: Pack): string {
  const count = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  return `${assignment}: ${count}, ${archive.length} bytes, ${started} of ${stubs} stubs started`;
}

function isReceipt(bytes: Buffer): boolean {
  return bytes.toString("utf8").startsWith(receiptStart);
}

/** Reads a file that may be replaced; undefined if there is no file. */
function readOwnBytes(path: string, isOurs: (bytes: Buffer) => boolean, expected: string): Buffer | undefined {
  const next = "choose another name: npx grade pack -o FILE";
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const bytes = stat.isFile() && stat.size <= maxBytes ? readFileSync(path) : undefined;
    if (bytes !== undefined && isOurs(bytes)) return bytes;
  } catch (error) {
    throw new ChainruleError("E_USAGE", { where: path, expected, got: reasonOf(error), next });
  }
  throw new ChainruleError("E_USAGE", { where: path, expected, got: "something else, which stays as it is", next });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
