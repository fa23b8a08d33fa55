import fc from "fast-check";
import { shape as anyShape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { counted, type Reshaping, reshapings, swappedSizes, upstreams } from "../support/moves.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { type Shape, sizeOf } from "../support/values.ts";
import * as every from "./linear-maps.ts";

const reshaping: every.LinearMap<"x", Reshaping> = {
  name: "reshape",
  given: reshapings(),
  operands: ({ x }) => ({ x }),
  apply: (t, { shape }) => t.x.reshape(shape),
  shows: ({ x, shape }) => ({ x, shape }),
};

/** The value. */
export const value = every.value(reshaping, { says: "The same elements in the same order, under the new shape." });

/** The size that nobody worked out. */
export const rest = law({
  stub: "reshape.forward",
  says: "A size of −1 stands for whatever is left, in any place.",
  runs: 30,
  given: reshapings()
    .filter(({ shape }) => shape.length > 0)
    .chain(({ x, shape }) => fc.nat({ max: shape.length - 1 }).map((axis) => ({ x, shape: shape.with(axis, -1) }))),
  ask: ({ x, shape }) => run({ x }, (t) => t.x.reshape(shape)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x, shape }) => ({ x, shape }),
});

/** Two sizes in the other order. */
export const order = law({
  stub: "reshape.forward",
  says: "Where two sizes change places, nothing is turned over: the elements keep their order.",
  runs: 20,
  given: swappedSizes(),
  ask: ({ x, shape }) => run({ x }, (t) => t.x.reshape(shape)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: reshaping.shows,
});

export const copied = every.copies(
  reshaping,
  "Under the shape that it has, the result is a copy with memory of its own.",
  anyShape().chain((s) => fc.record({ x: counted(s), shape: fc.constant(s), ...upstreams(s) })),
);

export const operandsKept = every.keepsOperands(reshaping);

/** Sizes that do not come out even. */
export const refusal = law({
  stub: "reshape.forward",
  says: "Sizes that do not come out even are refused, and the error names both shapes.",
  runs: 20,
  given: anyShape().chain((s) => fc.record({ x: counted(s), shape: fc.constantFrom(...unevenShapes(sizeOf(s))) })),
  ask: ({ x, shape }) => ({
    uneven: refuses(run({ x }, (t) => t.x.reshape(shape))),
    control: run({ x }, (t) => t.x.reshape([x.data.length])),
  }),
  holds: ({ uneven, control }, { x, shape }) => {
    same("the elements in a row", control.value, control.truth.value);
    namesShapes(uneven, [x.shape, shape]);
  },
  shows: ({ x, shape }) => ({ x, shape }),
});

export const gradient = every.gradient(reshaping, {
  says: "The upstream gradient in the same order, under the old shape.",
});
export const adjoint = every.adjoint(reshaping);
export const accumulated = every.accumulates(reshaping);
export const computed = every.reachesComputed(reshaping);
export const linear = every.linear(reshaping);
export const restKept = every.keepsRest(reshaping);

/** Too many, too few, a remainder, two unknown sizes. */
function unevenShapes(size: number): readonly Shape[] {
  return [[size + 1], ...(size > 1 ? [[size - 1]] : []), [-1, size + 1], [-1, -1]];
}
