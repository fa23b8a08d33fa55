import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { type Values, values } from "../../2-autodiff/values.ts";
import { sumOf } from "../lines.ts";
import { expectSameShape } from "../shapes.ts";

/**
 * Mean absolute error: `L = (1/n) Σᵢ |pᵢ − tᵢ|`, over all n elements.
 *
 * Backward: `∂L/∂pᵢ = 1/n` where `pᵢ` is above `tᵢ`, and `−1/n` where it is below, times the upstream gradient. Where they
 * are equal the slope jumps, and anything between the two is right.
 *
 * @param prediction - any shape
 * @param target - the same shape; numbers that no gradient is asked for
 * @returns a new tensor of shape `[]`
 * @throws {ShapeError} if the shapes differ
 */
export function absoluteError(prediction: Tensor, target: Values): Tensor {
  expectSameShape("absoluteError", prediction, target);
  const count = prediction.data.length;
  const out = operation("absoluteError", [prediction], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (absoluteError.forward) ~2 lines: the mean of all differences, without their signs
    const sizes = zipWith(prediction, target, (p, t) => Math.abs(p - t));
    return values([sumOf(sizes.data) / count], []);
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (absoluteError.backward) ~2 lines: upstream times the sign of the difference, divided by how many there are
    const [upstream] = out.grad.data;
    accumulate(prediction, zipWith(prediction, target, (p, t) => (upstream * Math.sign(p - t)) / count));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
