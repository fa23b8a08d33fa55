import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s.with(0, 2), 1) }));

/** The value. */
export const value = law({
  stub: "gather.forward",
  core: true,
  weight: 2,
  says: "Row i of the result is row rows[i] of `a`.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.gather([0, 0])),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "gather.backward",
  core: true,
  weight: 2,
  says: "A row that was taken several times receives the sum of its upstream gradients.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.gather([0, 0]), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
