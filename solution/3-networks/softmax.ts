import { accumulate } from "../2-autodiff/accumulate.ts";
import { notStarted } from "../2-autodiff/errors.ts";
import { operation } from "../2-autodiff/operation.ts";
import { axisOf } from "../2-autodiff/strides.ts";
import type { Tensor } from "../2-autodiff/tensor.ts";
import type { Values } from "../2-autodiff/values.ts";
import { mapLines, sumOf, zipLines } from "./lines.ts";

/**
 * Scores become shares: along an axis, `yᵢ = e^aᵢ / Σⱼ e^aⱼ`. All shares are above 0, and every line adds up to 1.
 *
 * Backward: `∂L/∂aᵢ = yᵢ · (uᵢ − Σⱼ uⱼ·yⱼ)`, with the upstream gradient `u = ∂L/∂y`.
 *
 * e¹⁰⁰⁰ is infinite. A number that is taken from all scores of a line leaves the shares as they are: take the largest.
 *
 * `mapLines(a, along, f)` is `f` of every line; `zipLines(a, b, along, f)` is `f` of every pair of lines.
 *
 * @param a - at least one axis
 * @param axis - along which the shares add up to 1; −1 is the last
 * @returns a new tensor of the same shape; `a` is not changed
 * @throws {ShapeError} if the axis does not exist
 */
export function softmax(a: Tensor, axis = -1): Tensor {
  const along = axisOf(axis, a.shape);
  const out = operation("softmax", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (softmax.forward) ~4 lines: the exponentials of a line, divided by their sum
    return mapLines(a, along, (line) => {
      const largest = Math.max(...line);
      const powers = line.map((x) => Math.exp(x - largest));
      const total = sumOf(powers);
      return powers.map((power) => power / total);
    });
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (softmax.backward) ~3 lines: each result times how far its upstream gradient lies above their weighted mean
    accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
      const mean = sumOf(shares.map((share, i) => share * upstream[i]));
      return shares.map((share, i) => share * (upstream[i] - mean));
    }));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
