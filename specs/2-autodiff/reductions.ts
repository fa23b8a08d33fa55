/** @file Cases and laws of the operations that reduce along axes: sum, mean and max. */
import fc from "fast-check";
import { type Drawn, shape, shapeWithAxes, type Single, valuesOf } from "../support/arbitraries.ts";
import { must, same } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { reduceShape } from "../support/shapes.ts";
import { exact, type Measured } from "../support/values.ts";
import type { Operation } from "../support/operation-laws.ts";
import { describeUnary } from "../support/unary.ts";

/** The operations that reduce. */
type Name = "sum" | "mean" | "max";

/** A tensor, some of its axes, whether they are kept, and two upstream gradients of the result's shape. */
export interface Reduction extends Single {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

const anything: Drawn = (s) => valuesOf(s, 2);

/** Reductions along any axes: from none to all, in any order, some counted from the back. */
export function reductions(drawn = anything): fc.Arbitrary<Reduction> {
  return fc.record({ along: shapeWithAxes(), keepDims: fc.boolean() }).chain(({ along, keepDims }) => {
    const out = reduceShape(along.shape, along.axes, keepDims);
    return fc.record({
      a: drawn(along.shape),
      axes: fc.constant(along.axes),
      keepDims: fc.constant(keepDims),
      upstream: valuesOf(out, 1),
      second: valuesOf(out, 3),
    });
  });
}

/** Describes a reduction for the laws that all operations share. */
export function describeReduction(name: Name, drawn = anything): Operation<"a", Reduction> {
  return describeUnary({
    name,
    given: reductions(drawn),
    apply: (a, { axes, keepDims }) => a[name](axes, keepDims),
    shows: ({ axes, keepDims }) => ({ axes, keepDims }),
  });
}

/** Values in the shape of a reduction that keeps its axes. */
export function withAxes(values: Measured, { a, axes }: Reduction): Measured {
  return { ...values, shape: reduceShape(a.shape, axes, true) };
}

/** A reduction over all axes or none, and the sentence of its law. */
interface Without {
  readonly name: Name;
  readonly says: string;
  readonly drawn?: Drawn;
}

/** Forward, without axes. */
export function reducesEverything({ name, says, drawn = anything }: Without): Law {
  return law({
    stub: `${name}.forward`,
    says,
    given: shape().chain((s) => fc.record({ a: drawn(s) })),
    runs: 20,
    ask: ({ a }) => run({ a }, (t) => t.a[name]()),
    holds: ({ value, truth }) => same("the result", value, truth.value),
  });
}

/** Forward, over an empty list of axes. */
export function copiesOverNoAxes({ name, says, drawn = anything }: Without): Law {
  return law({
    stub: `${name}.forward`,
    says,
    given: shape().chain((s) => fc.record({ a: drawn(s) })),
    runs: 20,
    ask: ({ a }) => run({ a }, (t) => t.a[name]([])),
    holds: ({ value, borrowed }, { a }) => {
      same(`${name}(a, [])`, value, exact(a));
      must(!borrowed, "the result", "numbers of its own", "the numbers of the operand itself");
    },
  });
}

/** Backward, without axes. */
export function spreadsEverywhere({ name, says, drawn = anything }: Without): Law {
  return law({
    stub: `${name}.backward`,
    says,
    given: shape().chain((s) => fc.record({ a: drawn(s), upstream: valuesOf([], 1) })),
    runs: 20,
    ask: ({ a, upstream }) => run({ a }, (t) => t.a[name](), upstream),
    holds: ({ grad, truth }) => same("gradient of a", grad.a, truth.grad.a),
  });
}
