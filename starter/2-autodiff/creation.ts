/** @file You may use: the language, `Tensor`, `sizeOf`, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import type { Rng } from "./rng.ts";
import { Tensor, type TensorOptions } from "./tensor.ts";
import { type Shape, sizeOf } from "./values.ts";

/**
 * A leaf that holds zeros.
 *
 * @param options - handed on to the tensor as they are; what they leave out, the tensor decides itself
 */
export function zeros(shape: Shape, options: TensorOptions = {}): Tensor {
  // START CODE HERE (zeros) ~1 line: a new tensor of this shape, every element 0
  throw notStarted("zeros");
  // END CODE HERE
}

/**
 * A leaf that holds random numbers, evenly distributed in [0, 1).
 *
 * @param rng - asked for one draw an element, in row-major order
 * @param options - handed on to the tensor as they are; what they leave out, the tensor decides itself
 */
export function rand(shape: Shape, rng: Rng, options: TensorOptions = {}): Tensor {
  // START CODE HERE (rand) ~2 lines: one draw for every element, in row-major order
  throw notStarted("rand");
  // END CODE HERE
}

/**
 * A leaf that holds random numbers, normally distributed with mean 0 and variance 1.
 *
 * Two even draws u and v make one normal one: `√(−2 ln(1 − u)) · cos(2πv)`. As u is below 1, the logarithm is finite. A draw of
 * exactly 0 comes, if seldom: ln 0 is infinite, and so is the inverse of the normal distribution at 0.
 *
 * @param rng - asked for as many draws as you need
 * @param options - handed on to the tensor as they are; what they leave out, the tensor decides itself
 * @see Box & Muller, "A note on the generation of random normal deviates" (1958)
 */
export function randn(shape: Shape, rng: Rng, options: TensorOptions = {}): Tensor {
  // START CODE HERE (randn) ~3 lines: independent draws from the normal distribution with mean 0 and variance 1
  throw notStarted("randn");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
