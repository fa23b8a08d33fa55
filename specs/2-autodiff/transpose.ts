import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { counted, type Transposition, transpositions, upstreams } from "../support/moves.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { indexOf, positionOf } from "../support/shapes.ts";
import { exact, fill, type Values } from "../support/values.ts";
import * as every from "./linear-maps.ts";

const transposition: every.LinearMap<"x", Transposition> = {
  name: "transpose",
  given: transpositions(),
  operands: ({ x }) => ({ x }),
  apply: (t, { axes }) => t.x.transpose(axes),
  shows: ({ x, axes }) => ({ x, axes }),
};

/** The value. */
export const value = every.value(transposition, {
  says: "Every index of the result reads `a` with strides in the new order.",
  suspects: [
    {
      asks: "Might it be that only the shape is changed, and every element stays where it is?",
      explains: ({ value: got, truth }, { x }) => same("the result", got, exact({ ...truth.value, data: x.data })),
    },
  ],
});

/** Without an order. */
export const backwards = law({
  stub: "transpose.forward",
  says: "Where no order is named, all axes are turned around.",
  runs: 30,
  given: shape().chain((s) => fc.record({ x: counted(s) })),
  ask: ({ x }) => run({ x }, (t) => t.x.transpose()),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
});

/** Forth and back. */
export const undone = law({
  stub: "transpose.forward",
  says: "Turned back in the inverse order, a tensor is what it was.",
  runs: 20,
  given: transpositions(),
  ask: ({ x, axes }) => run({ x }, (t) => t.x.transpose(axes).transpose(inverseOf(axes))),
  holds: ({ value: got }, { x }) => same("the result", got, exact(x)),
  shows: ({ x, axes }) => ({ x, axes, "inverse order": inverseOf(axes) }),
});

export const copied = every.copies(
  transposition,
  "In the order that the axes have, the result is a copy with memory of its own.",
  shape({ minRank: 1 }).chain((s) => fc.record({ x: counted(s), axes: fc.constant([...s.keys()]), ...upstreams(s) })),
);

export const operandsKept = every.keepsOperands(transposition);

/** What is no order of the axes. */
export const refusal = law({
  stub: "transpose.forward",
  says: "Anything but every axis once is refused, and the error names the shape.",
  runs: 20,
  given: shape({ minRank: 1 }).chain((s) =>
    fc.record({ x: counted(s), axes: fc.constantFrom(...noOrders([...s.keys()])) }),
  ),
  ask: ({ x, axes }) => ({
    bad: refuses(run({ x }, (t) => t.x.transpose(axes))),
    control: run({ x }, (t) => t.x.transpose()),
  }),
  holds: ({ bad, control }, { x }) => {
    same("the result without an order", control.value, control.truth.value);
    namesShapes(bad, [x.shape]);
  },
});

/** The gradient. */
export const gradient = every.gradient(transposition, {
  says: "Every element receives the upstream gradient of the place it went to.",
  suspects: [
    {
      asks: "Might it be that only the shape is put back, and every element stays where it is?",
      explains: ({ grad }, { x, upstream }) =>
        same("gradient of x", grad.x, exact({ shape: x.shape, data: upstream.data })),
    },
    {
      asks: "Might it be that the order of forward is used once more, where its inverse is due?",
      explains: ({ grad }, { x, axes, upstream }) => unchanged("gradient of x", grad.x, turnedAgain(upstream, axes, x)),
    },
  ],
});
export const adjoint = every.adjoint(transposition);
export const accumulated = every.accumulates(transposition);
export const computed = every.reachesComputed(transposition);
export const linear = every.linear(transposition);
export const restKept = every.keepsRest(transposition);

/** The order that puts the axes back: where each of them has gone. */
function inverseOf(axes: readonly number[]): readonly number[] {
  const order = axes.map((axis) => (axis + axes.length) % axes.length);
  return order.map((_, axis) => order.indexOf(axis));
}

/** An axis twice, one that is not there, one left out, one too many. */
function noOrders(axes: readonly number[]): readonly (readonly number[])[] {
  const twice = axes.length > 1 ? [axes.with(0, 1)] : [];
  return [...twice, axes.with(0, axes.length), axes.with(0, -axes.length - 1), axes.slice(1), [...axes, 0]];
}

/** `upstream` read in the order of `axes` once more; NaN where that leads out of it. */
function turnedAgain(upstream: Values, axes: readonly number[], { shape: due }: Values): Values {
  const order = axes.map((axis) => (axis + axes.length) % axes.length);
  return fill(due, (i) => {
    const index = indexOf(i, due);
    const source = upstream.shape.map((_, axis) => index[order.indexOf(axis)] ?? 0);
    return upstream.data[positionOf(source, upstream.shape)] ?? Number.NaN;
  });
}
