import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) =>
  fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s.toReversed(), 1) }),
);

/** The value. */
export const value = law({
  stub: "transpose.forward",
  core: true,
  weight: 2,
  says: "Every index of the result reads `a` with strides in the new order.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.transpose()),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "transpose.backward",
  core: true,
  weight: 2,
  says: "Every element receives the upstream gradient of the place it went to.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.transpose(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
