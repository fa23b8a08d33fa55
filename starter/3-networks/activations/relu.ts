/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { mapEach, zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * The rectifier, which cuts off what is below 0: `out = max(0, a)`.
 *
 * Backward: `∂L/∂a = ∂L/∂out` where `a` is above 0, else 0. At 0 itself the slope jumps: any part of the upstream
 * gradient is right there, from nothing to all of it.
 *
 * Where an element is NaN, so is the result (`Math.max` has it so; `>` does not see NaN), and no gradient is asked for.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function relu(a: Tensor): Tensor {
  const out = operation("relu", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (relu.forward) ~1 line: every element that is above 0, and 0 in place of the others
    throw notStarted("relu.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (relu.backward) ~1 line: the upstream gradient where the operand is above 0, and 0 elsewhere
    throw notStarted("relu.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
