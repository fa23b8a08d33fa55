import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape().chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s, 1) }));

/** The value. */
export const value = law({
  stub: "neg.forward",
  core: true,
  weight: 2,
  says: "The negative, element by element.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.neg()),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "neg.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient, its sign turned around.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.neg(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
