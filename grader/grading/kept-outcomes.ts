import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { Counterexample } from "../result/result.ts";
import type { Submission } from "../intake/submission.ts";
import type { Fingerprints } from "./fingerprints.ts";
import type { Outcomes } from "./share-out.ts";

/** The outcomes of a stub, and the text that they belong to. */
export interface KeptOutcomes {
  readonly outcomes: readonly LawOutcome[];
  readonly fingerprint: string;
  /** The lines behind the errors, from `errorLinesOf`. */
  readonly lines: string;
}

/** The outcomes that still hold for a submission: their text and its lines are unchanged. */
export function outcomesThatHold(
  kept: ReadonlyMap<string, KeptOutcomes>,
  submission: Submission,
  fingerprints: Fingerprints,
): Outcomes {
  return new Map(
    Array.from(kept)
      .filter(
        ([stub, { outcomes, fingerprint, lines }]) =>
          fingerprints.get(stub) === fingerprint && errorLinesOf(outcomes, submission) === lines,
      )
      .map(([stub, { outcomes }]) => [stub, outcomes]),
  );
}

const noCase: Pick<Counterexample, "thrown" | "fault"> = {};

/**
 * The regions of all files in which an outcome has an error, with their lines. An error that moves must be judged
 * again.
 */
export function errorLinesOf(outcomes: readonly LawOutcome[], { regions, helpers }: Submission): string {
  const files = new Set(
    outcomes.flatMap(judgementsOf).flatMap(({ counterexample: { thrown, fault } = noCase }) => {
      const places = [thrown?.at, ...(fault?.places ?? []).map(({ at }) => at)];
      return places.flatMap((at) => at?.file ?? []);
    }),
  );
  const within = [...regions.values(), ...helpers.values()].filter(({ place }) => files.has(place?.file ?? ""));
  return files.size === 0 ? "" : JSON.stringify(within.map(({ regionLine, stripped }) => [regionLine, stripped]));
}

/** The judgements of a law: on the whole library, and alone in the reference if tried. */
export function judgementsOf({ whole, alone }: LawOutcome): readonly Judgement[] {
  return alone === undefined ? [whole] : [whole, alone];
}
