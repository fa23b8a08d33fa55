import { valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeLabelled, farScores, labelled } from "./losses.ts";

const measuring = describeLabelled(
  "logitsCrossEntropy",
  labelled((s) => valuesOf(s, 1)),
);
const far = describeLabelled("logitsCrossEntropy", labelled(farScores));
const beside = { name: "logitsCrossEntropy" as const, names: ["logits"], options: ["labels"], ranks: [2] };

/** The value. */
export const value = every.computes(measuring, {
  core: true,
  says: "The mean over the rows of minus the log-softmax at each row's label.",
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have a finite loss, however wrong they are.",
});
export const operandKept = every.keepsOperands(measuring);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(measuring, {
  says: "Every score receives upstream times its share, minus 1 at the label, divided by the number of rows.",
});
export const farGradient = every.differentiates(far, {
  says: "Scores about ±1000 have a finite gradient, however wrong they are.",
});
export const accumulated = every.accumulates(measuring);
export const computed = every.reachesComputed(measuring);
export const linear = every.isLinear(measuring);
export const restKept = every.keepsRest(measuring);
export const largeGradient = extreme.differentiatesLarge(beside);
