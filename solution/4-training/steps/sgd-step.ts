import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * Gradient descent: `w ← w − η·g`.
 *
 * @param weights - w, the numbers of one parameter; changed
 * @param gradient - g, as long as `weights`; not changed
 * @param rate - η, the learning rate
 */
export function sgdStep(weights: Float64Array, gradient: Float64Array, rate: number): void {
  // START CODE HERE (sgdStep) ~1 line: every weight moves against its gradient, rate times as far
  for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i];
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
