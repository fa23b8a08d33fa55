import type { Course } from "../course/course.ts";
import { gradedIds } from "../course/assignment.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import { pointsOf } from "../result/points.ts";
import type { AssignmentResult } from "../result/result.ts";

/** The choice of assignments and stubs to grade. */
export interface Selection {
  /** The ids of assignments; empty for all. */
  readonly assignments: readonly string[];
  /** The ids of stubs and capstones; empty for all of these assignments. */
  readonly stubs: readonly string[];
}

/** The ids of the stubs and capstones in a selection, in the course's order. */
export function selectIds({ assignments }: Course, selection: Selection): readonly string[] {
  const ids = assignments
    .filter(({ id }) => selection.assignments.length === 0 || selection.assignments.includes(id))
    .flatMap(gradedIds);
  return selection.stubs.length === 0 ? ids : ids.filter((id) => selection.stubs.includes(id));
}

/** The laws to judge: those of the selected stubs, and those of all stubs that these laws need. */
export function selectLaws(
  course: Course,
  laws: readonly IdentifiedLaw[],
  selection: Selection,
): readonly IdentifiedLaw[] {
  const wanted = new Set(selectIds(course, selection));
  // The loop also visits the stubs that it adds to the set.
  for (const stub of wanted)
    for (const law of laws) if (law.stub === stub) for (const needed of law.needs) wanted.add(needed);
  return laws.filter(({ stub }) => wanted.has(stub));
}

/** Reduces results to the selected stubs, and their points to the points of these stubs. */
export function selectResults(
  course: Course,
  results: readonly AssignmentResult[],
  selection: Selection,
): readonly AssignmentResult[] {
  const ids = selectIds(course, selection);
  return results.flatMap((result) => {
    const stubs = result.stubs.filter(({ id }) => ids.includes(id));
    if (stubs.length === 0) return [];
    if (stubs.length === result.stubs.length) return [result];
    const files = new Set(stubs.flatMap(({ place }) => (place === undefined ? [] : [place.file])));
    // A finding without a stub is in helper functions, which all stubs of the file share.
    const types = result.types?.filter(({ stub, file }) => (stub === undefined ? files.has(file) : ids.includes(stub)));
    return [{ ...result, stubs, ...pointsOf(stubs), ...(types === undefined ? {} : { types }) }];
  });
}
