import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape().chain((s) => fc.record({ x: valuesOf(s, 3), upstream: valuesOf(s, 1) }));

/** The value. */
export const value = law({
  stub: "pow.forward",
  core: true,
  weight: 2,
  says: "Every element to the power of the exponent.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.pow(2)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "pow.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient times exponent · a to the power of exponent − 1.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.pow(2), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
