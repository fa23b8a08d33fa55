/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * A learning rate that falls in steps: `first · factor^⌊epoch / every⌋`.
 *
 * @param first - the rate at the beginning
 * @param epoch - how many epochs are over, from 0 on
 * @param every - how many epochs a step lasts, 1 or more
 * @param factor - what is left of the rate after a step, from 0 to 1
 */
export function stepRate(first: number, epoch: number, every: number, factor: number): number {
  // START CODE HERE (stepRate) ~1 line: the first rate, times the factor once for every full step of `every` epochs
  throw notStarted("stepRate");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
