import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s.with(0, 1), 1) }));

/** The value. */
export const value = law({
  stub: "slice.forward",
  core: true,
  weight: 2,
  says: "Every index of the part reads `a` from where the part begins.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.slice(0, 0, 1)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "slice.backward",
  core: true,
  weight: 2,
  says: "What was taken receives its upstream gradient, everything else 0.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.slice(0, 0, 1), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
