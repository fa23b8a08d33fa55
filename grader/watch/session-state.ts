import type { Course } from "../course/course.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { Outcomes } from "../grading/plan.ts";
import type { Submission } from "../intake/submission.ts";
import { fingerprintOf, helpersFingerprintOf, type Fingerprints } from "./fingerprints.ts";
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

/** The outcomes of a stub, and the text that they belong to. */
export interface KeptOutcomes {
  readonly outcomes: readonly LawOutcome[];
  readonly fingerprint: string;
  /** The lines behind the errors, from `errorLinesOf`. */
  readonly lines: string;
}

/** The outcomes that still hold: their text and its lines are unchanged. */
export function knownOutcomesOf({ kept, inspected }: SessionState): Outcomes {
  return new Map(
    Array.from(kept)
      .filter(
        ([stub, { outcomes, fingerprint, lines }]) =>
          inspected?.fingerprints.get(stub) === fingerprint && errorLinesOf(outcomes, inspected.submission) === lines,
      )
      .map(([stub, { outcomes }]) => [stub, outcomes]),
  );
}

/**
 * The regions of all files in which an outcome has an error, with their lines. An error that moves must be judged
 * again.
 */
export function errorLinesOf(outcomes: readonly LawOutcome[], { regions, helpers }: Submission): string {
  const files = new Set(
    outcomes.flatMap(judgementsOf).flatMap(({ counterexample }) => counterexample?.thrown?.at?.file ?? []),
  );
  const within = [...regions.values(), ...helpers.values()].filter(({ place }) => files.has(place?.file ?? ""));
  return files.size === 0 ? "" : JSON.stringify(within.map(({ regionLine, stripped }) => [regionLine, stripped]));
}

/** The judgements of a law: on the whole library, and alone in the reference if tried. */
export function judgementsOf({ whole, alone }: LawOutcome): readonly Judgement[] {
  return alone === undefined ? [whole] : [whole, alone];
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
