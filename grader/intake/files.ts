import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import type { Remark } from "../score/result.ts";

/** The largest file that a submission may hand in. */
export const maxFileBytes = 256 * 1024;

/** The files of a submission that the assignment names; a file that cannot be used is in `remarks` only. */
export interface TakenFiles {
  /** File name → its text, with `\n` line ends and without a byte order mark. */
  readonly texts: ReadonlyMap<string, string>;
  readonly remarks: readonly Remark[];
}

/** A path that cannot be graded at all. */
export class SubmissionError extends Error {
  override readonly name = "SubmissionError";

  constructor(path: string, expected: string, got: string, next: string) {
    super(`${path}: expected ${expected}, got ${got}.\n  Next: ${next} [E_SUBMISSION]`);
  }
}

/**
 * Takes the named files from a folder, and nothing else. They must be regular files within the folder, in UTF-8, of
 * at most 256 kB; nothing is run, and no configuration is read.
 *
 * @param names - paths relative to the folder, such as `2-autodiff/ops/mul.ts`
 * @throws {SubmissionError} if the folder cannot be read or holds none of the files
 */
export function takeFiles(folder: string, names: readonly string[]): TakenFiles {
  const root = rootOf(folder, names);
  const texts = new Map<string, string>();
  const remarks: Remark[] = [];
  for (const name of names) {
    const file = bytesOf(root, name);
    const taken = "bytes" in file ? textOf(file.bytes) : file;
    if (typeof taken === "string") texts.set(name, taken);
    else remarks.push({ severity: "error", file: name, ...taken });
    if ("bytes" in file && file.bytes.includes(carriageReturn) && !file.bytes.includes(lineFeed))
      remarks.push({
        severity: "note",
        file: name,
        text: "its line ends are CR only, as on a Mac of the 1990s; it was read as if they were LF",
        next: "save it with LF line ends",
      });
  }
  if (texts.size === 0 && remarks.every(({ text }) => text === missing)) {
    const [first = ""] = names;
    const inner = first.split("/").slice(1).join("/");
    const oneUp = takeFile(root, inner);
    const there = namesIn(root);
    throw new SubmissionError(
      folder,
      `a folder with ${first} in it`,
      there,
      typeof oneUp === "string"
        ? "name the folder above this one"
        : `name the folder that contains ${first.split("/")[0]}/`,
    );
  }
  return { texts, remarks };
}

/** What is said of a file that is not there. */
export const missing = "the file is missing";

/** Why a file cannot be used. */
export type Problem = Pick<Remark, "text" | "next" | "line">;

function rootOf(folder: string, names: readonly string[]): string {
  try {
    const root = realpathSync(folder);
    if (lstatSync(root).isDirectory()) return root;
  } catch (error) {
    throw new SubmissionError(
      folder,
      "a folder",
      reasonOf(error),
      `check the path; a submission has ${names[0] ?? "its files"} in it`,
    );
  }
  throw new SubmissionError(folder, "a folder", "a file", "name the folder that the file lies in");
}

function namesIn(root: string): string {
  try {
    const names = readdirSync(root);
    return names.length === 0 ? "an empty folder" : `a folder with ${names.slice(0, 5).join(", ")}`;
  } catch (error) {
    return `a folder that cannot be listed: ${reasonOf(error)}`;
  }
}

/** The text of a file, or what is wrong with it. */
function takeFile(root: string, name: string): string | Problem {
  const taken = bytesOf(root, name);
  return "bytes" in taken ? textOf(taken.bytes) : taken;
}

/**
 * The bytes of a file, or why they cannot be had.
 *
 * @param root - a folder's real path; the file must lie in it, and not behind a link
 * @param name - relative to the folder, with `/` between its parts
 */
export function bytesOf(root: string, name: string): { readonly bytes: Buffer } | Problem {
  const path = join(root, ...name.split("/"));
  try {
    if (lstatSync(path).isSymbolicLink() || realpathSync(path) !== path || !path.startsWith(root + sep)) {
      return { text: "it is a link, or lies behind one", next: "hand in the file itself" };
    }
    // Opened without waiting, so that a FIFO does not hold us; looked at once open, so that nobody can exchange it.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return { text: "it is not a regular file", next: "hand in a text file" };
      if (stat.size > maxFileBytes)
        return { text: `it has ${stat.size} bytes, more than ${maxFileBytes}`, next: "keep only your solution in it" };
      return { bytes: readAll(descriptor, stat.size) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const reason = reasonOf(error);
    return reason === "nothing there"
      ? { text: missing, next: "put it back from the starter; the other files are graded" }
      : { text: `it cannot be read: ${reason}`, next: "check its permissions" };
  }
}

/**
 * At most one byte more than is allowed is ever read, however the file grows meanwhile.
 *
 * @param size - how large it was a moment ago
 */
function readAll(descriptor: number, size: number): Buffer {
  let bytes = Buffer.alloc(size + 1);
  let length = 0;
  for (;;) {
    const more = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += more;
    if (more === 0 || length > maxFileBytes) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], maxFileBytes + 1);
  }
}

const [lineFeed, carriageReturn] = [10, 13];

/** Text with `\n` line ends and without a byte order mark, or why the bytes are none. */
export function textOf(bytes: Buffer): string | Problem {
  const utf16 =
    bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (utf16) return { text: "it is encoded in UTF-16", next: "save it as UTF-8" };
  if (bytes.includes(0))
    return { text: "it is a binary file", next: "put the text file back from the starter, and your regions into it" };
  try {
    // The decoder takes a byte order mark away.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    const valid = new TextDecoder("utf-8").decode(bytes);
    const line = valid.slice(0, valid.indexOf("\uFFFD")).split("\n").length;
    return { text: "it is not encoded in UTF-8", line, next: "save it as UTF-8" };
  }
}

/** What the operating system did not like, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return "nothing there";
  if (code === "EACCES" || code === "EPERM") return "no permission";
  if (code === "ENOSPC" || code === "EDQUOT") return "no room left on the disk";
  if (code === "EROFS") return "a disk that cannot be written";
  if (code === "EISDIR") return "a folder";
  return code === "" ? String(error) : code;
}
