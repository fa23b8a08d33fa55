import fc from "fast-check";
import { eachOf, single, valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeUnary, gradientIs } from "./unary.ts";

const exponential = describeUnary({
  name: "exp",
  given: single((s) => valuesOf(s, 1)),
  apply: (a) => a.exp(),
});

/** Operands up to 600 in size: the results are neither rounded to 0 nor to infinity. */
const farAway = {
  ...exponential,
  given: single((s) =>
    eachOf(
      s,
      fc.integer({ min: -2400, max: 2400 }).map((quarters) => quarters / 4),
    ),
  ),
};

/** The value. */
export const power = every.computes(exponential, {
  core: true,
  runs: 60,
  says: "E to the power of every element.",
});

export const far = every.computes(farAway, {
  says: "Far from 0 nothing changes: e⁻⁶⁰⁰ is tiny, but more than 0, and e⁶⁰⁰ is huge, but finite.",
});
export const operandKept = every.keepsOperands(exponential);
export const large = extreme.computesLarge({ name: "exp" });
export const visible = extreme.showsSpecial({ name: "exp" });

/** The gradient. */
export const gradient = every.differentiates(exponential, {
  core: true,
  runs: 60,
  says: "The upstream gradient times the result itself.",
  suspects: [
    gradientIs("Might it be that the upstream gradient is left out?", (a) => Math.exp(a)),
    gradientIs("Might it be that the upstream gradient is handed on as it is?", (_, upstream) => upstream),
    gradientIs(
      "Might it be that the upstream gradient is multiplied by the operand, and not by the result?",
      (a, upstream) => upstream * a,
    ),
    gradientIs(
      "Might it be that the rule for powers was used, a · eᵃ⁻¹?",
      (a, upstream) => upstream * a * Math.exp(a - 1),
    ),
  ],
});

export const slopeFar = every.differentiates(farAway, {
  says: "Far from 0 nothing changes: the slope is as tiny, or as huge, as the result.",
});
export const accumulated = every.accumulates(exponential);
export const computed = every.reachesComputed(exponential);
export const linear = every.isLinear(exponential);
export const restKept = every.keepsRest(exponential);
export const largeGradient = extreme.differentiatesLarge({ name: "exp" });
export const visibleGradient = extreme.handsOnSpecial({ name: "exp" });
