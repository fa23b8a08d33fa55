/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "./errors.ts";

/**
 * Where the element with a given index lies in `data`: `offset = Σ index[axis] · strides[axis]` over all axes.
 *
 * @param index - one entry an axis; empty for a single number; not changed
 * @param strides - as long as `index`, in elements; 0 along an axis that is stretched; not changed
 * @returns a position in `data`
 */
export function offset(index: readonly number[], strides: readonly number[]): number {
  // START CODE HERE (offset) ~3 lines: every axis moves you index × stride elements ahead
  let sum = 0;
  index.forEach((value, axis) => {
    sum = sum + value * strides[axis];
  });
  return sum;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
