/** @file You may use: the language, `shuffled`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import { shuffled } from "./shuffled.ts";

/** Places of examples: which to learn from, which to watch the learning by, and which to judge it by in the end. */
export interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/**
 * Deals out the places 0 to count − 1 at random.
 *
 * In a file the classes often stand one after the other: the last rows alone would be a test of one class.
 *
 * @param sizes - how many places validation and test receive; what is left is for training
 */
export function split(count: number, sizes: { readonly validation: number; readonly test: number }, rng: Rng): Split {
  const places = shuffled([...Array(count).keys()], rng);
  return deal();

  /** Cuts `places` in three. */
  function deal(): Split {
    // START CODE HERE (split) ~2 lines: every place is in one of three lists, and validation and test have their sizes
    throw notStarted("split");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
