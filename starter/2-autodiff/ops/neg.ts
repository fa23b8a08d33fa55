/** @file You may use: the language, `accumulate`, `mapEach`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { mapEach } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise negative: `out = −a`.
 *
 * Backward: `∂L/∂a = −∂L/∂out`.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function neg(a: Tensor): Tensor {
  const out = operation("neg", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (neg.forward) ~1 line: the negative, element by element
    throw notStarted("neg.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (neg.backward) ~1 line: the upstream gradient, its sign turned around
    throw notStarted("neg.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
