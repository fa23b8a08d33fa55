import fc from "fast-check";
import { axesOf, shape, valuesOf } from "../support/arbitraries.ts";
import { must, same, sameList, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { constant, namesShapes, refuses, run } from "../support/question.ts";
import { reduced } from "../support/shapes.ts";
import { exact, fill, inner, plus, type Values } from "../support/values.ts";

const forward = "sum.forward";
const backward = "sum.backward";

/** A tensor, some of its axes, whether they are kept, and two upstream gradients of the result's shape. */
const reductions = shape({ minRank: 1 }).chain((s) =>
  fc.record({ axes: axesOf(s.length), keepDims: fc.boolean() }).chain(({ axes, keepDims }) => {
    const out = reduced(s, axes, keepDims);
    return fc.record({
      x: valuesOf(s, 2),
      axes: fc.constant(axes),
      keepDims: fc.constant(keepDims),
      upstream: valuesOf(out, 1),
      second: valuesOf(out, 3),
    });
  }),
);

/** The value. */
export const total = law({
  stub: forward,
  core: true,
  weight: 2,
  says: "Every element is added to the sum it belongs to.",
  given: reductions,
  ask: ({ x, axes, keepDims }) => run({ x }, (t) => t.x.sum(axes, keepDims)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, axes, keepDims }) => ({ x, axes, keepDims }),
});

/** Without axes. */
export const everything = law({
  stub: forward,
  says: "Without axes, everything is summed into a single number.",
  given: shape().chain((s) => fc.record({ x: valuesOf(s, 2) })),
  ask: ({ x }) => run({ x }, (t) => t.x.sum()),
  holds: ({ value, truth }) => same("the result", value, truth.value),
});

/** Without anything to sum. */
export const nothing = law({
  stub: forward,
  says: "Over no axes, the sum is a copy, with memory of its own.",
  given: shape().chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s, 1) })),
  ask: ({ x }) => run({ x }, (t) => t.x.sum([])),
  holds: ({ value, borrowed }, { x }) => {
    same("sum(x, [])", value, exact(x));
    must(!borrowed, "the result", "numbers of its own", "the numbers of x itself");
  },
  shows: ({ x }) => ({ x }),
});

/** Forward must leave its operand alone. */
export const operandKept = law({
  stub: forward,
  says: "The operand is not changed.",
  given: reductions,
  ask: ({ x, axes, keepDims }) => run({ x }, (t) => t.x.sum(axes, keepDims)),
  holds: ({ inputs }, { x }) => unchanged("x afterwards", inputs.x, x),
  shows: ({ x, axes, keepDims }) => ({ x, axes, keepDims }),
});

/** An axis that is not there. */
export const refusal = law({
  stub: forward,
  says: "An axis that does not exist is refused, and the error names the shape.",
  given: shape({ minRank: 1 }).chain((s) => fc.record({ x: valuesOf(s, 2), beyond: fc.nat({ max: 2 }) })),
  ask: ({ x, beyond }) => ({
    bad: refuses(run({ x }, (t) => t.x.sum([x.shape.length + beyond]))),
    control: run({ x }, (t) => t.x.sum([-1])),
  }),
  holds: ({ bad, control }, { x }) => {
    same("the sum over the last axis", control.value, control.truth.value);
    namesShapes(bad, [x.shape]);
  },
});

/** The gradient. */
export const gradient = law({
  stub: backward,
  core: true,
  weight: 2,
  says: "Every element receives the upstream gradient of its sum.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.sum(axes, keepDims), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that every element received 1, whatever the upstream gradient is?",
      explains: ({ grad }, { x }) => same("gradient of x", grad.x, exact(fill(x.shape, () => 1))),
    },
  ],
});

/** Without axes. */
export const everywhere = law({
  stub: backward,
  says: "After a sum of everything, every element receives the same number.",
  given: shape().chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf([], 1) })),
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.sum(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
});

/** Backward is the transpose of forward. */
export const adjoint = law({
  stub: backward,
  says: "Forward and backward walk the same pairs in opposite directions: ⟨sum x, g⟩ = ⟨x, gradient for g⟩.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.sum(axes, keepDims), upstream),
  holds: ({ grad, truth }, { x, upstream }) => {
    sameList("shape of the gradient of x", grad.x.shape, x.shape);
    same("⟨x, gradient of x⟩", inner(exact(x), grad.x), inner(truth.value, exact(upstream)));
  },
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
});

/** Backward, called twice. */
export const accumulated = law({
  stub: backward,
  says: "Each call adds to the gradients that are already there.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream, second }) => run({ x }, (t) => t.x.sum(axes, keepDims), upstream, second),
  holds: ({ grad, truth }) => same("gradient of x after both", grad.x, truth.grad.x),
  shows: ({ x, axes, keepDims, upstream, second }) => ({
    x,
    axes,
    keepDims,
    "first upstream": upstream,
    "second upstream": second,
  }),
});

/** Backward, when the operand was computed itself. */
export const computed = law({
  stub: backward,
  says: "An operand that was computed itself receives its share like any other.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t, { node }) => node([t.x], [1]).sum(axes, keepDims), upstream),
  holds: ({ grads, truth }) => {
    const none = exact(fill([], () => 0));
    same("gradient of the operand", grads[1] ?? none, truth.grads[1] ?? none);
  },
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
});

/** Backward is linear. */
export const linear = law({
  stub: backward,
  says: "The gradient is linear in the upstream gradient.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream, second }) => {
    const along = (u: Values) => run({ x }, (t) => t.x.sum(axes, keepDims), u);
    return { u: along(upstream), v: along(second), both: along(plus(exact(upstream), exact(second))) };
  },
  holds: ({ u, v, both }) => same("gradient of x", both.grad.x, plus(u.grad.x, v.grad.x)),
  shows: ({ x, axes, keepDims, upstream, second }) => ({ x, axes, keepDims, upstream, "second upstream": second }),
});

/** Backward leaves everything but the operand's gradient alone. */
export const restKept = law({
  stub: backward,
  says: "The upstream gradient and the operand's numbers are not changed; a constant keeps gradient zero.",
  given: reductions,
  ask: ({ x, axes, keepDims, upstream }) => ({
    moving: run({ x }, (t) => t.x.sum(axes, keepDims), upstream),
    still: run({ x: constant(x) }, (t) => t.x.sum(axes, keepDims), upstream),
  }),
  holds: ({ moving, still }, { x, upstream }) => {
    same("gradient of x", moving.grad.x, moving.truth.grad.x);
    same("gradient of x as a constant", still.grad.x, still.truth.grad.x);
    unchanged("upstream afterwards", moving.grads.at(-1) ?? exact(fill([], () => 0)), upstream);
    unchanged("x afterwards", moving.inputs.x, x);
  },
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
});
