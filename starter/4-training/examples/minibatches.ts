/** @file You may use: the language, `shuffled`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import { shuffled } from "./shuffled.ts";

/**
 * One epoch: all places in a new random order, cut into batches.
 *
 * @param places - of the examples to learn from; not changed
 * @param size - how many a batch has, 1 or more
 * @returns lists of places; if the size does not divide their number, the last list is shorter
 */
export function minibatches(places: readonly number[], size: number, rng: Rng): number[][] {
  // START CODE HERE (minibatches) ~3 lines: every place once, shuffled, in batches of this size; the last may be smaller
  throw notStarted("minibatches");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
