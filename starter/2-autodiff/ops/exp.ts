/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { mapEach, zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise exponential: `out = eᵃ`.
 *
 * Backward: `∂L/∂a = ∂L/∂out · eᵃ`.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function exp(a: Tensor): Tensor {
  const out = operation("exp", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (exp.forward) ~1 line: e to the power of every element
    throw notStarted("exp.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (exp.backward) ~1 line: the upstream gradient times the result itself
    throw notStarted("exp.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
