import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Course, joinSegments } from "../course/course.ts";
import { filesOf } from "./submission.ts";

/** A checkout or an unpacked archive writes all its files within this time. */
const atOnceMs = 3000;

/**
 * Finds the id of the assignment with the newest file. A file that is as it was handed out does not count. Undefined if the newest files of two assignments have nearly the
 * same time: a checkout wrote both, and no edit followed.
 */
export function findLastEdited({ assignments, skeleton }: Course, folder: string): string | undefined {
  const times = assignments
    .map((assignment) => ({ id: assignment.id, time: Math.max(0, ...filesOf(assignment).map(modifiedMsOf)) }))
    .toSorted((a, b) => b.time - a.time);
  const [last, other] = times;
  return last !== undefined && other !== undefined && last.time - other.time > atOnceMs ? last.id : undefined;

  function modifiedMsOf(file: string): number {
    const path = join(folder, file);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 0;
    const handedOut = joinSegments(skeleton.get(file));
    // A file of another size is not read: it may be of any size, or of another kind.
    const mayBePristine = stats.isFile() && skeleton.has(file) && stats.size === Buffer.byteLength(handedOut);
    return mayBePristine && readFileSync(path, "utf8") === handedOut ? 0 : stats.mtimeMs;
  }
}
