import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * How likely one mask is among all: its elements are dropped independently, each with probability p.
 *
 * @param mask - 1 for what is kept, 0 for what is dropped
 * @param p - from 0 to 1
 */
export function maskChance(mask: readonly number[], p: number): number {
  // START CODE HERE (maskChance) ~1 line: a product with one factor an element: p if it is dropped, 1 − p if it is kept
  return mask.reduce((chance, kept) => chance * (kept === 1 ? 1 - p : p), 1);
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
