import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { countingValues, transpositions, upstreams } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { indexOf, positionOf } from "../support/shapes.ts";
import { exact, fill, type Values } from "../support/values.ts";
import * as map from "./linear-maps.ts";
import { describeUnary } from "../support/unary.ts";

const transposition = describeUnary({
  name: "transpose",
  given: transpositions(),
  apply: (a, { axes }) => a.transpose(axes),
  shows: ({ axes }) => ({ axes }),
});

/** The value. */
export const value = map.value(transposition, {
  says: "Every index of the result reads `a` with strides in the new order.",
  suspects: [
    {
      asks: "Might it be that only the shape is changed, and every element stays where it is?",
      explains: ({ value: got, truth }, { a }) => same("the result", got, exact({ ...truth.value, data: a.data })),
    },
  ],
});

/** Without a list of axes. */
export const backwards = law({
  stub: "transpose.forward",
  says: "Where no order is named, all axes are turned around.",
  runs: 30,
  given: shape().chain((s) => fc.record({ a: countingValues(s) })),
  ask: ({ a }) => run({ a }, (t) => t.a.transpose()),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
});

/** A transposition and its inverse. */
export const undone = law({
  stub: "transpose.forward",
  says: "Turned back in the inverse order, a tensor is what it was.",
  runs: 20,
  given: transpositions(),
  ask: ({ a, axes }) => run({ a }, (t) => t.a.transpose(axes).transpose(inverseOf(axes))),
  holds: ({ value: got }, { a }) => same("the result", got, exact(a)),
  shows: ({ a, axes }) => ({ a, axes, "inverse order": inverseOf(axes) }),
});

export const copied = map.copies(
  transposition,
  "In the order that the axes have, the result is a copy with memory of its own.",
  shape({ minRank: 1 }).chain((s) =>
    fc.record({ a: countingValues(s), axes: fc.constant([...s.keys()]), ...upstreams(s) }),
  ),
);

export const operandsKept = every.keepsOperands(transposition);

/** Lists that are no order of the axes. */
export const refusal = law({
  stub: "transpose.forward",
  says: "Anything but every axis once is refused, and the error names the shape.",
  runs: 20,
  given: shape({ minRank: 1 }).chain((s) =>
    fc.record({ a: countingValues(s), axes: fc.constantFrom(...noOrders([...s.keys()])) }),
  ),
  ask: ({ a, axes }) => ({
    bad: refuses(run({ a }, (t) => t.a.transpose(axes))),
    control: run({ a }, (t) => t.a.transpose()),
  }),
  holds: ({ bad, control }, { a }) => {
    same("the result without an order", control.value, control.truth.value);
    namesShapes(bad, [a.shape]);
  },
});
export const large = extreme.computesLarge({ name: "transpose" });
export const visible = extreme.showsSpecial({ name: "transpose" });

/** The gradient. */
export const gradient = map.gradient(transposition, {
  says: "Every element receives the upstream gradient of the place it went to.",
  suspects: [
    {
      asks: "Might it be that only the shape is put back, and every element stays where it is?",
      explains: ({ grad }, { a, upstream }) =>
        same("gradient of a", grad.a, exact({ shape: a.shape, data: upstream.data })),
    },
    {
      asks: "Might it be that the order of forward is used once more, where its inverse is due?",
      explains: ({ grad }, { a, axes, upstream }) => unchanged("gradient of a", grad.a, turnAgain(upstream, axes, a)),
    },
  ],
});
export const adjoint = every.isAdjoint(transposition);
export const accumulated = every.accumulates(transposition);
export const computed = every.reachesComputed(transposition);
export const linear = every.isLinear(transposition);
export const restKept = every.keepsRest(transposition);
export const largeGradient = extreme.differentiatesLarge({ name: "transpose" });
export const visibleGradient = extreme.handsOnSpecial({ name: "transpose" });

/** The inverse order: for each axis its place in `axes`. */
function inverseOf(axes: readonly number[]): readonly number[] {
  const order = axes.map((axis) => (axis + axes.length) % axes.length);
  return order.map((_, axis) => order.indexOf(axis));
}

/** Lists with an axis twice, with an axis that does not exist, with one axis fewer, and with one more. */
function noOrders(axes: readonly number[]): readonly (readonly number[])[] {
  const twice = axes.length > 1 ? [axes.with(0, 1)] : [];
  return [...twice, axes.with(0, axes.length), axes.with(0, -axes.length - 1), axes.slice(1), [...axes, 0]];
}

/** The wrong gradient that applies `axes` again instead of its inverse; NaN where that leaves `upstream`. */
function turnAgain(upstream: Values, axes: readonly number[], { shape: due }: Values): Values {
  const order = axes.map((axis) => (axis + axes.length) % axes.length);
  return fill(due, (i) => {
    const index = indexOf(i, due);
    const source = upstream.shape.map((_, axis) => index[order.indexOf(axis)] ?? 0);
    return upstream.data[positionOf(source, upstream.shape)] ?? Number.NaN;
  });
}
