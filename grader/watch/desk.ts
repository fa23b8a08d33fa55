import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { IdentifiedLaw } from "../engine/laws.ts";
import type { Submission } from "../intake/submission.ts";
import type { Outcomes } from "../plan.ts";
import type { Course } from "../release/course.ts";
import type { AssignmentResult } from "../score/result.ts";
import { scoreAssignment } from "../score/score.ts";
import type { Seen } from "./look.ts";
import { printOf, printOfHelpers, type Prints } from "./prints.ts";

/** An assignment with all that is known of what was written for it. */
export interface Desk {
  readonly course: Course;
  readonly laws: readonly IdentifiedLaw[];
  readonly print: (submission: Submission) => Prints;
  seen: Seen;
  /** What was looked into last. */
  taken: { readonly seen: Seen; readonly submission: Submission; readonly prints: Prints } | undefined;
  /** By stub: how it came out last, and for what. */
  readonly kept: Map<string, Kept>;
  /** Touched stubs whose verdict has not been told yet. */
  readonly due: Set<string>;
}

/** Outcomes of a stub, and the text that they hold for. */
export interface Kept {
  readonly outcomes: readonly LawOutcome[];
  readonly print: string;
  /** Where the lines stood that an outcome speaks of. */
  readonly lines: string;
}

/** The result of these outcomes. */
export function scored({ course }: Desk, submission: Submission, outcomes: readonly LawOutcome[]): AssignmentResult {
  return scoreAssignment(course.assignment, submission, outcomes, course.reference !== undefined);
}

/** What still holds of what was judged before. */
export function knownOf({ kept, taken }: Desk): Outcomes {
  return new Map(
    Array.from(kept)
      .filter(
        ([stub, { outcomes, print, lines }]) =>
          taken?.prints.get(stub) === print && linesOf(outcomes, taken.submission) === lines,
      )
      .map(([stub, { outcomes }]) => [stub, outcomes]),
  );
}

/** Where the lines of those files stand that outcomes speak of: an error is told with its line. */
export function linesOf(outcomes: readonly LawOutcome[], { regions, helpers }: Submission): string {
  const files = new Set(
    outcomes.flatMap(judgements).flatMap(({ counterexample }) => counterexample?.thrown?.at?.file ?? []),
  );
  const within = [...regions.values(), ...helpers.values()].filter(({ place }) => files.has(place?.file ?? ""));
  return files.size === 0 ? "" : JSON.stringify(within.map(({ regionLine, stripped }) => [regionLine, stripped]));
}

/** How a law came out, in each way that it was judged. */
export function judgements({ whole, alone }: LawOutcome): readonly Judgement[] {
  return alone === undefined ? [whole] : [whole, alone];
}

/** The stubs whose own text, or whose file's helpers, differ by more than comments. */
export function touchedBetween({ course, laws }: Desk, before: Submission, now: Submission): readonly string[] {
  const wanted = new Set(laws.map(({ law }) => law.stub));
  const print = (submission: Submission, id: string, file: string) =>
    `${printOf(submission.regions.get(id))} ${printOfHelpers(submission, file)}`;
  return course.assignment.stubs
    .filter(({ id, file }) => wanted.has(id) && print(before, id, file) !== print(now, id, file))
    .map(({ id }) => id);
}
