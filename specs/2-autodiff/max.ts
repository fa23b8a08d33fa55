import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) =>
  fc.record({
    x: fc.constant({ shape: s, data: Float64Array.from({ length: s.reduce((a, b) => a * b, 1) }, (_, i) => i) }),
    upstream: valuesOf(s.with(0, 1), 1),
  }),
);

/** The value. */
export const value = law({
  stub: "max.forward",
  core: true,
  weight: 2,
  says: "The largest of the elements that belong together.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.max([0], true)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "max.backward",
  core: true,
  weight: 2,
  says: "The largest element receives the upstream gradient; equals share it.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.max([0], true), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
