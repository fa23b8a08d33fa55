/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * Which share of a layer's neurons is dead: says 0 to every example, as a ReLU does whose weights have gone too far. Its gradient is 0
 * everywhere, and no step will wake it up. −0 is 0, too; NaN is not.
 *
 * @param outputs - what each neuron says to each example, shape `[n, neurons]`; not changed
 * @returns from 0 to 1
 */
export function deadShare({ shape: [n, neurons], data }: Values): number {
  // START CODE HERE (deadShare) ~3 lines: the share of columns in which every number is 0
  throw notStarted("deadShare");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
