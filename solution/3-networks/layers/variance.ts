import { notStarted } from "../../2-autodiff/errors.ts";
import { mean } from "../../2-autodiff/ops/mean.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import { pow } from "../../2-autodiff/ops/pow.ts";
import { sub } from "../../2-autodiff/ops/sub.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";

/**
 * The variance along `axes`: `Var[x] = (1/n) Σ (xᵢ − E[x])²`, with 1/n and not 1/(n − 1).
 *
 * It is made of operations, and the mean is one of them: the gradient flows through it, too.
 *
 * @param axes - distinct, −1 is the last; they stay in the shape, with size 1
 * @returns a new tensor; x is not changed
 */
export function variance(x: Tensor, axes: readonly number[]): Tensor {
  // START CODE HERE (variance) ~2 lines: the mean of the squared distances from the mean
  const distance = sub(x, mean(x, axes, true));
  return mean(mul(distance, distance), axes, true);
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
