import { lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findRegions, type MarkedFile } from "../course/markers.ts";
import { quoteForShell } from "../disk/quote-for-shell.ts";
import { putBack, resetRegion } from "./put-back.ts";
import { loadAssignments } from "../course/assignment.ts";
import { joinSegments } from "../course/course.ts";
import { backUp } from "./back-up.ts";
import { type CourseFile, findCourseFile } from "./course-file.ts";
import type { Restoration } from "./restoration.ts";
import { unknownNameError } from "../course/unknown-name-error.ts";
import { writeErrorOf, writeWhole } from "../disk/write-whole.ts";
import { bytesOf, type Problem, textOf } from "../disk/text-file.ts";
import { reasonOf } from "../disk/reason-of.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** Options of `restore`: folders to search, and a single stub. */
export interface RestoreOptions {
  readonly cwd: string;
  readonly starter: string;
  /** Resets only this stub. The file can then stay unnamed. */
  readonly stub?: string;
}

/**
 * Restores a course file around the student's regions, or resets one of its stubs to the starter's text. A backup of
 * the old file is written beside it. An intact file stays as it is, without a backup.
 *
 * @throws {ChainruleError} if the file or stub is unknown, or cannot be read or written; nothing has changed then
 */
export function restore(given: string | undefined, options: RestoreOptions): Restoration {
  const { stub } = options;
  const file = findCourseFile(given ?? fileOfStub(stub), options);
  const { skeleton } = file;
  if (stub !== undefined) checkStub(stub, skeleton, file);

  const place = join(rootOf(file), ...file.name.split("/"));
  const taken = bytesOf(rootOf(file), file.name);
  if (!("bytes" in taken)) {
    if (taken.kind !== "missing" || stub !== undefined) throw unusableFile(file, taken);
    return recreate(file, place, skeleton);
  }
  const { text, ending, isReadable } = decode(file, taken.bytes);
  const mode = lstatSync(place).mode & 0o777;
  const write = (content: string): string => {
    const backup = backUp(place, taken.bytes, mode);
    try {
      writeWhole(place, content.replaceAll("\n", ending), mode);
    } catch (error) {
      rmSync(backup, { force: true });
      throw error;
    }
    return join(dirname(file.path), basename(backup));
  };

  if (stub !== undefined) {
    const content = resetStub(file, skeleton, text, stub);
    return content === text
      ? { kind: "intact", path: file.path, stub }
      : { kind: "reset", path: file.path, stub, backup: write(content) };
  }
  const { text: content, ...rest } = putBack(skeleton, text);
  return content === text && isReadable
    ? { kind: "intact", path: file.path }
    : { kind: "restored", path: file.path, ...rest, backup: write(content) };
}

/** Resets one stub in the file's text. */
function resetStub(file: CourseFile, skeleton: MarkedFile, text: string, stub: string): string {
  const { regions, broken } = findRegions(file.path, text, idsOf(skeleton));
  const region = regions.get(stub);
  if (region !== undefined) return resetRegion(skeleton, text, stub, region);
  const remark = broken.get(stub);
  throw new ChainruleError("E_USAGE", {
    where: remark === undefined ? file.path : `${file.path}:${remark.line}`,
    expected: `the region (${stub})`,
    got: remark?.text ?? "none",
    next: `npx grade restore ${quoteForShell(file.path)}, which puts its markers back`,
  });
}

/** Writes a missing file: with the regions of its last backup, else as the course hands it out. */
function recreate(file: CourseFile, place: string, skeleton: MarkedFile): Restoration {
  const link = existingFolder(dirname(place));
  if (realpathSync(link) !== link) throw unusableFile(file, { kind: "link", got: "behind a link", next: "" });
  try {
    mkdirSync(dirname(place), { recursive: true });
  } catch (error) {
    throw writeErrorOf(file.path, error);
  }
  const backup = newestBackup(place);
  const saved = backup === undefined ? undefined : bytesOf(dirname(place), backup);
  const text = saved === undefined || !("bytes" in saved) ? undefined : textOf(saved.bytes);
  writeWhole(place, typeof text === "string" ? putBack(skeleton, text).text : joinSegments(skeleton));
  return {
    kind: "recreated",
    path: file.path,
    ...(backup === undefined || typeof text !== "string" ? {} : { from: join(dirname(file.path), backup) }),
  };
}

