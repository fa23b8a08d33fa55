/** @file Reads an untrusted text file: a regular file inside a folder, of limited size, in UTF-8. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { isMissing, reasonOf } from "./reason-of.ts";

/** The size limit for a file of a submission. */
export const maxFileBytes = 256 * 1024;

/** The kinds of unusable files. */
export type ProblemKind =
  | "missing"
  | "link"
  | "irregular"
  | "too-large"
  | "unreadable"
  | "utf-16"
  | "binary"
  | "not-utf-8";

/** The reason why a file cannot be used. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The thing in place of a text file: `a link`, `nothing there`. */
  readonly got: string;
  readonly next: string;
  /** The first unreadable line, if the problem lies in a line. */
  readonly line?: number;
}

/** A problem as a sentence about the file. */
export function describeProblem({ kind, got }: Problem): string {
  switch (kind) {
    case "missing":
      return "the file is missing";
    case "unreadable":
      return `it cannot be read: ${got}`;
    case "too-large":
      return `it has ${got}`;
    case "link":
    case "irregular":
    case "utf-16":
    case "binary":
    case "not-utf-8":
      return `it is ${got}`;
  }
}

/**
 * Reads the bytes of a file.
 *
 * @param root - a folder's real path; the file must lie in it, and not behind a link
 * @param name - relative to the folder, with `/` between its parts
 * @returns the bytes, or the problem of the file
 */
export function bytesOf(root: string, name: string): { readonly bytes: Buffer } | Problem {
  const path = join(root, ...name.split("/"));
  try {
    if (lstatSync(path).isSymbolicLink() || realpathSync(path) !== path || !path.startsWith(root + sep)) {
      return { kind: "link", got: "a link, or lies behind one", next: "hand in the file itself" };
    }
    // `O_NONBLOCK` keeps a FIFO from blocking. The check follows the opening, so that the file cannot change in between.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return { kind: "irregular", got: "not a regular file", next: "hand in a text file" };
      if (stat.size > maxFileBytes)
        return {
          kind: "too-large",
          got: `${stat.size} bytes, more than ${maxFileBytes}`,
          next: "keep only your solution in it",
        };
      return { bytes: readAll(descriptor, stat.size) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const got = reasonOf(error);
    return isMissing(error)
      ? { kind: "missing", got, next: "put it back from the starter; the other files are graded" }
      : { kind: "unreadable", got, next: "check its permissions" };
  }
}

/**
 * Reads at most one byte more than the limit, even if the file grows meanwhile.
 *
 * @param size - the size of the file a moment ago
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

/** Decodes bytes to text with `\n` line ends and without a byte order mark, or names the problem. */
export function textOf(bytes: Buffer): string | Problem {
  const utf16 =
    bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (utf16) return { kind: "utf-16", got: "encoded in UTF-16", next: "save it as UTF-8" };
  if (bytes.includes(0))
    return {
      kind: "binary",
      got: "a binary file",
      next: "put the text file back from the starter, and your regions into it",
    };
  try {
    // The decoder removes a byte order mark.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    const valid = new TextDecoder("utf-8").decode(bytes);
    const line = valid.slice(0, valid.indexOf("\uFFFD")).split("\n").length;
    return { kind: "not-utf-8", got: "not encoded in UTF-8", line, next: "save it as UTF-8" };
  }
}
