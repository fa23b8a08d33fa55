/** @file You may use: the language, `normalWeights`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { normalWeights } from "./normal-weights.ts";

/**
 * Weights for layers with tanh or sigmoid: normal, with variance `2 / (fanIn + fanOut)`.
 *
 * A variance of 1 / fanIn would keep the size of what goes forward, 1 / fanOut that of the gradients. This lies between.
 *
 * @param fanIn - how many numbers a neuron reads
 * @param fanOut - how many neurons there are, so that each number is read by so many
 * @returns a leaf of shape `[fanIn, fanOut]`
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010)
 */
export function xavierWeights([fanIn, fanOut]: readonly [number, number], rng: Rng): Tensor {
  // START CODE HERE (xavierWeights) ~1 line: normal weights with variance 2 / (fanIn + fanOut)
  throw notStarted("xavierWeights");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
