import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { casesOfShares, hasFiniteGradient, hasFiniteLoss } from "./losses.ts";
import { same } from "../support/compare.ts";
import { times } from "../support/values.ts";

const { usual, far, extremes } = casesOfShares("softLogitsCrossEntropy");

/** The value. */
export const value = every.computes(usual, {
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

export const farValue = hasFiniteLoss(far);
export const operandKept = every.keepsOperands(usual);
export const large = extreme.computesLarge(extremes);
export const visible = extreme.showsSpecial(extremes);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(usual, {
  says: "Every score receives upstream times its share minus its target, divided by the number of rows.",
});
export const farGradient = hasFiniteGradient(far);
export const accumulated = every.accumulates(usual);
export const computed = every.reachesComputed(usual);
export const linear = every.isLinear(usual);
export const restKept = every.keepsRest(usual);
export const largeGradient = extreme.differentiatesLarge(extremes);
