/** @file You may use: the language, `sizeOf`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import { type Shape, sizeOf, type Values } from "../../2-autodiff/values.ts";

/**
 * Which elements are kept, at random: 1 for those, 0 for those that are dropped.
 *
 * @param p - the probability that an element is dropped: 0 or more, and below 1
 * @param rng - asked for one draw an element, in row-major order
 * @returns new Values of this shape
 */
export function dropoutMask(shape: Shape, p: number, rng: Rng): Values {
  // START CODE HERE (dropoutMask) ~2 lines: one draw for every element, in row-major order: 1 where it is at least p, else 0
  throw notStarted("dropoutMask");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
