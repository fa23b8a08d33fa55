import fc from "fast-check";
import { barelyBelow, eachOf, shape, single, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law } from "../support/law.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { type Measured, timesEach, type Values } from "../support/values.ts";
import { describeUnary, gradientIs } from "../support/unary.ts";

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
/** A larger operand by any step of a difference has an infinite result. The oracle has no magnitude here. */
export const slopeAtTheEdge = law({
  stub: "exp.backward",
  says: "Where the result is nearly the largest number that there is, the gradient is still upstream times result.",
  given: shape().chain((s) =>
    fc.record({ a: eachOf(s, barelyBelow(Math.log(Number.MAX_VALUE), 1)), upstream: valuesOf(s, 1) }),
  ),
  runs: 20,
  ask: ({ a, upstream }) => run({ a }, (t) => t.a.exp(), timesEach(upstream, tiny)),
  holds: ({ bareGrad }, { a, upstream }) =>
    same("gradient of a", bareGrad.a, timesExponential(timesEach(upstream, tiny), a)),
  shows: ({ a, upstream }) => ({ a, upstream: timesEach(upstream, tiny) }),
});

export const accumulated = every.accumulates(exponential);
export const computed = every.reachesComputed(exponential);
export const linear = every.isLinear(exponential);
export const restKept = every.keepsRest(exponential);
export const largeGradient = extreme.differentiatesLarge({ name: "exp" });
export const visibleGradient = extreme.handsOnSpecial({ name: "exp" });

/** A factor for upstream gradients: the magnitude of their product with the largest number is finite. */
const tiny = 2 ** -20;

/** Upstream · eᵃ. Its magnitude is that of the oracle, |upstream| · eᵃ · (1 + |a|), where the oracle's own is infinite. */
function timesExponential(upstream: Values, a: Values): Measured {
  const data = upstream.data.map((u, i) => u * Math.exp(a.data[i] ?? Number.NaN));
  return { shape: a.shape, data, magnitude: data.map((y, i) => Math.abs(y) * (1 + Math.abs(a.data[i] ?? Number.NaN))) };
}
