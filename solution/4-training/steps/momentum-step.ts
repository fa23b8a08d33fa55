import { notStarted } from "../../2-autodiff/errors.ts";

/**
 * Gradient descent with momentum: `v ← μ·v + g`, then `w ← w − η·v`.
 *
 * A ball that rolls: what the gradients agree on adds up, what they disagree on cancels. The rate is a factor of the velocity, as in
 * PyTorch; some books put it before the gradient instead, and the two forms differ as soon as the rate changes.
 *
 * @param weights - w, the numbers of one parameter; changed
 * @param gradient - g, as long as `weights`; not changed
 * @param velocity - v, as long as `weights`, 0 before the first step; changed
 * @param rate - η, the learning rate
 * @param momentum - μ, how much of the velocity is left after a step, from 0 to 1
 * @see Polyak, "Some methods of speeding up the convergence of iteration methods" (1964)
 */
export function momentumStep(
  weights: Float64Array,
  gradient: Float64Array,
  velocity: Float64Array,
  rate: number,
  momentum: number,
): void {
  // START CODE HERE (momentumStep) ~3 lines: the velocity keeps momentum times itself, plus the gradient; weights move against it
  for (let i = 0; i < weights.length; i++) {
    velocity[i] = momentum * velocity[i] + gradient[i];
    weights[i] -= rate * velocity[i];
  }
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
