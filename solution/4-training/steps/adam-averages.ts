import { notStarted } from "../../2-autodiff/errors.ts";
import type { AdamOptions, AdamState } from "./adam-state.ts";

/**
 * Adam's two running averages: `m ← β₁·m + (1 − β₁)·g` and `v ← β₂·v + (1 − β₂)·g²`.
 *
 * @param state - m and v are changed, the number of steps is not
 * @param gradient - g, as long as m and v; not changed
 */
export function adamAverages({ first, second }: AdamState, gradient: Float64Array, { beta1, beta2 }: AdamOptions): void {
  // START CODE HERE (adamAverages) ~3 lines: one average moves towards the gradient, the other towards its square
  for (let i = 0; i < first.length; i++) {
    first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
    second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] ** 2;
  }
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
