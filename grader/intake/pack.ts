/**
 * @file Packs what is handed in. It lies beside intake because it must take what intake takes: the same files, read the
 * same way, so that an archive is graded as its folder is.
 */
import { createHash } from "node:crypto";
import type { Course } from "../release/course.ts";
import type { Remark } from "../score/result.ts";
import { takeFiles } from "./files.ts";
import { type Region, takeIn } from "./submission.ts";
import { zip } from "./zip.ts";

/** What is handed in. */
export interface Pack {
  readonly assignment: string;
  /** A ZIP archive with the files as intake reads them: the same on every machine. */
  readonly archive: Uint8Array;
  /** SHA-256 of the archive, in hexadecimal digits. */
  readonly digest: string;
  readonly files: readonly string[];
  /** How many stubs somebody has written in, and how many there are. */
  readonly started: number;
  readonly stubs: number;
  /** The regions that are refused as they stand, though somebody has written in them. */
  readonly refused: readonly Region[];
  /** What is the matter with the files. */
  readonly remarks: readonly Remark[];
}

const mark = "chainrule hand-in ";

/**
 * Packs the files of a folder that an assignment names, whatever is the matter with them.
 *
 * @throws {SubmissionError} if there is none
 */
export async function pack(course: Course, folder: string, options: { readonly strong?: boolean } = {}): Promise<Pack> {
  const { assignment } = course;
  const { texts } = takeFiles(folder, [...new Set(assignment.stubs.map(({ file }) => file))]);
  const entries = Array.from(texts, ([name, text]) => ({ name, content: Buffer.from(text, "utf8") }));
  const archive = zip(entries, mark + assignment.id);
  const { regions, remarks } = await takeIn(course, folder, options);
  const all = [...regions.values()];
  return {
    assignment: assignment.id,
    archive,
    digest: digestOf(archive),
    files: [...texts.keys()].toSorted(),
    started: all.filter(({ state, place }) => state !== "not-started" && place !== undefined).length,
    stubs: all.length,
    // A region that has no place is lost with its file or its markers, and a remark says so.
    refused: all.filter(({ state, place }) => state === "refused" && place !== undefined),
    remarks: remarks.filter(({ severity }) => severity === "error"),
  };
}

/** Whether a file is an archive that `pack` has made for an assignment. */
export function isPack(bytes: Buffer, assignment: string): boolean {
  const ours = Buffer.from(mark + assignment);
  return bytes.subarray(0, 2).toString("latin1") === "PK" && bytes.subarray(-ours.length).equals(ours);
}

/** SHA-256, in hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
