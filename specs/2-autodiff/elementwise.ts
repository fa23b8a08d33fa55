/** @file Laws of elementwise operations on two tensors: shapes that differ, and one tensor as both operands. */
import fc from "fast-check";
import { broadcastPair, clashingShapes, type Drawn, type Pair, pair, single } from "../support/arbitraries.ts";
import { must, same, sameList } from "../support/compare.ts";
import { type Law, law, type Suspect } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { computes, differentiates, type Operation } from "../support/operation-laws.ts";
import type { TensorOperationName } from "../support/operations.ts";
import { truthOf } from "../support/oracle.ts";
import { namesShapes, type Question, refuses, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { stretch } from "../support/shapes.ts";
import { sumSuspects } from "../support/suspects.ts";
import type { Handle } from "../support/writing.ts";
import { fill, type Measured, timesEach, type Values } from "../support/values.ts";

/** An operation on two tensors. */
interface Binary<N extends string> {
  readonly name: TensorOperationName;
  /** What its code calls the operands. */
  readonly names: readonly [N, N];
  readonly apply: (first: Handle, second: Handle) => Handle;
  /** How the second operand is drawn, if some numbers are not allowed. */
  readonly drawSecond?: Drawn;
  /** What the first operand shrinks to; 2 if left out. */
  readonly simplest?: number;
}

/** An operation on two tensors, for the laws that all operations share, and for those below. */
export interface Elementwise<N extends string> extends Operation<N, Pair> {
  readonly binary: Binary<N>;
}

/** Describes an operation on two tensors for its laws. */
export function describeElementwise<N extends string>(binary: Binary<N>): Elementwise<N> {
  const [first, second] = binary.names;
  const nameBoth = <T>(a: T, b: T) => ({ [first]: a, [second]: b }) as Readonly<Record<N, T>>;
  return {
    binary,
    name: binary.name,
    given: pair(binary.drawSecond, binary.simplest),
    operands: ({ a, b }) => nameBoth(a, b),
    apply: (t) => binary.apply(t[first], t[second]),
    shows: ({ a, b }) => nameBoth(a, b),
  };
}

/** The operation on operands that mostly differ in shape. */
function withOtherShapes<N extends string>(operation: Elementwise<N>): Operation<N, Pair> {
  return { ...operation, given: broadcastPair(operation.binary.drawSecond, operation.binary.simplest) };
}

/** Forward, where shapes differ. */
export function stretches<N extends string>(operation: Elementwise<N>): Law {
  return computes(withOtherShapes(operation), {
    says: "Where the shapes differ, both are stretched to their common shape.",
    runs: 100,
  });
}

/** Forward, for shapes that do not fit. */
export function refusesClash<N extends string>({ binary: { name, names, apply } }: Elementwise<N>): Law {
  const [first, second] = names;
  const ask = (a: Values, b: Values) => run({ a, b }, (t) => apply(t.a, t.b));
  return law({
    stub: `${name}.forward`,
    says: "Shapes that do not fit are refused, and the error names both.",
    given: clashingShapes().map(({ a, b }) => ({ a: fill(a, (i) => i + 1), b: fill(b, (i) => i + 1) })),
    runs: 20,
    ask: ({ a, b }) => ({ clash: refuses(ask(a, b)), control: ask(a, a) }),
    holds: ({ clash, control }, { a, b }) => {
      sameList(`shape of the result for ${first} with itself`, control.value.shape, a.shape);
      namesShapes(clash, [a.shape, b.shape]);
    },
    shows: ({ a, b }) => ({ [`shape of ${first}`]: a.shape, [`shape of ${second}`]: b.shape }),
  });
}

/** Backward, where shapes differ: what was stretched is summed. */
export function sumsDown<N extends string>(operation: Elementwise<N>): Law {
  const { operands, apply, given, shows } = withOtherShapes(operation);
  return law({
    stub: `${operation.name}.backward`,
    says: "A gradient has the shape of its tensor: what was stretched on the way there is summed on the way back.",
    given,
    runs: 100,
    ask: (pair) => run(operands(pair), (t, course) => apply(t, pair, course), pair.upstream),
    holds: ({ grad, truth }) => {
      for (const name of Object.keys(grad) as N[]) same(`gradient of ${name}`, grad[name], truth.grad[name]);
    },
    shows: (pair) => ({ ...shows(pair), upstream: pair.upstream }),
    suspects: sharesSuspects(operation),
  });
}

/** Likely causes of wrong sums over what was stretched, in the gradients of one operand or of both. */
export function sharesSuspects<N extends string>({
  binary: { apply },
}: Elementwise<N>): readonly Suspect<Pair, Question<Run<N>>>[] {
  return sumSuspects<Pair, Question<Run<N>>>(({ grad, truth }, { a, b, upstream }) => {
    const stretched = { a: stretch(a, upstream.shape), b: stretch(b, upstream.shape) };
    const { grads } = truthOf(run(stretched, (t) => apply(t.a, t.b), upstream).ask);
    return (Object.keys(truth.grad) as N[]).map((name, i) => ({
      got: grad[name],
      due: truth.grad[name],
      terms: pick(grads, i),
    }));
  });
}

/** Backward of a product, where the product itself is infinite or 0. */
export function outlivesProduct<N extends string>(operation: Elementwise<N>): Law {
  const size = fc.constantFrom(2 ** 600, 2 ** -600);
  const given = fc
    .record({ its: operation.given, size })
    .map(({ its, size: factor }) => ({ ...its, a: timesEach(its.a, factor), b: timesEach(its.b, factor) }));
  return differentiates(
    { ...operation, given },
    { says: "Where the product is too large or too small for a number, the gradients still are numbers.", runs: 30 },
  );
}

/** Backward, when both operands are one tensor. */
export function addsBothShares<N extends string>({
  binary: {
    name,
    names: [first],
    apply,
    drawSecond,
  },
}: Elementwise<N>): Law {
  return law({
    stub: `${name}.backward`,
    says: "A tensor that is used twice in one operation receives both shares.",
    given: single(drawSecond),
    runs: 40,
    ask: ({ a, upstream }) => run({ [first]: a } as Record<N, Values>, (t) => apply(t[first], t[first]), upstream),
    holds: ({ grad, truth }) => same(`gradient of ${first}`, grad[first], truth.grad[first]),
    shows: ({ a, upstream }) => ({ [first]: a, upstream }),
    suspects: [
      {
        asks: "Might it be that a tensor which is both operands receives one share only?",
        explains: ({ grad }, { a, upstream }) => {
          const { grads } = truthOf(run({ a, b: a }, (t) => apply(t.a, t.b), upstream).ask);
          const isShare = (share: Measured | undefined) =>
            share !== undefined && grad[first].data.every((x, i) => x === share.data[i]);
          must(grads.slice(0, 2).some(isShare), "", "", "");
        },
      },
    ],
  });
}
