/** @file You may use: the language, `customFunction`, `zipWith`, and functions of your own (last region). */
import { type Context, customFunction } from "../custom-function.ts";
import { zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import type { Values } from "../values.ts";

/**
 * The lecture's `Multiply`: the same product as `mul`, written as a framework's user writes an operation.
 *
 * Forward leaves both factors in the context: `ctx.saved` is `[x, y]`, in this order, whatever their shapes. Backward gets
 * nothing but the context and the upstream gradient, and returns the gradients of x and y, in this order. Shares of a larger
 * shape are summed down for you, as in `accumulate`.
 */
export const multiply = customFunction({ op: "multiply", forward, backward });

/** @returns the product of `x` and `y`, element by element, broadcasting */
function forward(ctx: Context, x: Values, y: Values): Values {
  // START CODE HERE (multiply.forward) ~2 lines: both factors are saved, and the product is returned
  throw notStarted("multiply.forward");
  // END CODE HERE
}

/** @returns the gradients of x and y */
function backward(ctx: Context, upstream: Values): readonly Values[] {
  // START CODE HERE (multiply.backward) ~2 lines: for each factor the upstream gradient times the other one, which was saved
  throw notStarted("multiply.backward");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
