/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { mapEach, zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise natural logarithm: `out = ln a`.
 *
 * Backward: `∂L/∂a = ∂L/∂out / a`. Elements of `a` that are not positive have no logarithm: −Infinity at 0, NaN below.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function log(a: Tensor): Tensor {
  const out = operation("log", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (log.forward) ~1 line: the natural logarithm of every element
    throw notStarted("log.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (log.backward) ~1 line: the upstream gradient divided by the operand
    throw notStarted("log.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
