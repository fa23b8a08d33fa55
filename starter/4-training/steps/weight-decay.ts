/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * The gradient of the loss with `(λ/2)·Σw²` added to it: `g + λ·w`. Weights that the loss does not need shrink.
 *
 * @param gradient - g; not changed, since others may still read it
 * @param weights - w, as long as g; not changed
 * @param decay - λ, 0 or more
 * @returns a new array
 */
export function weightDecay(gradient: Float64Array, weights: Float64Array, decay: number): Float64Array {
  // START CODE HERE (weightDecay) ~1 line: the gradient plus decay times the weight, in a new array
  throw notStarted("weightDecay");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
