import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s.with(0, 1), 1) }));

/** The value. */
export const value = law({
  stub: "mean.forward",
  core: true,
  weight: 2,
  says: "Every element brings its part, 1 of count, to the mean it belongs to.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.mean([0], true)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "mean.backward",
  core: true,
  weight: 2,
  says: "Every element receives its part, 1 of count, of the upstream gradient.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.mean([0], true), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
