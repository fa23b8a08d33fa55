import { lstatSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { bytesOf, missing, type Problem, reasonOf, SubmissionError, textOf } from "../intake/files.ts";
import { findRegions, type MarkedFile } from "../intake/markers.ts";
import { quoted } from "../intake/quoted.ts";
import { restoredFile, withStarters } from "../intake/restore.ts";
import { assignmentIds, loadAssignment } from "../release/assignment.ts";
import { backUp } from "./back-up.ts";
import { columnsOf } from "./columns.ts";
import { type CourseFile, courseFile } from "./course-file.ts";
import { ownStarter } from "./own-files.ts";
import { type Restoration, told } from "./restoration.ts";
import { unknownName } from "./unknown-name.ts";
import { unwritable, writeWhole } from "./write-whole.ts";

/** What to restore, and where somebody stands. */
export interface RestoreOptions {
  readonly cwd: string;
  readonly starter: string;
  /** Only this stub; then the file need not be named. */
  readonly stub?: string;
}

/** `grade restore [file]`. */
export function restoreCommand(given: string | undefined, { stub }: { readonly stub?: string }): void {
  const here = { cwd: process.cwd(), starter: resolve(ownStarter()) };
  const done = restore(given, stub === undefined ? here : { ...here, stub });
  for (const line of told(done, columnsOf(process.stdout))) console.log(line);
}

/**
 * Puts a file of the course back around what somebody has written in it, or one of its stubs as the starter has it.
 * The file as it was lies beside it afterwards. Where nothing is to do, nothing is written.
 *
 * @throws {SubmissionError} if there is no such file or stub, or it cannot be read or written; then nothing has changed
 */
export function restore(given: string | undefined, options: RestoreOptions): Restoration {
  const { stub } = options;
  const file = courseFile(given ?? fileOfStub(stub), options);
  const { skeleton } = file;
  if (stub !== undefined) checkStub(stub, skeleton, file);

  const place = join(rootOf(file), ...file.name.split("/"));
  const taken = bytesOf(rootOf(file), file.name);
  if (!("bytes" in taken)) {
    if (taken.text !== missing || stub !== undefined) throw unusable(file, taken);
    return recreated(file, place, skeleton);
  }
  const { text, ending, isReadable } = decoded(file, taken.bytes);
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
    const content = withoutStub(file, skeleton, text, stub);
    return content === text
      ? { kind: "intact", path: file.path, stub }
      : { kind: "reset", path: file.path, stub, backup: write(content) };
  }
  const { text: content, ...rest } = restoredFile(skeleton, text);
  return content === text && isReadable
    ? { kind: "intact", path: file.path }
    : { kind: "restored", path: file.path, ...rest, backup: write(content) };
}

/** The file's text with one stub as the starter has it. */
function withoutStub(file: CourseFile, skeleton: MarkedFile, text: string, stub: string): string {
  const { regions, broken } = findRegions(file.path, text, idsOf(skeleton));
  const region = regions.get(stub);
  if (region !== undefined) return withStarters(skeleton, text, stub, region);
  const remark = broken.get(stub);
  throw new SubmissionError(
    remark === undefined ? file.path : `${file.path}:${remark.line}`,
    `the region (${stub})`,
    remark?.text ?? "none",
    `npx grade restore ${quoted(file.path)}, which puts its markers back`,
  );
}

/** A file that is not there needs no backup. */
function recreated(file: CourseFile, place: string, skeleton: MarkedFile): Restoration {
  const link = existingFolder(dirname(place));
  if (realpathSync(link) !== link) throw unusable(file, { text: "it lies behind a link", next: "" });
  try {
    mkdirSync(dirname(place), { recursive: true });
  } catch (error) {
    throw unwritable(file.path, error);
  }
  writeWhole(place, skeleton.segments.map((segment) => segment.text).join(""));
  return { kind: "recreated", path: file.path };
}

function existingFolder(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined ? existingFolder(dirname(path)) : path;
}

function rootOf({ root }: CourseFile): string {
  try {
    return realpathSync(root);
  } catch (error) {
    throw new SubmissionError(root, "a folder", reasonOf(error), "check the path");
  }
}

/** A file's text with `\n` line ends, and the line ends that it had. UTF-16 is read, but the grader does not read it. */
function decoded(
  file: CourseFile,
  bytes: Buffer,
): { readonly text: string; readonly ending: string; readonly isReadable: boolean } {
  const utf16 = utf16Of(bytes);
  const raw = utf16 === undefined ? bytes.toString("latin1") : new TextDecoder(utf16).decode(bytes);
  const text = utf16 === undefined ? textOf(bytes) : raw.replaceAll("\r\n", "\n");
  if (typeof text !== "string") throw unusable(file, text);
  const windows = raw.split("\r\n").length - 1;
  const all = raw.split("\n").length - 1;
  return { text, ending: windows * 2 > all ? "\r\n" : "\n", isReadable: utf16 === undefined };
}

/** Which UTF-16 a byte order mark announces. */
function utf16Of(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const mark = bytes.toString("hex", 0, 2);
  return mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : undefined;
}

/** A file that is no text, or not to be had. */
function unusable({ path }: CourseFile, { text, next, line }: Problem): SubmissionError {
  const fresh = `npx grade restore ${quoted(path)} then puts a fresh one there`;
  return new SubmissionError(
    line === undefined ? path : `${path}:${line}`,
    "a text file of one's own",
    text.replace(/^it (?:is|has|cannot be read:) /, ""),
    text.startsWith("it cannot be read") || line !== undefined
      ? `${next}; or move it away: ${fresh}`
      : `move it away: ${fresh}`,
  );
}

function idsOf({ segments }: MarkedFile): readonly string[] {
  return segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : []));
}

/** Where a stub has its region. */
function fileOfStub(stub: string | undefined): string {
  const stubs = assignmentIds().flatMap((id) => loadAssignment(id).stubs);
  if (stub === undefined)
    throw new SubmissionError(
      "restore",
      "a file of the course",
      "none",
      "npx grade, which names the file; or npx grade restore --help",
    );
  const file = stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined)
    throw unknownName(
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
    throw new SubmissionError(
      "--stub",
      `a stub of ${path}`,
      `${stub}, which stands in ${elsewhere.file}`,
      `npx grade restore --stub ${stub}`,
    );
  throw unknownName(
    "--stub",
    `a stub of ${path}`,
    stub,
    idsOf(skeleton),
    (meant) => `npx grade restore ${quoted(path)} --stub ${meant}`,
  );
}
