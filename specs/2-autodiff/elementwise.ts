/** @file Laws that every elementwise operation on two tensors has, whatever it computes. */
import { broadcastPair, clashingShapes, type Drawn, pair, type Pair, single } from "../support/arbitraries.ts";
import { must, same, sameList, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { truthOf } from "../support/oracle.ts";
import { constant, namesShapes, refuses, run } from "../support/question.ts";
import type { Handle } from "../support/writing.ts";
import { exact, fill, plus, type Values } from "../support/values.ts";
import { addsByHand, assigns } from "./unary.ts";

/** An operation on two tensors, and how its laws write it. */
export interface Elementwise {
  readonly name: "add" | "sub" | "mul" | "div" | "multiply";
  readonly apply: (x: Handle, y: Handle) => Handle;
  /** How the second operand is drawn, where it may not be anything. */
  readonly drawSecond?: Drawn;
  /** What the first operand shrinks to; 2 if left out. */
  readonly simplest?: number;
}

const runs = 40;
const withoutUpstream = ({ x, y }: Pair) => ({ x, y });
const withUpstream = ({ x, y, upstream }: Pair) => ({ x, y, upstream });

/** Forward, where shapes differ. */
export function stretches({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.forward`,
    says: "Where the shapes differ, both are stretched to their common shape.",
    given: broadcastPair(drawSecond, simplest),
    runs: 100,
    ask: ({ x, y }) => run({ x, y }, (t) => apply(t.x, t.y)),
    holds: ({ value, truth }) => same("the result", value, truth.value),
    shows: withoutUpstream,
  });
}

/** Forward must leave its operands alone. */
export function keepsOperands({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.forward`,
    says: "The operands are not changed, and the result has memory of its own.",
    given: pair(drawSecond, simplest),
    runs,
    ask: ({ x, y }) => run({ x, y }, (t) => apply(t.x, t.y)),
    holds: ({ inputs, borrowed }, { x, y }) => {
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand");
      unchanged("x afterwards", inputs.x, x);
      unchanged("y afterwards", inputs.y, y);
    },
    shows: withoutUpstream,
  });
}

/** Forward, for shapes that do not fit. */
export function refusesClash({ name, apply }: Elementwise): Law {
  return law({
    stub: `${name}.forward`,
    says: "Shapes that do not fit are refused, and the error names both.",
    given: clashingShapes().map(({ a, b }) => ({ x: fill(a, (i) => i + 1), y: fill(b, (i) => i + 1) })),
    runs: 20,
    ask: ({ x, y }) => ({
      clash: refuses(run({ x, y }, (t) => apply(t.x, t.y))),
      control: run({ x, y: x }, (t) => apply(t.x, t.y)),
    }),
    holds: ({ clash, control }, { x, y }) => {
      sameList("shape of the result for x with itself", control.value.shape, x.shape);
      namesShapes(clash, [x.shape, y.shape]);
    },
    shows: ({ x, y }) => ({ "shape of x": x.shape, "shape of y": y.shape }),
  });
}

/** Backward, where shapes differ: what was stretched is summed. */
export function sumsDown({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "A gradient has the shape of its tensor: what was stretched on the way there is summed on the way back.",
    given: broadcastPair(drawSecond, simplest),
    runs: 100,
    ask: ({ x, y, upstream }) => run({ x, y }, (t) => apply(t.x, t.y), upstream),
    holds: ({ grad, truth }) => {
      same("gradient of x", grad.x, truth.grad.x);
      same("gradient of y", grad.y, truth.grad.y);
    },
    shows: withUpstream,
  });
}

/** Backward, when both operands are one tensor. */
export function sharedOperand({ name, apply, drawSecond }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "A tensor that is used twice in one operation receives both shares.",
    given: single(drawSecond),
    runs,
    ask: ({ x, upstream }) => run({ x }, (t) => apply(t.x, t.x), upstream),
    holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
    shows: ({ x, upstream }) => ({ x, upstream }),
  });
}

