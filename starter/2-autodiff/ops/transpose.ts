/** @file You may use: the language, `accumulate`, `ShapeError`, `offset`, `allAxes`, `eachIndex`, `stridesOf`, `zeros`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { notStarted, ShapeError } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { allAxes, eachIndex, stridesOf } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { type Values, zeros } from "../values.ts";

/**
 * The axes in another order: axis k of the result is axis `axes[k]` of `a`.
 *
 * `axes = [1, 0]` turns a matrix over: `out[i, j] = a[j, i]`. Backward: the upstream gradient, its axes put back.
 *
 * An index of the result, read with the strides of `a` in the new order of the axes, leads to its element of `a`.
 *
 * @param a - any shape
 * @param axes - every axis of `a` once, −1 is the last; left out, all of them backwards
 * @returns a new tensor with memory of its own; `a` is not changed
 * @throws {ShapeError} if `axes` is not a permutation of the axes
 */
export function transpose(a: Tensor, axes: readonly number[] = allAxes(a.shape).toReversed()): Tensor {
  const order = permutation(axes, a);
  const shape = order.map((axis) => a.shape[axis]);
  const out = operation("transpose", [a], forward(), backward);
  return out;

  /** The elements of `a` in shape `shape`, whose axis k is axis `order[k]` of `a`. */
  function forward(): Values {
    // START CODE HERE (transpose.forward) ~4 lines: every index of the result reads `a` with strides in the new order
    throw notStarted("transpose.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (transpose.backward) ~4 lines: every element receives the upstream gradient of the place it went to
    throw notStarted("transpose.backward");
    // END CODE HERE
  }
}

/** `axes` counted from 0. */
function permutation(axes: readonly number[], { shape }: Tensor): readonly number[] {
  const order = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
  if (order.toSorted((a, b) => a - b).join() === allAxes(shape).join()) return order;
  throw new ShapeError(
    "transpose",
    `every axis of shape [${shape.join(", ")}] once`,
    `[${axes.join(", ")}]`,
    "name each axis from 0, or from −1 backwards",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
