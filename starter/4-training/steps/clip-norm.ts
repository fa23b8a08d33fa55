/** @file You may use: the language, `gradientNorm`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { gradientNorm } from "./gradient-norm.ts";

/**
 * Shortens the gradient of a whole network to a length of at most `most`. Its direction stays.
 *
 * The factor is that of PyTorch, `most / (norm + 10⁻⁶)`. A gradient that is short enough already is left as it is.
 *
 * @param gradients - one array a parameter; changed
 * @param most - above 0
 */
export function clipNorm(gradients: readonly Float64Array[], most: number): void {
  // START CODE HERE (clipNorm) ~2 lines: all gradients shrink by one factor, most / (norm + 10⁻⁶), if that is below 1
  throw notStarted("clipNorm");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
