/** @file You may use: the language, `accumulate`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise product, broadcasting: `out = a · b`.
 *
 * Backward: `∂L/∂a = ∂L/∂out · b`, `∂L/∂b = ∂L/∂out · a`.
 *
 * A tensor is Values too, so `zipWith(a, b, …)` works on it; the upstream gradient ∂L/∂out is `out.grad`.
 *
 * @param a - any shape
 * @param b - any shape that broadcasts with that of `a`
 * @returns a new tensor of the broadcast shape; `a` and `b` are not changed
 * @throws {ShapeError} if the shapes do not fit each other
 */
export function mul(a: Tensor, b: Tensor): Tensor {
  const out = operation("*", [a, b], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (mul.forward) ~1 line: the product, element by element
    throw notStarted("mul.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (mul.backward) ~2 lines: each factor receives the upstream gradient times the other factor
    throw notStarted("mul.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
