import { statSync } from "node:fs";
import { join } from "node:path";
import type { Course } from "../course/course.ts";
import { filesOf } from "./submission.ts";

/** A checkout or an unpacked archive writes all its files within this time. */
const atOnceMs = 3000;

/**
 * Finds the id of the assignment with the newest file. Undefined if the newest files of two assignments have nearly the
 * same time: a checkout wrote both, and no edit followed.
 */
export function findLastEdited({ assignments }: Course, folder: string): string | undefined {
  const times = assignments
    .map((assignment) => ({ id: assignment.id, time: Math.max(0, ...filesOf(assignment).map(modifiedMsOf)) }))
    .toSorted((a, b) => b.time - a.time);
  const [last, other] = times;
  return last !== undefined && other !== undefined && last.time - other.time > atOnceMs ? last.id : undefined;

  function modifiedMsOf(file: string): number {
    return statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}
