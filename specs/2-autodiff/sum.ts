import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { truthOf } from "../support/oracle.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, type Question, refuses, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, fill, times, values } from "../support/values.ts";
import { spreadSuspects, sumSuspects } from "../support/suspects.ts";
import {
  copiesOverNoAxes,
  reducesEverything,
  describeReduction,
  type Reduction,
  spreadsEverywhere,
  withAxes,
} from "./reductions.ts";

const summing = describeReduction("sum");

/** The value. */
export const total = every.computes(summing, {
  core: true,
  runs: 80,
  says: "Every element is added to the sum it belongs to.",
  suspects: [
    ...sumSuspects<Reduction, Question<Run<"a">>>(({ value, truth }, its) => [
      { got: withAxes(value, its), due: withAxes(truth.value, its), terms: exact(its.a) },
    ]),
  ],
});

export const everything = reducesEverything({
  name: "sum",
  says: "Without axes, everything is summed into a single number.",
});
export const nothing = copiesOverNoAxes({
  name: "sum",
  says: "Over no axes, the sum is a copy, with memory of its own.",
});
export const operandKept = every.keepsOperands(summing);

/** An axis that does not exist. */
export const refusal = law({
  stub: "sum.forward",
  says: "An axis that does not exist is refused, and the error names the shape.",
  given: shape({ minRank: 1 }).chain((s) => fc.record({ a: valuesOf(s, 2), beyond: fc.nat({ max: 2 }) })),
  runs: 20,
  ask: ({ a, beyond }) => ({
    bad: refuses(run({ a }, (t) => t.a.sum([a.shape.length + beyond]))),
    control: run({ a }, (t) => t.a.sum([-1])),
  }),
  holds: ({ bad, control }, { a }) => {
    same("the sum over the last axis", control.value, control.truth.value);
    namesShapes(bad, [a.shape]);
  },
});
export const large = extreme.computesLarge({ name: "sum" });
export const visible = extreme.showsSpecial({ name: "sum" });

/** The gradient. */
export const gradient = every.differentiates(summing, {
  core: true,
  runs: 80,
  says: "Every element receives the upstream gradient of its sum.",
  suspects: [
    {
      asks: "Might it be that the upstream gradient is divided, as after a mean?",
      explains: ({ grad, truth }, { a, upstream }) =>
        same("gradient of a", grad.a, times(truth.grad.a, upstream.data.length / a.data.length)),
    },
    ...spreadSuspects<Reduction, Question<Run<"a">>>(({ grad }, its) => ({
      got: grad.a,
      from: withAxes(exact(its.upstream), its),
    })),
    {
      asks: "Might it be that every element received 1, whatever the upstream gradient is?",
      explains: ({ grad }, { a }) => same("gradient of a", grad.a, exact(fill(a.shape, () => 1))),
    },
    {
      asks: "Might it be that the sums themselves are handed on, and not their gradients?",
      explains: ({ grad, value }, { a, axes, keepDims }) => {
        const { ask } = run({ a }, (t) => t.a.sum(axes, keepDims), value);
        same("gradient of a", grad.a, truthOf(ask).grads[0] ?? exact(fill([], () => Number.NaN)));
      },
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "sum",
  says: "After a sum of everything, every element receives the same number.",
});
export const adjoint = every.isAdjoint(summing);
export const accumulated = every.accumulates(summing);
export const computed = every.reachesComputed(summing);
export const linear = every.isLinear(summing);
export const restKept = every.keepsRest(summing);
export const largeGradient = extreme.differentiatesLarge({ name: "sum" });
export const visibleGradient = extreme.handsOnSpecial({
  name: "sum",
  specials: [{ operands: [values([1, 2])], options: [], upstream: values([Number.NaN], []) }],
});
