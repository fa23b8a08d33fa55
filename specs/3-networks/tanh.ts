import fc from "fast-check";
import { eachOf, single } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeUnary, gradientIs, resultIs } from "../support/unary.ts";

const squashing = describeUnary({ name: "tanh", given: single(), apply: (a) => a.tanh() });

/** Numbers at which e⁻ᵃ or eᵃ is infinite, beside those at which the result is nearly −1 or 1. */
const farAway = {
  ...squashing,
  given: single((s) =>
    eachOf(
      s,
      fc.oneof(fc.constantFrom(1000, -1000, 720, -750, Infinity, -Infinity), fc.integer({ min: -60, max: 60 })),
    ),
  ),
};

/** The value. */
export const value = every.computes(squashing, {
  core: true,
  runs: 60,
  says: "The hyperbolic tangent of every element.",
  suspects: [
    resultIs("Might it be that this is the tangent of an angle, `Math.tan`?", Math.tan),
    resultIs("Might it be that this is the logistic function?", (a) => 1 / (1 + Math.exp(-a))),
  ],
});

export const far = every.computes(farAway, {
  says: "Far from 0, at ±1000 or ±∞, the result is −1 or 1, and never NaN.",
});
export const operandKept = every.keepsOperands(squashing);
export const large = extreme.computesLarge({ name: "tanh" });
export const visible = extreme.showsSpecial({ name: "tanh" });

/** The gradient. */
export const gradient = every.differentiates(squashing, {
  core: true,
  runs: 60,
  says: "The upstream gradient times 1 − y², where y is the result.",
  suspects: [
    gradientIs(
      "Might it be that the operand stands where the result is due, as in 1 − a²?",
      (a, upstream) => upstream * (1 - a * a),
    ),
    gradientIs("Might it be that the square is missing, as in 1 − y?", (a, upstream) => upstream * (1 - Math.tanh(a))),
    gradientIs(
      "Might it be that this is the slope of the logistic function, y · (1 − y)?",
      (a, upstream) => upstream * Math.tanh(a) * (1 - Math.tanh(a)),
    ),
  ],
});

export const farSlope = every.differentiates(farAway, {
  says: "Far from 0, at ±1000 or ±∞, the slope is 0, and never NaN.",
});
export const accumulated = every.accumulates(squashing);
export const computed = every.reachesComputed(squashing);
export const linear = every.isLinear(squashing);
export const restKept = every.keepsRest(squashing);
export const largeGradient = extreme.differentiatesLarge({ name: "tanh" });
export const visibleGradient = extreme.handsOnSpecial({ name: "tanh" });
