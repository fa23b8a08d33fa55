import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { same } from "../support/compare.ts";
import { times } from "../support/values.ts";
import { besideTargets, describeLoss, dueShares, farScores, matrices } from "./losses.ts";

const measuring = describeLoss(
  "softLogitsCrossEntropy",
  "logits",
  besideTargets((s) => fc.record({ prediction: valuesOf(s, 1), target: dueShares(s) }), matrices),
);
const far = describeLoss(
  "softLogitsCrossEntropy",
  "logits",
  besideTargets((s) => fc.record({ prediction: farScores(s), target: dueShares(s) }), matrices),
);
const beside = { name: "softLogitsCrossEntropy" as const, names: ["logits"], options: ["target"], ranks: [2] };

/** The value. */
export const value = every.computes(measuring, {
  core: true,
  says: "The mean over the rows of −Σ target · log-softmax.",
  suspects: [
    {
      asks: "Might it be that the mean is taken over all elements, and not over the rows?",
      explains: ({ value: got, truth }, { prediction: { shape: s } }) =>
        same("the result", got, times(truth.value, 1 / (s[1] ?? 1))),
    },
    {
      asks: "Might it be that the sum is not divided by the number of rows?",
      explains: ({ value: got, truth }, { prediction: { shape: s } }) =>
        same("the result", got, times(truth.value, s[0] ?? 1)),
    },
  ],
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have a finite loss, however wrong they are.",
});
export const operandKept = every.keepsOperands(measuring);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(measuring, {
  says: "Every score receives upstream times its share minus its target, divided by the number of rows.",
});
export const farGradient = every.differentiates(far, {
  says: "Scores about ±1000 have a finite gradient, however wrong they are.",
});
export const accumulated = every.accumulates(measuring);
export const computed = every.reachesComputed(measuring);
export const linear = every.isLinear(measuring);
export const restKept = every.keepsRest(measuring);
export const largeGradient = extreme.differentiatesLarge(beside);
