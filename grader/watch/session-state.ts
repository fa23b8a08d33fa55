import type { Course } from "../course/course.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Outcomes } from "../grading/share-out.ts";
import type { Submission } from "../intake/submission.ts";
import { fingerprintOf, helpersFingerprintOf, type Fingerprints } from "../grading/fingerprints.ts";
import { type KeptOutcomes, outcomesThatHold } from "../grading/kept-outcomes.ts";
import type { FolderState } from "./folder-state.ts";

/** The state of a session: the course, the submission, and the outcomes by now. */
export interface SessionState {
  readonly course: Course;
  readonly laws: readonly IdentifiedLaw[];
  readonly fingerprintsOf: (submission: Submission) => Fingerprints;
  folderState: FolderState;
  /** The submission that was inspected last. */
  inspected:
    | { readonly folderState: FolderState; readonly submission: Submission; readonly fingerprints: Fingerprints }
    | undefined;
  /** Stub → its last outcomes, and the text that they belong to. */
  readonly kept: Map<string, KeptOutcomes>;
  /** Touched stubs whose verdict is not reported yet. */
  readonly due: Set<string>;
}

/** The outcomes that still hold for the submission that was inspected last. */
export function knownOutcomesOf({ kept, inspected }: SessionState): Outcomes {
  return inspected === undefined ? new Map() : outcomesThatHold(kept, inspected.submission, inspected.fingerprints);
}

/** The stubs whose region, or whose file's helpers, changed by more than comments. */
export function findTouchedStubs(
  { course, laws }: SessionState,
  before: Submission,
  now: Submission,
): readonly string[] {
  const wanted = new Set(laws.map(({ stub }) => stub));
  const fingerprint = (submission: Submission, id: string, file: string) =>
    `${fingerprintOf(submission.regions.get(id))} ${helpersFingerprintOf(submission, file)}`;
  return course.stubs
    .filter(({ id, file }) => wanted.has(id) && fingerprint(before, id, file) !== fingerprint(now, id, file))
    .map(({ id }) => id);
}
