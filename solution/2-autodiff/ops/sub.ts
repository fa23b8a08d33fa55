import { accumulate } from "../accumulate.ts";
import { mapEach, zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise difference, broadcasting: `out = a − b`.
 *
 * Backward: `∂L/∂a = ∂L/∂out`, `∂L/∂b = −∂L/∂out`.
 *
 * A tensor is Values too, so `zipWith(a, b, …)` works on it; the upstream gradient ∂L/∂out is `out.grad`.
 *
 * @param a - any shape
 * @param b - any shape that broadcasts with that of `a`
 * @returns a new tensor of the broadcast shape; `a` and `b` are not changed
 * @throws {ShapeError} if the shapes do not fit each other
 */
export function sub(a: Tensor, b: Tensor): Tensor {
  const out = operation("-", [a, b], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (sub.forward) ~1 line: the difference, element by element
    return zipWith(a, b, (x, y) => x - y);
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (sub.backward) ~2 lines: the first term receives the upstream gradient, the second its negative
    accumulate(a, out.grad);
    accumulate(b, mapEach(out.grad, (upstream) => -upstream));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
