/** @file Laws that every operation on one tensor has, whatever it computes. */
import type fc from "fast-check";
import type { Single } from "../support/arbitraries.ts";
import { must, same, sameList, unchanged } from "../support/compare.ts";
import { type Law, law, type Suspect } from "../support/law.ts";
import { truthOf } from "../support/oracle.ts";
import { constant, type Question, type Run, run } from "../support/question.ts";
import type { Handle } from "../support/writing.ts";
import { exact, fill, inner, plus, type Values } from "../support/values.ts";

/** An operation on one tensor, and how its laws write it. What it takes beside the tensor stands in the case, too. */
export interface Unary<C extends Single> {
  readonly name: string;
  readonly given: fc.Arbitrary<C>;
  readonly apply: (x: Handle, its: C) => Handle;
  /** What a report shows of a case beside the tensors. */
  readonly shows?: (its: C) => Readonly<Record<string, unknown>>;
}

/** What most laws ask: one operation on one tensor. */
type Asked = Question<Run<"x">>;

const runs = 30;

/** A likely cause, where a second call leaves its own share only. */
export const assigns = "Might it be that the gradient is assigned with `=`, where a share is to be added?";
/** A likely cause, where a constant has what is due to others. */
export const addsByHand =
  "Might it be that the share is added by hand? `accumulate` adds it, and leaves constants alone.";

/** The value, for operands of one kind. */
export function computes<C extends Single>({ name, given, apply, shows }: Unary<C>, says: string): Law {
  return law({
    stub: `${name}.forward`,
    says,
    given,
    runs,
    ask: (its) => run({ x: its.x }, (t) => apply(t.x, its)),
    holds: ({ value, truth }) => same("the result", value, truth.value),
    shows: (its) => ({ x: its.x, ...shows?.(its) }),
  });
}

/** The gradient, for operands of one kind. */
export function differentiates<C extends Single>(
  { name, given, apply, shows }: Unary<C>,
  says: string,
  suspects: readonly Suspect<C, Asked>[] = [],
): Law {
  return law({
    stub: `${name}.backward`,
    says,
    given,
    runs,
    ask: (its) => run({ x: its.x }, (t) => apply(t.x, its), its.upstream),
    holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
    shows: (its) => ({ x: its.x, ...shows?.(its), upstream: its.upstream }),
    suspects,
  });
}

/** A likely cause: every element of the result is computed like this. */
export function resultIs<C extends Single>(asks: string, f: (x: number, its: C) => number): Suspect<C, Asked> {
  return {
    asks,
    explains: ({ value }, its) =>
      same("the result", value, exact({ ...its.x, data: its.x.data.map((x) => f(x, its)) })),
  };
}

/** A likely cause: every element of an operand that has the result's shape receives this. */
export function gradientIs<C extends Single>(
  asks: string,
  f: (x: number, upstream: number, its: C) => number,
): Suspect<C, Asked> {
  return {
    asks,
    explains: ({ grad }, its) => {
      const upstream = (i: number) => its.upstream.data[i] ?? Number.NaN;
      same("gradient of x", grad.x, exact({ ...its.x, data: its.x.data.map((x, i) => f(x, upstream(i), its)) }));
    },
  };
}

/** Forward must leave its operand alone. */
export function keepsOperand<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.forward`,
    says: "The operand is not changed, and the result has memory of its own.",
    given,
    runs: 40,
    ask: (its) => run({ x: its.x }, (t) => apply(t.x, its)),
    holds: ({ inputs, borrowed }, { x }) => {
      must(!borrowed, "the result", "numbers of its own", "the numbers of the operand itself");
      unchanged("x afterwards", inputs.x, x);
    },
    shows: (its) => ({ x: its.x, ...shows?.(its) }),
  });
}

/** Backward, called twice. */
export function accumulates<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.backward`,
    says: "Each call adds to the gradients that are already there.",
    given,
    runs,
    ask: (its) => run({ x: its.x }, (t) => apply(t.x, its), its.upstream, its.second),
    holds: ({ grad, truth }) => same("gradient of x after both", grad.x, truth.grad.x),
    shows: (its) => ({ x: its.x, ...shows?.(its), "first upstream": its.upstream, "second upstream": its.second }),
    suspects: [
      {
        asks: assigns,
        explains: ({ grad }, its) => {
          const { ask } = run({ x: its.x }, (t) => apply(t.x, its), its.second);
          same("gradient of x", grad.x, truthOf(ask).grads[0] ?? exact(fill([], () => Number.NaN)));
        },
      },
    ],
  });
}

