/** @file What the laws of operations on one tensor share: how such an operation is written down, and likely causes. */
import type fc from "fast-check";
import type { Single } from "./arbitraries.ts";
import { same } from "./compare.ts";
import type { Suspect } from "./law.ts";
import type { Operation } from "./operation-laws.ts";
import type { TensorOperationName } from "./operations.ts";
import type { Question } from "./question.ts";
import type { Run } from "./run.ts";
import type { Handle } from "./writing.ts";
import { exact } from "./values.ts";

/** An operation on one tensor, a. What it takes beside the tensor stands in the case, too. */
export interface Unary<G extends Single> {
  readonly name: TensorOperationName;
  readonly given: fc.Arbitrary<G>;
  readonly apply: (a: Handle, given: G) => Handle;
  /** What a report shows of a case beside the tensors. */
  readonly shows?: (given: G) => Readonly<Record<string, unknown>>;
}

/** Describes an operation on one tensor for the laws that all operations share. */
export function describeUnary<G extends Single>({ name, given, apply, shows }: Unary<G>): Operation<"a", G> {
  return {
    name,
    given,
    operands: ({ a }) => ({ a }),
    apply: (tensors, each) => apply(tensors.a, each),
    shows: (each) => ({ a: each.a, ...shows?.(each) }),
  };
}

/** A likely cause: every element of the result is computed like this. */
export function resultIs<G extends Single>(
  asks: string,
  f: (a: number, given: G) => number,
): Suspect<G, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ value }, given) =>
      same("the result", value, exact({ ...given.a, data: given.a.data.map((x) => f(x, given)) })),
  };
}

/** A likely cause: every element of an operand that has the result's shape receives this. */
export function gradientIs<G extends Single>(
  asks: string,
  f: (a: number, upstream: number, given: G) => number,
): Suspect<G, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ grad }, given) => {
      const upstream = (i: number) => given.upstream.data[i] ?? Number.NaN;
      same("gradient of a", grad.a, exact({ ...given.a, data: given.a.data.map((x, i) => f(x, upstream(i), given)) }));
    },
  };
}
