/** @file You may use: the language, `adamAverages`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { adamAverages } from "./adam-averages.ts";
import type { AdamOptions, AdamState } from "./adam-state.ts";

/**
 * Adam: `w ← w − η · m̂ / (√v̂ + ε)`, with `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`.
 *
 * Both averages begin at 0 and are too small at first; divided by what is due after t steps, they are right. The first step is t = 1.
 * ε is added to the root, not under it.
 *
 * @param weights - w, the numbers of one parameter; changed
 * @param gradient - g, as long as `weights`; not changed
 * @param state - m, v and t of this parameter; changed
 * @param rate - η, the learning rate
 * @see Kingma & Ba, "Adam: a method for stochastic optimization" (2015)
 */
export function adamStep(
  weights: Float64Array,
  gradient: Float64Array,
  state: AdamState,
  rate: number,
  options: AdamOptions,
): void {
  state.steps += 1;
  adamAverages(state, gradient, options);
  descend();

  /** Moves the weights. */
  function descend(): void {
    // START CODE HERE (adamStep) ~3 lines: weights move by the corrected average, divided by the root of the other one, plus ε
    throw notStarted("adamStep");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
