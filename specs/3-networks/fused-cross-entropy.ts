import { valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeLabelled, farScores, labelled } from "./losses.ts";

const measuring = describeLabelled(
  "fusedCrossEntropy",
  labelled((s) => valuesOf(s, 1)),
);
const far = describeLabelled("fusedCrossEntropy", labelled(farScores));
const beside = { name: "fusedCrossEntropy" as const, names: ["logits"], options: ["labels"], ranks: [2] };

/** The value. */
export const value = every.computes(measuring, {
  core: true,
  says: "Minus the mean of the numbers that stand at the labels.",
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have a finite loss, however wrong they are.",
});
export const operandKept = every.keepsOperands(measuring);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient. */
export const gradient = every.differentiates(measuring, {
  core: true,
  says: "Softmax, minus 1 at the label, times upstream, divided by the number of rows.",
});

export const farGradient = every.differentiates(far, {
  says: "Scores about ±1000 have a finite gradient, however wrong they are.",
});
export const accumulated = every.accumulates(measuring);
export const computed = every.reachesComputed(measuring);
export const linear = every.isLinear(measuring);
export const restKept = every.keepsRest(measuring);
export const largeGradient = extreme.differentiatesLarge(beside);
export const visibleGradient = extreme.handsOnSpecial(beside);
