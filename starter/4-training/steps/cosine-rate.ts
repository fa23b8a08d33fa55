/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * A learning rate that falls along half a cosine: `last + ½ · (first − last) · (1 + cos(π · epoch / epochs))`. Slowly at first, fast in
 * the middle, slowly in the end.
 *
 * @param first - the rate at epoch 0
 * @param last - the rate when all epochs are over
 * @param epoch - how many epochs are over, from 0 to `epochs`
 * @see Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017)
 */
export function cosineRate(first: number, last: number, epoch: number, epochs: number): number {
  // START CODE HERE (cosineRate) ~1 line: half a cosine leads from the first rate at epoch 0 to the last in the end
  throw notStarted("cosineRate");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
