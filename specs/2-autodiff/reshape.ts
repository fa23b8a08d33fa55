import fc from "fast-check";
import { shape as anyShape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { countingValues, reshapings, swappedSizes, upstreams } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { type Shape, sizeOf } from "../support/values.ts";
import * as map from "./linear-maps.ts";
import { describeUnary } from "../support/unary.ts";

const reshaping = describeUnary({
  name: "reshape",
  given: reshapings(),
  apply: (a, { shape }) => a.reshape(shape),
  shows: ({ shape }) => ({ shape }),
});

/** The value. */
export const value = map.value(reshaping, { says: "The same elements in the same order, under the new shape." });

/** A size of −1. */
export const rest = law({
  stub: "reshape.forward",
  says: "A size of −1 stands for whatever is left, in any place.",
  runs: 30,
  given: reshapings()
    .filter(({ shape }) => shape.length > 0)
    .chain(({ a, shape }) => fc.nat({ max: shape.length - 1 }).map((axis) => ({ a, shape: shape.with(axis, -1) }))),
  ask: ({ a, shape }) => run({ a }, (t) => t.a.reshape(shape)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ a, shape }) => ({ a, shape }),
});

/** Two sizes in the other order. */
export const order = law({
  stub: "reshape.forward",
  says: "Where two sizes change places, nothing is turned over: the elements keep their order.",
  runs: 20,
  given: swappedSizes(),
  ask: ({ a, shape }) => run({ a }, (t) => t.a.reshape(shape)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: reshaping.shows,
});

export const copied = map.copies(
  reshaping,
  "Under the shape that it has, the result is a copy with memory of its own.",
  anyShape().chain((s) => fc.record({ a: countingValues(s), shape: fc.constant(s), ...upstreams(s) })),
);

export const operandsKept = every.keepsOperands(reshaping);

/** Shapes with another number of elements. */
export const refusal = law({
  stub: "reshape.forward",
  says: "Sizes that do not come out even are refused, and the error names both shapes.",
  runs: 20,
  given: anyShape().chain((s) =>
    fc.record({ a: countingValues(s), shape: fc.constantFrom(...unevenShapes(sizeOf(s))) }),
  ),
  ask: ({ a, shape }) => ({
    uneven: refuses(run({ a }, (t) => t.a.reshape(shape))),
    control: run({ a }, (t) => t.a.reshape([a.data.length])),
  }),
  holds: ({ uneven, control }, { a, shape }) => {
    same("the elements in a row", control.value, control.truth.value);
    namesShapes(uneven, [a.shape, shape]);
  },
  shows: ({ a, shape }) => ({ a, shape }),
});
export const large = extreme.computesLarge({ name: "reshape" });
export const visible = extreme.showsSpecial({ name: "reshape" });

export const gradient = map.gradient(reshaping, {
  says: "The upstream gradient in the same order, under the old shape.",
});
export const adjoint = every.isAdjoint(reshaping);
export const accumulated = every.accumulates(reshaping);
export const computed = every.reachesComputed(reshaping);
export const linear = every.isLinear(reshaping);
export const restKept = every.keepsRest(reshaping);
export const largeGradient = extreme.differentiatesLarge({ name: "reshape" });
export const visibleGradient = extreme.handsOnSpecial({ name: "reshape" });

/** One element more, one less, a size of −1 that would be a fraction, and two sizes of −1. */
function unevenShapes(size: number): readonly Shape[] {
  return [[size + 1], ...(size > 1 ? [[size - 1]] : []), [-1, size + 1], [-1, -1]];
}
