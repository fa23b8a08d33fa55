/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * How long the gradient of a whole network is: `√(Σ g²)`, over all parameters together, as if they were one long list.
 *
 * @param gradients - one array a parameter; not changed
 */
export function gradientNorm(gradients: readonly Float64Array[]): number {
  // START CODE HERE (gradientNorm) ~3 lines: the root of the sum of all squares, over all gradients together
  throw notStarted("gradientNorm");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
