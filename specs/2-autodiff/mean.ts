import { tiedOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import type { Measured } from "../support/values.ts";
import { copiesOverNoAxes, reducesEverything, describeReduction, spreadsEverywhere } from "./reductions.ts";

const averaging = describeReduction("mean");

/** The value. */
export const average = every.computes(averaging, {
  core: true,
  runs: 80,
  says: "Every element brings its part, 1 of count, to the mean it belongs to.",
  suspects: [
    {
      asks: "Might it be that the sum is not divided?",
      explains: ({ value, truth }, { a, upstream }) =>
        same("the result", value, times(truth.value, a.data.length / upstream.data.length)),
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
export const zerosCount = every.computes(describeReduction("mean", tiedOf), {
  says: "Zeros count like any other element.",
});
export const operandKept = every.keepsOperands(averaging);
export const large = extreme.computesLarge({ name: "mean" });
export const visible = extreme.showsSpecial({ name: "mean" });

/** The gradient. */
export const gradient = every.differentiates(averaging, {
  core: true,
  runs: 80,
  says: "Every element receives its part, 1 of count, of the upstream gradient.",
  suspects: [
    {
      asks: "Might it be that every element receives the whole upstream gradient, as after a sum?",
      explains: ({ grad, truth }, { a, upstream }) =>
        same("gradient of a", grad.a, times(truth.grad.a, a.data.length / upstream.data.length)),
    },
    {
      asks: "Might it be that it is divided by the number of all elements, not of those that share one mean?",
      explains: ({ grad, truth }, { upstream }) =>
        same("gradient of a", grad.a, times(truth.grad.a, 1 / upstream.data.length)),
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "mean",
  says: "After a mean of everything, every element receives the same number.",
});
export const adjoint = every.isAdjoint(averaging);
export const accumulated = every.accumulates(averaging);
export const computed = every.reachesComputed(averaging);
export const linear = every.isLinear(averaging);
export const restKept = every.keepsRest(averaging);
export const largeGradient = extreme.differentiatesLarge({ name: "mean" });
export const visibleGradient = extreme.handsOnSpecial({ name: "mean" });

function times({ shape, data, magnitude }: Measured, factor: number): Measured {
  return { shape, data: data.map((x) => factor * x), magnitude: magnitude.map((m) => factor * m) };
}
