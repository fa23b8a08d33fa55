import { accumulate } from "../accumulate.ts";
import { notStarted } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { allAxes, broadcastStrides, eachIndex, reducedShapes } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { expectValues, sizeOf, type Values, zeros } from "../values.ts";

/**
 * Mean over `axes`: `out[j] = (1/n) Σ a[i]` over the n elements `i` that agree with `j` along the other axes.
 *
 * Backward: `∂L/∂a[i] = ∂L/∂out[j] / n`.
 *
 * `kept`, `strides` as in `sum`; `count` is n, how many elements share one mean.
 *
 * @param a - any shape
 * @param axes - distinct, −1 is the last; `[]` averages nothing, and the result is a copy; left out, every axis: the result is a
 *   single number
 * @param keepDims - leave the axes in the shape, with size 1
 * @returns a new tensor; `a` is not changed
 * @throws {ShapeError} if an axis does not exist or is named twice
 */
export function mean(a: Tensor, axes: readonly number[] = allAxes(a.shape), keepDims = false): Tensor {
  const { kept, dropped } = reducedShapes(a.shape, axes);
  const strides = broadcastStrides(kept, a.shape);
  const count = sizeOf(a.shape) / sizeOf(kept);
  const { data } = expectValues("forward of mean", forward());
  const out = operation("mean", [a], { shape: keepDims ? kept : dropped, data }, backward);
  return out;

  /** The means, in shape `kept`. */
  function forward(): Values {
    // START CODE HERE (mean.forward) ~3 lines: every element brings its part, 1 of count, to the mean it belongs to
    const average = zeros(kept);
    eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] += a.data[i] / count));
    return average;
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (mean.backward) ~3 lines: every element receives its part, 1 of count, of the upstream gradient
    const share = zeros(a.shape);
    eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / count));
    accumulate(a, share);
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
