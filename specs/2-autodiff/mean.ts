import { tiedOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import type { Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { placeSuspects, spreadSuspects } from "../support/suspects.ts";
import { exact, times } from "../support/values.ts";
import {
  copiesOverNoAxes,
  reducesEverything,
  describeReduction,
  type Reduction,
  spreadsEverywhere,
  withAxes,
} from "./reductions.ts";

/** How many elements share one mean. */
const countOf = ({ a, upstream }: Reduction) => a.data.length / upstream.data.length;

/** Numbers that are taken for the count, and the question that names each. */
const divisors: readonly { readonly asks: string; readonly divisor: (its: Reduction) => number }[] = [
  {
    asks: "Might it be that it is divided by the number of means, not of the elements that share one?",
    divisor: ({ upstream }) => upstream.data.length,
  },
  {
    asks: "Might it be that it is divided by the size of the first axis of the tensor?",
    divisor: ({ a }) => a.shape[0] ?? 1,
  },
  {
    asks: "Might it be that it is divided by the size of one of the axes, where several share a mean?",
    divisor: ({ a, axes: [first] }) => (first === undefined ? 1 : (a.shape.at(first) ?? 1)),
  },
  {
    asks: "Might it be that it is divided by the size of one of the axes, where several share a mean?",
    divisor: ({ a, axes }) => a.shape.at(axes.at(-1) ?? a.shape.length) ?? 1,
  },
];

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
    ...divisors.map(({ asks, divisor }) => ({
      asks,
      explains: ({ value, truth }: Run<"a">, its: Reduction) =>
        same("the result", value, times(truth.value, countOf(its) / divisor(its))),
    })),
    ...placeSuspects<Reduction, Question<Run<"a">>>(({ value, truth }, its) => [
      { got: withAxes(value, its), due: withAxes(truth.value, its), terms: times(exact(its.a), 1 / countOf(its)) },
    ]),
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
    ...divisors.map(({ asks, divisor }) => ({
      asks,
      explains: ({ grad, truth }: Run<"a">, its: Reduction) =>
        same("gradient of a", grad.a, times(truth.grad.a, countOf(its) / divisor(its))),
    })),
    {
      asks: "Might it be that it is multiplied by count where it is to be divided?",
      explains: ({ grad, truth }, its) => same("gradient of a", grad.a, times(truth.grad.a, countOf(its) ** 2)),
    },
    ...spreadSuspects<Reduction, Question<Run<"a">>>(({ grad }, its) => ({
      got: grad.a,
      from: times(withAxes(exact(its.upstream), its), 1 / countOf(its)),
    })),
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
