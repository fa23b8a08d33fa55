/** @file You may use: the language, `accumulate`, `mapEach`, `zipWith`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { mapEach, zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * The hyperbolic tangent, which squashes every number to one between −1 and 1: `out = (eᵃ − e⁻ᵃ) / (eᵃ + e⁻ᵃ)`.
 *
 * Backward: `∂L/∂a = ∂L/∂out · (1 − out²)`.
 *
 * @param a - any shape
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function tanh(a: Tensor): Tensor {
  const out = operation("tanh", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (tanh.forward) ~1 line: the hyperbolic tangent of every element
    throw notStarted("tanh.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (tanh.backward) ~1 line: the upstream gradient times 1 − y², where y is the result
    throw notStarted("tanh.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
