import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

const size = fc.integer({ min: 1, max: 4 });
const cases = fc
  .tuple(size, size, size)
  .chain(([m, k, n]) => fc.record({ x: valuesOf([m, k], 2), y: valuesOf([k, n], 3), upstream: valuesOf([m, n], 1) }));

/** The value. */
export const value = law({
  stub: "matmul.forward",
  core: true,
  weight: 2,
  says: "C[i, j] = Σₚ A[i, p] · B[p, j].",
  given: cases,
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.matmul(t.y)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

/** The gradient. */
export const gradient = law({
  stub: "matmul.backward",
  core: true,
  weight: 2,
  says: "A receives upstream times B turned over, B receives A turned over times upstream.",
  given: cases,
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.matmul(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
});
