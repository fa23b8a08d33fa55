/** @file You may use: the language, `accumulate`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise quotient, broadcasting: `out = a / b`.
 *
 * Backward: `∂L/∂a = ∂L/∂out / b`, `∂L/∂b = −∂L/∂out · a / b²`. Compute a / b² as (a / b) / b: at 10⁻¹⁷⁰ the
 * square of b is 0, and at 10¹⁷⁰ it is infinite, but neither b nor the gradient is.
 *
 * @param a - any shape
 * @param b - any shape that broadcasts with that of `a`
 * @returns a new tensor of the broadcast shape; `a` and `b` are not changed
 * @throws {ShapeError} if the shapes do not fit each other
 */
export function div(a: Tensor, b: Tensor): Tensor {
  const out = operation("/", [a, b], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (div.forward) ~1 line: the quotient, element by element
    throw notStarted("div.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (div.backward) ~3 lines: the numerator receives upstream / b, the denominator −upstream · a / b²
    throw notStarted("div.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
