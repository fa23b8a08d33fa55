import type { Region, Submission } from "../intake/submission.ts";
import type { Course } from "./course.ts";

/** The reference as if somebody had handed it in. @throws {Error} if it is not here */
export function referenceSubmission(course: Course): Submission {
  const regions = course.assignment.stubs.map(({ id, file }): [string, Region] => {
    const stripped = course.reference?.get(id);
    if (stripped === undefined) throw new Error(`the reference has no region (${id})`);
    return [
      id,
      {
        id,
        file,
        place: undefined,
        regionLine: undefined,
        state: "started",
        tokens: stripped,
        stripped,
        reason: undefined,
      },
    ];
  });
  return { regions: new Map(regions), helpers: new Map(), remarks: [] };
}
