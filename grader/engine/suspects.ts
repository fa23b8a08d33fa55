/** @file The likely cause of a failure: what explains every case of a law. */
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Answered } from "../../specs/support/reading.ts";
import { contrastIn } from "./contrast.ts";
import type { Breach } from "./counterexample.ts";
import { type AnsweredCase, verdictIn } from "./examine.ts";

/** The case that a report shows. It may be a smaller one than all that were asked together. */
export interface ShownCase {
  readonly posed: Posed;
  readonly breach: Breach;
}

/**
 * The first suspect that explains every case, else what divides the cases that fail from those that hold. Either is true of
 * the shown case, too.
 */
export function suspectsOf(answered: readonly AnsweredCase[], { posed, breach }: ShownCase): readonly string[] {
  const shown = breach.kind === "mismatch" ? [{ posed, answers: breach.answers }] : [];
  let suspects: readonly string[] | undefined;
  for (const each of [...answered, ...shown]) {
    suspects = isAnswered(each.answers) ? each.posed.explainedBy(each.answers, suspects) : [];
    if (suspects.length === 0) break;
  }
  if (suspects !== undefined && suspects.length > 0) return suspects.slice(0, 1);
  const judged = answered.map((each) => ({ posed: each.posed, holds: verdictIn(each) === undefined }));
  const contrast = contrastIn([...judged, { posed, holds: false }]);
  return contrast === undefined ? [] : [contrast];
}

function isAnswered(answers: readonly Answer[]): answers is readonly Answered[] {
  return answers.every(({ kind }) => kind !== "not-started");
}
