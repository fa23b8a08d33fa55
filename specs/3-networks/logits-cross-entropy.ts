import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { casesOfLabels, hasFiniteGradient, hasFiniteLoss } from "./losses.ts";

const { usual, far, extremes } = casesOfLabels("logitsCrossEntropy");

/** The value. */
export const value = every.computes(usual, {
  core: true,
  says: "The mean over the rows of minus the log-softmax at each row's label.",
});

export const farValue = hasFiniteLoss(far);
export const operandKept = every.keepsOperands(usual);
export const large = extreme.computesLarge(extremes);
export const visible = extreme.showsSpecial(extremes);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(usual, {
  says: "Every score receives upstream times its share, minus 1 at the label, divided by the number of rows.",
});
export const farGradient = hasFiniteGradient(far);
export const accumulated = every.accumulates(usual);
export const computed = every.reachesComputed(usual);
export const linear = every.isLinear(usual);
export const restKept = every.keepsRest(usual);
export const largeGradient = extreme.differentiatesLarge(extremes);
