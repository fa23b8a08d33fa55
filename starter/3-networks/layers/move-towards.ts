/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * A running average takes one more number into account, for every element: `old · (1 − momentum) + fresh · momentum`.
 *
 * With momentum 0.1 a number still counts for a tenth when it comes, for 0.09 after the next, for 0.081 after that.
 *
 * @param running - the average so far; changed
 * @param fresh - as long as `running`; not changed
 * @param momentum - how much the fresh numbers count, from 0 to 1
 */
export function moveTowards(running: Float64Array, fresh: Float64Array, momentum: number): void {
  // START CODE HERE (moveTowards) ~1 line: the old number times 1 − momentum, plus the fresh one times momentum
  throw notStarted("moveTowards");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
