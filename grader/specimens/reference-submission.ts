import type { Region, Submission } from "../intake/submission.ts";
import type { Course } from "../course/course.ts";

/** Makes a submission from the reference. @throws {Error} if this machine lacks the reference */
export function referenceSubmission(course: Course): Submission {
  const regions = course.stubs.map(({ id, file }): [string, Region] => {
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
  return { regions: new Map(regions), helpers: new Map(), remarks: new Map() };
}
