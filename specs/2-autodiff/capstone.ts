import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { differentiatesGraphs } from "../support/graph-laws.ts";
import { law } from "../support/law.ts";
import { graphOperationsIn } from "../support/operations.ts";
import { backprop } from "../support/question.ts";
import { scalar } from "../support/values.ts";
import { autodiff } from "./operations.ts";

const stub = "capstone";

/** The whole library as one piece. */
export const randomGraphs = differentiatesGraphs({
  stub,
  core: true,
  weight: 4,
  runs: 100,
  says: "The gradient of any graph of your operations is right, for every leaf.",
  names: graphOperationsIn(autodiff),
});

/** The lecture's first example. */
export const lectureExample = law({
  stub,
  says: "(x₁ + x₂)·x₃ − x₄ at (5, 4, 3, 2) has the gradient (3, 3, 9, −1), and so everywhere.",
  given: fc.record({ x1: valuesOf([], 5), x2: valuesOf([], 4), x3: valuesOf([], 3), x4: valuesOf([], 2) }),
  examples: [{ x1: scalar(5), x2: scalar(4), x3: scalar(3), x4: scalar(2) }],
  runs: 20,
  ask: (xs) => backprop(xs, ({ x1, x2, x3, x4 }) => x1.add(x2).mul(x3).sub(x4), "ones"),
  holds: ({ value, grad, truth }) => {
    same("the result", value, truth.value);
    for (const name of ["x1", "x2", "x3", "x4"] as const) same(`gradient of ${name}`, grad[name], truth.grad[name]);
  },
});

/** The lecture's second example. */
export const frameworkExample = law({
  stub,
  says: "(x + y)·z at (−2, 5, −4) has the gradient (−4, −4, 3), and so everywhere.",
  given: fc.record({ x: valuesOf([], -2), y: valuesOf([], 5), z: valuesOf([], -4) }),
  examples: [{ x: scalar(-2), y: scalar(5), z: scalar(-4) }],
  runs: 20,
  ask: (xs) => backprop(xs, ({ x, y, z }) => x.add(y).multiply(z), "ones"),
  holds: ({ value, grad, truth }) => {
    same("the result", value, truth.value);
    for (const name of ["x", "y", "z"] as const) same(`gradient of ${name}`, grad[name], truth.grad[name]);
  },
});
