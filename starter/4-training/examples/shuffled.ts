/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";

/**
 * The same items in a random order.
 *
 * Of n items there are n! orders, and none may come more often than another. Durstenfeld's way: the last place receives any of
 * the n items, and its item goes where that one was; the last place but one any of the other n − 1; and so on.
 *
 * @param items - not changed; there may be none
 * @param rng - asked for as many draws as you need
 * @returns a new list
 * @see Durstenfeld, "Algorithm 235: Random permutation" (1964)
 */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  // START CODE HERE (shuffled) ~4 lines: every item once, in a random order; all orders are equally likely
  throw notStarted("shuffled");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
