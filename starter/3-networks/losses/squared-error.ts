/** @file You may use: the language, `accumulate`, `zipWith`, `values`, `sumOf`, `expectSameShape`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { type Values, values } from "../../2-autodiff/values.ts";
import { sumOf } from "../lines.ts";
import { expectSameShape } from "../shapes.ts";

/**
 * Mean squared error: `L = (1/n) Σᵢ (pᵢ − tᵢ)²`, over all n elements.
 *
 * Backward: `∂L/∂pᵢ = 2 (pᵢ − tᵢ) / n`, times the upstream gradient, which is a single number: `out.grad.data[0]`.
 *
 * `values([x], [])` is the single number x as Values.
 *
 * @param prediction - any shape
 * @param target - the same shape; numbers that no gradient is asked for
 * @returns a new tensor of shape `[]`
 * @throws {ShapeError} if the shapes differ
 */
export function squaredError(prediction: Tensor, target: Values): Tensor {
  expectSameShape("squaredError", prediction, target);
  const count = prediction.data.length;
  const out = operation("squaredError", [prediction], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (squaredError.forward) ~2 lines: the mean of all squared differences
    throw notStarted("squaredError.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (squaredError.backward) ~2 lines: upstream times twice the difference, divided by how many there are
    throw notStarted("squaredError.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
