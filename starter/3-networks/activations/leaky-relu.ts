/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { mapEach, zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * A rectifier that lets a little through: `out = a` where `a` is above 0, else `slope · a`.
 *
 * Backward: `∂L/∂a = ∂L/∂out` where `a` is above 0, else `slope · ∂L/∂out`. At 0 anything between the two is right.
 *
 * @param a - any shape
 * @param slope - any number; above 1, too
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function leakyRelu(a: Tensor, slope = 0.01): Tensor {
  const out = operation("leakyRelu", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (leakyRelu.forward) ~1 line: every element above 0 as it is, and the others times the slope
    throw notStarted("leakyRelu.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (leakyRelu.backward) ~1 line: the upstream gradient where the operand is above 0, and slope times it elsewhere
    throw notStarted("leakyRelu.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
