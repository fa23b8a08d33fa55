import { notStarted } from "../../2-autodiff/errors.ts";
import { add } from "../../2-autodiff/ops/add.ts";
import { div } from "../../2-autodiff/ops/div.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import { pow } from "../../2-autodiff/ops/pow.ts";
import { sub } from "../../2-autodiff/ops/sub.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { constant } from "../constant.ts";

/**
 * Numbers brought to mean 0 and variance near 1: `(x − mean) / √(variance + ε)`.
 *
 * ε stands under the root: where all numbers are equal, the variance is 0, and so is its root.
 *
 * @param x - any shape
 * @param mean - what x is moved by; it stretches to x
 * @param variance - 0 or more; it stretches to x
 * @param epsilon - ε, above 0; a number that is not differentiated
 * @returns a new tensor of the shape of x; the operands are not changed
 */
export function normalise(x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  // START CODE HERE (normalise) ~2 lines: x minus the mean, divided by the root of the variance plus ε
  const deviation = pow(add(variance, constant(epsilon)), 0.5);
  return div(sub(x, mean), deviation);
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
