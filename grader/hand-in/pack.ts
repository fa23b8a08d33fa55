/**
 * @file Packs a hand-in: the files that intake takes, read as intake reads them, so that archive and folder get the
 * same grade.
 */
import { createHash } from "node:crypto";
import type { Course } from "../course/course.ts";
import type { Remark } from "../result/result.ts";
import { takeFiles } from "../intake/files.ts";
import { isError } from "../result/verdicts.ts";
import { filesOf, type Region, readSubmission } from "../intake/submission.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { zip } from "./zip.ts";

/** A packed hand-in. */
export interface Pack {
  readonly assignment: string;
  /** A ZIP archive of the files as intake reads them. Every machine makes the same bytes. */
  readonly archive: Uint8Array;
  /** SHA-256 of the archive, in hexadecimal digits. */
  readonly digest: string;
  readonly files: readonly string[];
  /** How many stubs the student has started. */
  readonly started: number;
  /** How many stubs the assignment has. */
  readonly stubs: number;
  /** The started regions that the grader would refuse. */
  readonly refused: readonly Region[];
  /** The errors in the files. */
  readonly remarks: readonly Remark[];
}

const mark = "chainrule hand-in ";

/**
 * Packs the files of an assignment and of all assignments that it builds on. Files with errors are packed too.
 *
 * @param course - the assignments that it builds on, and last the assignment itself
 * @throws {ChainruleError} if none of the assignment's own files is there
 */
export async function pack(course: Course, folder: string, options: { readonly strong?: boolean } = {}): Promise<Pack> {
  const assignment = course.assignments.at(-1);
  if (assignment === undefined) throw new RangeError("a course without assignments cannot be packed");
  const { texts } = takeFiles(folder, filesOf(course), filesOf(assignment));
  const entries = Array.from(texts, ([name, text]) => ({ name, content: Buffer.from(text, "utf8") }));
  const archive = zip(entries, mark + assignment.id);
  const { regions, remarks } = await readSubmission(course, folder, {
    sandbox: new Sandbox(options),
    required: [assignment.id],
  });
  const all = assignment.stubs.flatMap(({ id }) => regions.get(id) ?? []);
  return {
    assignment: assignment.id,
    archive,
    digest: digestOf(archive),
    files: [...texts.keys()].toSorted(),
    started: all.filter(({ state, place }) => state !== "not-started" && place !== undefined).length,
    stubs: all.length,
    // A region without a place lost its file or its markers. A remark reports that.
    refused: all.filter(({ state, place }) => state === "refused" && place !== undefined),
    remarks: [...remarks.values()].flat().filter(isError),
  };
}

/** Whether these bytes are an archive of an assignment by `pack`. */
export function isPack(bytes: Buffer, assignment: string): boolean {
  const ours = Buffer.from(mark + assignment);
  return bytes.subarray(0, 2).toString("latin1") === "PK" && bytes.subarray(-ours.length).equals(ours);
}

/** The SHA-256 digest of bytes, in hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
