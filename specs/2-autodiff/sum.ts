import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { truthOf } from "../support/oracle.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { exact, fill } from "../support/values.ts";
import { copiesOverNoAxes, reducesEverything, reducing, reductions, spreadsEverywhere } from "./reductions.ts";
import * as every from "./unary.ts";

const forward = "sum.forward";
const backward = "sum.backward";

const summing = reducing("sum");

/** The value. */
export const total = law({
  stub: forward,
  core: true,
  weight: 2,
  says: "Every element is added to the sum it belongs to.",
  given: reductions(),
  runs: 80,
  ask: ({ x, axes, keepDims }) => run({ x }, (t) => t.x.sum(axes, keepDims)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, axes, keepDims }) => ({ x, axes, keepDims }),
});

export const everything = reducesEverything({
  name: "sum",
  says: "Without axes, everything is summed into a single number.",
});
export const nothing = copiesOverNoAxes({
  name: "sum",
  says: "Over no axes, the sum is a copy, with memory of its own.",
});
export const operandKept = every.keepsOperand(summing);

/** An axis that is not there. */
export const refusal = law({
  stub: forward,
  says: "An axis that does not exist is refused, and the error names the shape.",
  given: shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), beyond: fc.nat({ max: 2 }) })),
  runs: 20,
  ask: ({ x, beyond }) => ({
    bad: refuses(run({ x }, (t) => t.x.sum([x.shape.length + beyond]))),
    control: run({ x }, (t) => t.x.sum([-1])),
  }),
  holds: ({ bad, control }, { x }) => {
    same("the sum over the last axis", control.value, control.truth.value);
    namesShapes(bad, [x.shape]);
  },
});

/** The gradient. */
export const gradient = law({
  stub: backward,
  core: true,
  weight: 2,
  says: "Every element receives the upstream gradient of its sum.",
  given: reductions(),
  runs: 80,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.sum(axes, keepDims), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that every element received 1, whatever the upstream gradient is?",
      explains: ({ grad }, { x }) => same("gradient of x", grad.x, exact(fill(x.shape, () => 1))),
    },
    {
      asks: "Might it be that the sums themselves are handed on, and not their gradients?",
      explains: ({ grad, value }, { x, axes, keepDims }) => {
        const { ask } = run({ x }, (t) => t.x.sum(axes, keepDims), value);
        same("gradient of x", grad.x, truthOf(ask).grads[0] ?? exact(fill([], () => Number.NaN)));
      },
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "sum",
  says: "After a sum of everything, every element receives the same number.",
});
export const adjoint = every.adjoint(summing);
export const accumulated = every.accumulates(summing);
export const computed = every.reachesComputed(summing);
export const linear = every.linear(summing);
export const restKept = every.keepsRest(summing);
