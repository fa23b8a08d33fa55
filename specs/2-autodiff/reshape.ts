import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) =>
  fc.record({ x: valuesOf(s, 2), upstream: valuesOf([s.reduce((a, b) => a * b, 1)], 1) }),
);

/** The value. */
export const value = law({
  stub: "reshape.forward",
  core: true,
  weight: 2,
  says: "The same elements in the same order, under the new shape.",
  given: cases,
  ask: ({ x }) => run({ x }, (t) => t.x.reshape([-1])),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "reshape.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient in the same order, under the old shape.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.reshape([-1]), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
