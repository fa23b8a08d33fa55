/** @file You may use: the language, `zeros`, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import { type Values, zeros } from "./values.ts";

/**
 * The gradient of any function without a derivative: `∂f/∂x[i] ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h`, where eᵢ moves
 * element i alone.
 *
 * A *central* difference: its error shrinks with h², that of a difference in one direction only with h.
 *
 * @param f - from Values of the shape of `x` to a number; called twice an element
 * @param x - not changed: `f` gets copies
 * @param step - h; if it is too small, rounding drowns the difference
 * @returns new Values of the shape of `x`
 * @see Press et al., Numerical Recipes, "Numerical derivatives"
 */
export function numericalGradient(f: (x: Values) => number, x: Values, step = 2 ** -17): Values {
  const gradient = zeros(x.shape);
  for (let i = 0; i < x.data.length; i++) gradient.data[i] = slope(i);
  return gradient;

  /** A copy of `x` whose element i is larger by `rise`. */
  function moved(i: number, rise: number): Values {
    return { shape: x.shape, data: x.data.with(i, x.data[i] + rise) };
  }

  /** How fast f moves with element i. */
  function slope(i: number): number {
    // START CODE HERE (numericalGradient) ~1 line: how far f moves from x − h to x + h, divided by how far x moves
    const above = f(moved(i, step));
    const below = f(moved(i, -step));
    return (above - below) / 2 / step;
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
