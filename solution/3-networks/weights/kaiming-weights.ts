import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { normalWeights } from "./normal-weights.ts";

/**
 * Weights for layers with ReLU: normal, with variance `2 / fanIn`.
 *
 * ReLU sets half of its numbers to 0, and with them goes half of the mean square; the 2 makes up for it.
 *
 * @param fanIn - how many numbers a neuron reads
 * @param fanOut - how many neurons there are
 * @returns a leaf of shape `[fanIn, fanOut]`
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015)
 */
export function kaimingWeights([fanIn, fanOut]: readonly [number, number], rng: Rng): Tensor {
  // START CODE HERE (kaimingWeights) ~1 line: normal weights with variance 2 / fanIn
  return normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / fanIn));
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
