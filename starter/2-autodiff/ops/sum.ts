/** @file You may use: the language, `accumulate`, `offset`, `allAxes`, `broadcastStrides`, `eachIndex`, `reducedShapes`, `zeros`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { notStarted } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { allAxes, broadcastStrides, eachIndex, reducedShapes } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { expectValues, type Values, zeros } from "../values.ts";

/**
 * Sum over `axes`: `out[j] = Σ a[i]` over all `i` that agree with `j` along the other axes.
 *
 * Forward and backward walk the same pairs (element of `a`, sum it belongs to), in opposite directions.
 * `kept` is the shape of `a` with size 1 along `axes`, and `strides` leads from an index of `a` to the place of its
 * sum: in an array of shape `kept`, and just so in `out.grad.data`, since axes of size 1 move nothing.
 *
 * @param a - any shape
 * @param axes - distinct, −1 is the last; `[]` sums nothing, and the result is a copy; left out, every axis: the result is a
 *   single number
 * @param keepDims - leave the summed axes in the shape, with size 1
 * @returns a new tensor; `a` is not changed
 * @throws {ShapeError} if an axis does not exist or is named twice
 */
export function sum(a: Tensor, axes: readonly number[] = allAxes(a.shape), keepDims = false): Tensor {
  const { kept, dropped } = reducedShapes(a.shape, axes);
  const strides = broadcastStrides(kept, a.shape);
  const { data } = expectValues("forward of sum", forward());
  const out = operation("sum", [a], { shape: keepDims ? kept : dropped, data }, backward);
  return out;

  /** The sums, in shape `kept`. */
  function forward(): Values {
    // START CODE HERE (sum.forward) ~3 lines: every element is added to the sum it belongs to
    throw notStarted("sum.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (sum.backward) ~3 lines: every element receives the upstream gradient of its sum
    throw notStarted("sum.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
