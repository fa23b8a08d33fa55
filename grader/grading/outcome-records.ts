import * as v from "valibot";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { LawOutcome } from "../engine/judgement.ts";
import { counterexampleSchema, verdictSchema } from "../result/result.ts";

const judgementSchema = v.object({
  verdict: verdictSchema,
  counterexample: v.exactOptional(counterexampleSchema),
  blockedBy: v.exactOptional(v.string()),
  unstable: v.exactOptional(v.boolean()),
  fault: v.exactOptional(v.string()),
});

/** Outcomes as plain data, with the ids of the laws: the form in which they are stored and sent. */
export const outcomeRecordsSchema = v.array(
  v.object({ law: v.string(), whole: judgementSchema, alone: v.exactOptional(judgementSchema) }),
);
export type OutcomeRecords = v.InferOutput<typeof outcomeRecordsSchema>;

/** Turns outcomes into records. */
export function recordsOf(outcomes: readonly LawOutcome[]): OutcomeRecords {
  return outcomes.map((outcome) => ({ ...outcome, law: outcome.law.id }));
}

/** Turns the records of a stub into outcomes; undefined if the records are not exactly of these laws. */
export function outcomesOf(records: OutcomeRecords, laws: readonly IdentifiedLaw[]): readonly LawOutcome[] | undefined {
  const isSame = records.length === laws.length && laws.every(({ id }, i) => records[i]?.law === id);
  return isSame ? laws.flatMap((law, i) => (records[i] === undefined ? [] : [{ ...records[i], law }])) : undefined;
}
