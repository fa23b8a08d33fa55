import fc from "fast-check";
import { eachOf, type Single, single, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import * as every from "./unary.ts";

const exponential: every.Unary<Single> = {
  name: "exp",
  given: single((s) => valuesOf(s, 1)),
  apply: (x) => x.exp(),
};

/** Up to 600 away from 0, where the results are still ordinary numbers, none of them rounded to 0 or to infinity. */
const farAway: every.Unary<Single> = {
  ...exponential,
  given: single((s) =>
    eachOf(
      s,
      fc.integer({ min: -2400, max: 2400 }).map((quarters) => quarters / 4),
    ),
  ),
};

/** The value. */
export const power = law({
  stub: "exp.forward",
  core: true,
  weight: 2,
  says: "E to the power of every element.",
  given: exponential.given,
  runs: 60,
  ask: ({ x }) => run({ x }, (t) => t.x.exp()),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x }) => ({ x }),
});

export const far = every.computes(
  farAway,
  "Far from 0 nothing changes: e⁻⁶⁰⁰ is tiny, but more than 0, and e⁶⁰⁰ is huge, but finite.",
);
export const operandKept = every.keepsOperand(exponential);

/** The gradient. */
export const gradient = law({
  stub: "exp.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient times the result itself.",
  given: exponential.given,
  runs: 60,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.exp(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, upstream }) => ({ x, upstream }),
  suspects: [
    every.gradientIs("Might it be that the upstream gradient is left out?", (x) => Math.exp(x)),
    every.gradientIs("Might it be that the upstream gradient is handed on as it is?", (_, upstream) => upstream),
    every.gradientIs(
      "Might it be that the upstream gradient is multiplied by the operand, and not by the result?",
      (x, upstream) => upstream * x,
    ),
    every.gradientIs(
      "Might it be that the rule for powers was used, x · eˣ⁻¹?",
      (x, upstream) => upstream * x * Math.exp(x - 1),
    ),
  ],
});

export const slopeFar = every.differentiates(
  farAway,
  "Far from 0 nothing changes: the slope is as tiny, or as huge, as the result.",
);
export const accumulated = every.accumulates(exponential);
export const computed = every.reachesComputed(exponential);
export const linear = every.linear(exponential);
export const restKept = every.keepsRest(exponential);
