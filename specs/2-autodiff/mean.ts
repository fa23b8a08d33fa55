import { tiedOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import type { Measured } from "../support/values.ts";
import { copiesOverNoAxes, reducesEverything, reducing, reductions, spreadsEverywhere } from "./reductions.ts";
import * as every from "./unary.ts";

const averaging = reducing("mean");

/** The value. */
export const average = law({
  stub: "mean.forward",
  core: true,
  weight: 2,
  says: "Every element brings its part, 1 of count, to the mean it belongs to.",
  given: reductions(),
  runs: 80,
  ask: ({ x, axes, keepDims }) => run({ x }, (t) => t.x.mean(axes, keepDims)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, axes, keepDims }) => ({ x, axes, keepDims }),
  suspects: [
    {
      asks: "Might it be that the sum is not divided?",
      explains: ({ value, truth }, { x, upstream }) =>
        same("the result", value, times(truth.value, x.data.length / upstream.data.length)),
    },
    {
      asks: "Might it be that it is divided by the number of all elements, not of those that share one mean?",
      explains: ({ value, truth }, { upstream }) =>
        same("the result", value, times(truth.value, 1 / upstream.data.length)),
    },
  ],
});

export const everything = reducesEverything({
  name: "mean",
  says: "Without axes, the result is one number, the mean of everything.",
});

export const nothing = copiesOverNoAxes({
  name: "mean",
  says: "Over no axes, every element is its own mean, with memory of its own.",
});
export const zerosCount = every.computes(reducing("mean", tiedOf), "Zeros count like any other element.");
export const operandKept = every.keepsOperand(averaging);

/** The gradient. */
export const gradient = law({
  stub: "mean.backward",
  core: true,
  weight: 2,
  says: "Every element receives its part, 1 of count, of the upstream gradient.",
  given: reductions(),
  runs: 80,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.mean(axes, keepDims), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that every element receives the whole upstream gradient, as after a sum?",
      explains: ({ grad, truth }, { x, upstream }) =>
        same("gradient of x", grad.x, times(truth.grad.x, x.data.length / upstream.data.length)),
    },
    {
      asks: "Might it be that it is divided by the number of all elements, not of those that share one mean?",
      explains: ({ grad, truth }, { upstream }) =>
        same("gradient of x", grad.x, times(truth.grad.x, 1 / upstream.data.length)),
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "mean",
  says: "After a mean of everything, every element receives the same number.",
});
export const adjoint = every.adjoint(averaging);
export const accumulated = every.accumulates(averaging);
export const computed = every.reachesComputed(averaging);
export const linear = every.linear(averaging);
export const restKept = every.keepsRest(averaging);

function times({ shape, data, magnitude }: Measured, factor: number): Measured {
  return { shape, data: data.map((x) => factor * x), magnitude: magnitude.map((m) => factor * m) };
}