/** Backward, called twice. */
export function accumulates({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "Each call adds to the gradients that are already there.",
    given: pair(drawSecond, simplest),
    runs,
    ask: ({ x, y, upstream, second }) => run({ x, y }, (t) => apply(t.x, t.y), upstream, second),
    holds: ({ grad, truth }) => {
      same("gradient of x after both", grad.x, truth.grad.x);
      same("gradient of y after both", grad.y, truth.grad.y);
    },
    shows: ({ x, y, upstream, second }) => ({ x, y, "first upstream": upstream, "second upstream": second }),
    suspects: [
      {
        asks: assigns,
        explains: ({ grad }, { x, y, second }) => {
          const { grads } = truthOf(run({ x, y }, (t) => apply(t.x, t.y), second).ask);
          const none = exact(fill([], () => Number.NaN));
          same("gradient of x", grad.x, grads[0] ?? none);
          same("gradient of y", grad.y, grads[1] ?? none);
        },
      },
    ],
  });
}

/** Backward, when the operands were computed themselves. */
export function reachesComputed({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "An operand that was computed itself receives its share like any other.",
    given: pair(drawSecond, simplest),
    runs,
    ask: ({ x, y, upstream }) => run({ x, y }, (t, { node }) => apply(node([t.x], [1]), node([t.y], [1])), upstream),
    holds: ({ grads, truth }) => {
      for (const [i, name] of ["first", "second"].entries()) {
        const none = exact(fill([], () => 0));
        same(`gradient of the ${name} operand`, grads[2 + i] ?? none, truth.grads[2 + i] ?? none);
      }
    },
    shows: withUpstream,
  });
}

/** Backward is linear. */
export function linear({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "The gradient is linear in the upstream gradient.",
    given: pair(drawSecond, simplest),
    runs,
    ask: ({ x, y, upstream, second }) => {
      const along = (u: Values) => run({ x, y }, (t) => apply(t.x, t.y), u);
      return { u: along(upstream), v: along(second), both: along(plus(exact(upstream), exact(second))) };
    },
    holds: ({ u, v, both }) => {
      same("gradient of x", both.grad.x, plus(u.grad.x, v.grad.x));
      same("gradient of y", both.grad.y, plus(u.grad.y, v.grad.y));
    },
    shows: ({ x, y, upstream, second }) => ({ x, y, upstream, "second upstream": second }),
  });
}

/** Backward leaves everything but the operands' gradients alone. */
export function keepsRest({ name, apply, drawSecond, simplest }: Elementwise): Law {
  return law({
    stub: `${name}.backward`,
    says: "The upstream gradient and the operands' numbers are not changed; a constant keeps gradient zero.",
    given: pair(drawSecond, simplest),
    runs,
    ask: ({ x, y, upstream }) => ({
      second: run({ x, y: constant(y) }, (t) => apply(t.x, t.y), upstream),
      first: run({ x: constant(x), y }, (t) => apply(t.x, t.y), upstream),
    }),
    holds: ({ first, second }, { x, y, upstream }) => {
      same("gradient of x beside a constant y", second.grad.x, second.truth.grad.x);
      same("gradient of the constant y", second.grad.y, second.truth.grad.y);
      same("gradient of the constant x", first.grad.x, first.truth.grad.x);
      same("gradient of y beside a constant x", first.grad.y, first.truth.grad.y);
      for (const { grads, inputs } of [first, second]) {
        unchanged("upstream afterwards", grads.at(-1) ?? exact(fill([], () => 0)), upstream);
        unchanged("x afterwards", inputs.x, x);
        unchanged("y afterwards", inputs.y, y);
      }
    },
    shows: withUpstream,
    suspects: [
      {
        asks: addsByHand,
        explains: ({ first, second }) => {
          same("gradient of x beside a constant y", second.grad.x, second.truth.grad.x);
          same("gradient of the constant y", second.grad.y, first.truth.grad.y);
          same("gradient of the constant x", first.grad.x, second.truth.grad.x);
          same("gradient of y beside a constant x", first.grad.y, first.truth.grad.y);
        },
      },
    ],
  });
}
