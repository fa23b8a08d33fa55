/** @file You may use: the language, `accumulate`, `offset`, `allAxes`, `broadcastStrides`, `eachIndex`, `reducedShapes`, `filled`, `zeros`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { notStarted } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { allAxes, broadcastStrides, eachIndex, reducedShapes } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { expectValues, filled, type Values, zeros } from "../values.ts";

/**
 * Maximum over `axes`: `out[j] = max a[i]` over all `i` that agree with `j` along the other axes.
 *
 * Backward: the element that won receives the upstream gradient, all others 0. Where several are equally large they
 * share it in any way, as long as nobody's part is negative and the parts add up to the whole.
 *
 * Where one of them is NaN, so is the maximum (`Math.max` has it so; `>` does not see NaN), and no gradient is asked for;
 * PyTorch's `amax` makes all of them NaN.
 *
 * `kept`, `strides` as in `sum`.
 *
 * @param a - any shape
 * @param axes - distinct, −1 is the last; `[]` compares nothing, and the result is a copy; left out, every axis: the result is a
 *   single number
 * @param keepDims - leave the axes in the shape, with size 1
 * @returns a new tensor; `a` is not changed
 * @throws {ShapeError} if an axis does not exist or is named twice
 */
export function max(a: Tensor, axes: readonly number[] = allAxes(a.shape), keepDims = false): Tensor {
  const { kept, dropped } = reducedShapes(a.shape, axes);
  const strides = broadcastStrides(kept, a.shape);
  const { data } = expectValues("forward of max", forward());
  const out = operation("max", [a], { shape: keepDims ? kept : dropped, data }, backward);
  return out;

  /** The largest elements, in shape `kept`. */
  function forward(): Values {
    // START CODE HERE (max.forward) ~3 lines: the largest of the elements that belong together
    throw notStarted("max.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (max.backward) ~4 lines: the largest element receives the upstream gradient; equals share it
    throw notStarted("max.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
