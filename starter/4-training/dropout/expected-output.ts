/** @file You may use: the language, `maskChance`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { maskChance } from "./mask-chance.ts";

/**
 * What a neuron says on average under dropout, exactly: over all 2ⁿ masks, not over some that were drawn.
 *
 * For `w₁x₁ + w₂x₂` and p = ½ that is `½·(w₁x₁ + w₂x₂)`: ¼ of each of four masks. Nothing is scaled up here.
 *
 * @param neuron - a function of the inputs, not always a linear one
 * @param x - the inputs, n of them; not changed
 * @param p - the probability that an input is dropped, from 0 to 1
 */
export function expectedOutput(neuron: (inputs: readonly number[]) => number, x: readonly number[], p: number): number {
  // START CODE HERE (expectedOutput) ~3 lines: the neuron's output for each masked x, times the mask's chance, all added up
  throw notStarted("expectedOutput");
  // END CODE HERE
}

/** All 2ⁿ lists of n numbers that are 0 or 1; of two numbers: [0, 0], [0, 1], [1, 0], [1, 1]. */
function allMasks(n: number): readonly (readonly number[])[] {
  if (n === 0) return [[]];
  return [0, 1].flatMap((kept) => allMasks(n - 1).map((rest) => [kept, ...rest]));
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
