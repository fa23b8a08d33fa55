import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { casesOfLabels, hasFiniteGradient, hasFiniteLoss } from "./losses.ts";

const { usual, far, extremes } = casesOfLabels("fusedCrossEntropy");

/** The value. */
export const value = every.computes(usual, {
  core: true,
  says: "Minus the mean of the numbers that stand at the labels.",
});

export const farValue = hasFiniteLoss(far);
export const operandKept = every.keepsOperands(usual);
export const large = extreme.computesLarge(extremes);
export const visible = extreme.showsSpecial(extremes);

/** The gradient. */
export const gradient = every.differentiates(usual, {
  core: true,
  says: "Softmax, minus 1 at the label, times upstream, divided by the number of rows.",
});

export const farGradient = hasFiniteGradient(far);
export const accumulated = every.accumulates(usual);
export const computed = every.reachesComputed(usual);
export const linear = every.isLinear(usual);
export const restKept = every.keepsRest(usual);
export const largeGradient = extreme.differentiatesLarge(extremes);
export const visibleGradient = extreme.handsOnSpecial(extremes);
