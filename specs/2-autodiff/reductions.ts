/** @file The cases of operations that bring elements together along axes, and laws that all of these have. */
import fc from "fast-check";
import { type Drawn, shape, shapeWithAxes, type Single, valuesOf } from "../support/arbitraries.ts";
import { must, same } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { reduced } from "../support/shapes.ts";
import { exact } from "../support/values.ts";
import type { Unary } from "./unary.ts";

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
    const out = reduced(along.shape, along.axes, keepDims);
    return fc.record({
      x: drawn(along.shape),
      axes: fc.constant(along.axes),
      keepDims: fc.constant(keepDims),
      upstream: valuesOf(out, 1),
      second: valuesOf(out, 3),
    });
  });
}

/** One of the operations that reduce, as the laws of all operations on one tensor know it. */
export function reducing(name: Name, drawn = anything): Unary<Reduction> {
  return {
    name,
    given: reductions(drawn),
    apply: (x, { axes, keepDims }) => x[name](axes, keepDims),
    shows: ({ axes, keepDims }) => ({ axes, keepDims }),
  };
}

/** A reduction that is asked for without axes, or over none, and what its law says. */
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
    given: shape().chain((s) => fc.record({ x: drawn(s) })),
    runs: 20,
    ask: ({ x }) => run({ x }, (t) => t.x[name]()),
    holds: ({ value, truth }) => same("the result", value, truth.value),
  });
}

/** Forward, without anything to bring together. */
export function copiesOverNoAxes({ name, says, drawn = anything }: Without): Law {
  return law({
    stub: `${name}.forward`,
    says,
    given: shape().chain((s) => fc.record({ x: drawn(s) })),
    runs: 20,
    ask: ({ x }) => run({ x }, (t) => t.x[name]([])),
    holds: ({ value, borrowed }, { x }) => {
      same(`${name}(x, [])`, value, exact(x));
      must(!borrowed, "the result", "numbers of its own", "the numbers of the operand itself");
    },
  });
}

/** Backward, without axes. */
export function spreadsEverywhere({ name, says, drawn = anything }: Without): Law {
  return law({
    stub: `${name}.backward`,
    says,
    given: shape().chain((s) => fc.record({ x: drawn(s), upstream: valuesOf([], 1) })),
    runs: 20,
    ask: ({ x, upstream }) => run({ x }, (t) => t.x[name](), upstream),
    holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  });
}
