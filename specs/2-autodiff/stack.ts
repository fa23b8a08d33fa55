import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const cases = shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf([2, ...s], 1) }));

/** The value. */
export const value = law({
  stub: "stack.forward",
  core: true,
  weight: 2,
  says: "Every element goes to its place in the layer of its tensor.",
  given: cases,
  ask: ({ x }) => run({ x }, (t, { stack }) => stack([t.x, t.x])),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = law({
  stub: "stack.backward",
  core: true,
  weight: 2,
  says: "Every tensor receives the layer of the upstream gradient that it was put into.",
  given: cases,
  ask: ({ x, upstream }) => run({ x }, (t, { stack }) => stack([t.x, t.x]), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});
