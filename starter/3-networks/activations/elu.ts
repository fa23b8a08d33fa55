/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { mapEach, zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * A rectifier that bends softly: `out = a` where `a` is above 0, else `alpha · (eᵃ − 1)`.
 *
 * Backward: `∂L/∂a = ∂L/∂out` where `a` is above 0, else `∂L/∂out · alpha · eᵃ`. At 0 anything between the two is
 * right; with alpha = 1 they are equal there.
 *
 * eᵃ overflows where `a` is large, and is not needed there.
 *
 * @param a - any shape
 * @param alpha - any number: far below 0 the result is nearly −alpha
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function elu(a: Tensor, alpha = 1): Tensor {
  const out = operation("elu", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (elu.forward) ~1 line: every element above 0 as it is, and alpha · (eᵃ − 1) in place of the others
    throw notStarted("elu.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (elu.backward) ~1 line: the upstream gradient where the operand is above 0, and alpha · eᵃ times it elsewhere
    throw notStarted("elu.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
