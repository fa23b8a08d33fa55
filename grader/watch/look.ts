import { SubmissionError } from "../intake/files.ts";
import { findAll, type Found } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";
import type { Remark } from "../score/result.ts";

/** What lies in a folder, and the same as one text, to compare. */
export interface Seen {
  readonly found: Found;
  readonly text: string;
}

/** Looks into a folder. @throws {SubmissionError} if nothing in it can be graded */
export function lookAt(course: Course, folder: string): Seen {
  return seenIn(findAll(course, folder));
}

/** The same; where nothing can be graded, every stub says so. */
export function lookSafely(course: Course, folder: string): Seen {
  return seenIn(findSafely(course, folder));
}

interface Remarked {
  readonly remarks: readonly Remark[];
}

/** Remarks that were not there before; one that has only moved is not new. */
export function newRemarks(before: Remarked, now: Remarked): readonly Remark[] {
  const keyOf = ({ file, text }: Remark) => `${file} ${text}`;
  const known = new Set(before.remarks.map(keyOf));
  return now.remarks.filter((remark) => !known.has(keyOf(remark)));
}

function seenIn(found: Found): Seen {
  const plain = Object.values(found).map((part: unknown) => (part instanceof Map ? [...part] : part));
  return { found, text: JSON.stringify(plain) };
}

function findSafely(course: Course, folder: string): Found {
  try {
    return findAll(course, folder);
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    const text = "there is nothing in it that can be graded";
    const next = "put the folder back; this command waits for it";
    return {
      regions: new Map(),
      helpers: new Map(),
      broken: new Map(course.assignment.stubs.map(({ id }) => [id, `${folder}: ${text}`])),
      outside: new Map(),
      remarks: [{ severity: "error", file: folder, text, next }],
    };
  }
}
