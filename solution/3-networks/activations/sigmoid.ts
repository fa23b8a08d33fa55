import { accumulate } from "../../2-autodiff/accumulate.ts";
import { mapEach, zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * The logistic function, which squashes every number to one between 0 and 1: `out = 1 / (1 + e⁻ᵃ)`.
 *
 * Backward: `∂L/∂a = ∂L/∂out · out · (1 − out)`.
 *
 * Far from 0 the result is 0 or 1, up to rounding, and never NaN: e¹⁰⁰⁰ is infinite, and 1/∞ is 0, but ∞/∞ is NaN.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function sigmoid(a: Tensor): Tensor {
  const out = operation("sigmoid", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (sigmoid.forward) ~1 line: one divided by 1 + e⁻ᵃ, for every element
    return mapEach(a, (x) => 1 / (1 + Math.exp(-x)));
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (sigmoid.backward) ~1 line: the upstream gradient times y · (1 − y), where y is the result
    accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
