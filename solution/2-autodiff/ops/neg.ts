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
    return mapEach(a, (x) => -x);
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (neg.backward) ~1 line: the upstream gradient, its sign turned around
    accumulate(a, mapEach(out.grad, (upstream) => -upstream));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
