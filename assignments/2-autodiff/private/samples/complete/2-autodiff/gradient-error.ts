/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import type { Values } from "./values.ts";

/**
 * How far two gradients are apart at worst: the largest `|a − b| / max(1, |a|, |b|)` over all elements.
 *
 * Relative where the numbers are large, absolute where they are small. What is not a number is infinitely wrong: the
 * result is then NaN or Infinity, so that no comparison `error < bound` can pass.
 *
 * @param b - of the shape of `a`
 */
export function gradientError(a: Values, b: Values): number {
  // START CODE HERE (gradientError) ~3 lines: the largest difference, relative to the larger of both and of 1
  let worst = 0;
  for (let i = 0; i < a.data.length; i++) {
    const size = Math.max(1, Math.abs(a.data[i]), Math.abs(b.data[i]));
    worst = Math.max(worst, Math.abs(a.data[i] - b.data[i]) / size);
  }
  return worst;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
