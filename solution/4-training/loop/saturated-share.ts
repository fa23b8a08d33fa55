import { notStarted } from "../../2-autodiff/errors.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * Which share of a layer's numbers is saturated: so near the ends of tanh, −1 and 1, that its slope `1 − y²` is below 1/50.
 *
 * @param outputs - what each neuron says to each example, any shape; not changed
 * @returns from 0 to 1
 */
export function saturatedShare({ data }: Values): number {
  // START CODE HERE (saturatedShare) ~1 line: the share of numbers y whose slope 1 − y² is below 1/50
  return data.filter((y) => 1 - y * y < 1 / 50).length / data.length;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
