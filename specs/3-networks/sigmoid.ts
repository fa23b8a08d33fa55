import fc from "fast-check";
import { eachOf, single } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeUnary, gradientIs, resultIs } from "../support/unary.ts";

const squashing = describeUnary({ name: "sigmoid", given: single(), apply: (a) => a.sigmoid() });

/** Numbers at which e⁻ᵃ or eᵃ is infinite, beside those at which the result is nearly 0 or 1. */
const farAway = {
  ...squashing,
  given: single((s) =>
    eachOf(
      s,
      fc.oneof(fc.constantFrom(1000, -1000, 720, -750, Infinity, -Infinity), fc.integer({ min: -60, max: 60 })),
    ),
  ),
};

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** The value. */
export const value = every.computes(squashing, {
  core: true,
  runs: 60,
  says: "One divided by 1 + e⁻ᵃ, for every element.",
  suspects: [
    resultIs("Might it be that the minus in e⁻ᵃ is missing?", (a) => logistic(-a)),
    resultIs("Might it be that this is a hyperbolic tangent?", Math.tanh),
    resultIs("Might it be that brackets are missing around 1 + e⁻ᵃ?", (a) => 1 + Math.exp(-a)),
  ],
});

export const far = every.computes(farAway, {
  says: "Far from 0, at ±1000 or ±∞, the result is 0 or 1, and never NaN.",
});
export const operandKept = every.keepsOperands(squashing);
export const large = extreme.computesLarge({ name: "sigmoid" });
export const visible = extreme.showsSpecial({ name: "sigmoid" });

/** The gradient. */
export const gradient = every.differentiates(squashing, {
  core: true,
  runs: 60,
  says: "The upstream gradient times y · (1 − y), where y is the result.",
  suspects: [
    gradientIs("Might it be that y · (1 + y) stands where y · (1 − y) is due?", (a, upstream) => {
      return upstream * logistic(a) * (1 + logistic(a));
    }),
    gradientIs(
      "Might it be that the operand stands where the result is due, as in a · (1 − a)?",
      (a, upstream) => upstream * a * (1 - a),
    ),
    gradientIs("Might it be that the factor 1 − y is left out?", (a, upstream) => upstream * logistic(a)),
  ],
});

export const farSlope = every.differentiates(farAway, {
  says: "Far from 0, at ±1000 or ±∞, the slope is 0, and never NaN.",
});
export const accumulated = every.accumulates(squashing);
export const computed = every.reachesComputed(squashing);
export const linear = every.isLinear(squashing);
export const restKept = every.keepsRest(squashing);
export const largeGradient = extreme.differentiatesLarge({ name: "sigmoid" });
export const visibleGradient = extreme.handsOnSpecial({ name: "sigmoid" });