/** Backward, when the operand was computed itself. */
export function reachesComputed<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.backward`,
    says: "An operand that was computed itself receives its share like any other.",
    given,
    runs,
    ask: (its) => run({ x: its.x }, (t, { node }) => apply(node([t.x], [1]), its), its.upstream),
    holds: ({ grads, truth }) => {
      const none = exact(fill([], () => 0));
      same("gradient of the operand", grads[1] ?? none, truth.grads[1] ?? none);
    },
    shows: (its) => ({ x: its.x, ...shows?.(its), upstream: its.upstream }),
  });
}

/** Backward is linear. */
export function linear<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.backward`,
    says: "The gradient is linear in the upstream gradient.",
    given,
    runs,
    ask: (its) => {
      const along = (u: Values) => run({ x: its.x }, (t) => apply(t.x, its), u);
      const [u, v] = [its.upstream, its.second];
      return { u: along(u), v: along(v), both: along(plus(exact(u), exact(v))) };
    },
    holds: ({ u, v, both }) => same("gradient of x", both.grad.x, plus(u.grad.x, v.grad.x)),
    shows: (its) => ({ x: its.x, ...shows?.(its), upstream: its.upstream, "second upstream": its.second }),
  });
}

/** Backward is the transpose of forward. Only for operations that are linear themselves. */
export function adjoint<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.backward`,
    says: `Forward and backward walk the same pairs in opposite directions: ⟨${name} x, g⟩ = ⟨x, gradient for g⟩.`,
    given,
    runs,
    ask: (its) => run({ x: its.x }, (t) => apply(t.x, its), its.upstream),
    holds: ({ grad, truth }, { x, upstream }) => {
      sameList("shape of the gradient of x", grad.x.shape, x.shape);
      same("⟨x, gradient of x⟩", inner(exact(x), grad.x), inner(truth.value, exact(upstream)));
    },
    shows: (its) => ({ x: its.x, ...shows?.(its), upstream: its.upstream }),
  });
}

/** Backward leaves everything but the operand's gradient alone. */
export function keepsRest<C extends Single>({ name, given, apply, shows }: Unary<C>): Law {
  return law({
    stub: `${name}.backward`,
    says: "The upstream gradient, the operand and the result are not changed; a constant keeps gradient zero.",
    given,
    runs,
    ask: (its) => ({
      moving: run({ x: its.x }, (t) => apply(t.x, its), its.upstream),
      still: run({ x: constant(its.x) }, (t) => apply(t.x, its), its.upstream),
    }),
    holds: ({ moving, still }, { x, upstream }) => {
      same("gradient of x", moving.grad.x, moving.truth.grad.x);
      same("gradient of x as a constant", still.grad.x, still.truth.grad.x);
      unchanged("upstream afterwards", moving.grads.at(-1) ?? exact(fill([], () => 0)), upstream);
      unchanged("x afterwards", moving.inputs.x, x);
      same("the result afterwards", moving.value, moving.truth.value);
    },
    shows: (its) => ({ x: its.x, ...shows?.(its), upstream: its.upstream }),
    suspects: [
      {
        asks: addsByHand,
        explains: ({ moving, still }) => {
          same("gradient of x", moving.grad.x, moving.truth.grad.x);
          same("gradient of x as a constant", still.grad.x, moving.truth.grad.x);
        },
      },
    ],
  });
}
