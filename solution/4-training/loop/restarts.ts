import { notStarted } from "../../2-autodiff/errors.ts";

/** Something that was trained, and the loss that it came to. */
export interface Attempt {
  readonly loss: number;
}

/**
 * Trains several times, each time from other initial weights, and takes the best: downhill leads to a valley, and not always to the
 * deepest.
 *
 * @param count - how often, 1 or more
 * @param attempt - trains once; it is told its number, from 0 on, and is called once for each
 * @returns the attempt with the lowest loss. NaN is no loss: it comes only if there is nothing else
 */
export function restarts<A extends Attempt>(count: number, attempt: (k: number) => A): A {
  // START CODE HERE (restarts) ~3 lines: of all attempts, the one with the lowest loss; NaN is never lowest
  const all = Array.from({ length: count }, (_, k) => attempt(k));
  const isBetter = (one: A, other: A) => one.loss < other.loss || Number.isNaN(other.loss);
  return all.reduce((best, each) => (isBetter(each, best) ? each : best));
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