/** The name of the last backup beside a file; undefined if there is none. */
function newestBackup(place: string): string | undefined {
  const start = `${basename(place)}.backup-`;
  const numbers = readdirSync(dirname(place))
    .filter((name) => name.startsWith(start) && /^[1-9]\d{0,5}$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)));
  return numbers.length === 0 ? undefined : `${start}${Math.max(...numbers)}`;
}

function existingFolder(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined ? existingFolder(dirname(path)) : path;
}

function rootOf({ root }: CourseFile): string {
  try {
    return realpathSync(root);
  } catch (error) {
    throw new ChainruleError("E_USAGE", {
      where: root,
      expected: "a folder",
      got: reasonOf(error),
      next: "check the path",
    });
  }
}

/**
 * Decodes a file: its text with `\n` line ends, and its own line ends. `isReadable` is false for UTF-16: the grader
 * refuses it.
 */
function decode(
  file: CourseFile,
  bytes: Buffer,
): { readonly text: string; readonly ending: string; readonly isReadable: boolean } {
  const utf16 = utf16Of(bytes);
  const raw = utf16 === undefined ? bytes.toString("latin1") : new TextDecoder(utf16).decode(bytes);
  const text = utf16 === undefined ? textOf(bytes) : raw.replaceAll("\r\n", "\n");
  if (typeof text !== "string") throw unusableFile(file, text);
  const windows = raw.split("\r\n").length - 1;
  const all = raw.split("\n").length - 1;
  return { text, ending: windows * 2 > all ? "\r\n" : "\n", isReadable: utf16 === undefined };
}

/** The form of UTF-16 that a byte order mark announces. */
function utf16Of(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const mark = bytes.toString("hex", 0, 2);
  return mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : undefined;
}

/** The error for a file that is not text, or cannot be read. */
function unusableFile({ path }: CourseFile, { kind, got, next, line }: Problem): ChainruleError {
  const command = `npx grade restore ${quoteForShell(path)}`;
  const away = `move it away: ${command} then puts a fresh one there`;
  return new ChainruleError("E_SUBMISSION", {
    where: line === undefined ? path : `${path}:${line}`,
    expected: "a text file of one's own",
    got,
    next: kind === "missing" ? command : kind === "unreadable" || line !== undefined ? `${next}; or ${away}` : away,
  });
}

function idsOf({ segments }: MarkedFile): readonly string[] {
  return segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []));
}

/** The file of a stub. */
function fileOfStub(stub: string | undefined): string {
  const stubs = loadAssignments().flatMap((assignment) => assignment.stubs);
  if (stub === undefined)
    throw new ChainruleError("E_USAGE", {
      where: "restore",
      expected: "a file of the course",
      got: "none",
      next: "npx grade, which names the file; or npx grade restore --help",
    });
  const file = stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined)
    throw unknownNameError(
      "--stub",
      "the id of a stub",
      stub,
      stubs.map(({ id }) => id),
      (meant) => `npx grade restore --stub ${meant}`,
    );
  return file;
}

function checkStub(stub: string, skeleton: MarkedFile, { path, assignment }: CourseFile): void {
  if (idsOf(skeleton).includes(stub)) return;
  const elsewhere = assignment.stubs.find(({ id }) => id === stub);
  if (elsewhere !== undefined)
    throw new ChainruleError("E_USAGE", {
      where: "--stub",
      expected: `a stub of ${path}`,
      got: `${stub}, which stands in ${elsewhere.file}`,
      next: `npx grade restore --stub ${stub}`,
    });
  throw unknownNameError(
    "--stub",
    `a stub of ${path}`,
    stub,
    idsOf(skeleton),
    (meant) => `npx grade restore ${quoteForShell(path)} --stub ${meant}`,
  );
}
