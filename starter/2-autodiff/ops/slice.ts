/** @file You may use: the language, `accumulate`, `ShapeError`, `offset`, `axisOf`, `eachIndex`, `stridesOf`, `zeros`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { notStarted, ShapeError } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { axisOf, eachIndex, stridesOf } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { type Values, zeros } from "../values.ts";

/**
 * A part of a tensor: along `axis` only the indices `from`, …, `to` − 1, along all others everything.
 *
 * Backward: what was taken receives its upstream gradient, the rest 0.
 *
 * `shape` is the shape of the part. The part's first element lies at `start` in `a.data`; from there an index of the
 * part leads to its element with `strides`, the strides of `a`.
 *
 * @param a - at least one axis
 * @param axis - −1 is the last
 * @param from - the first index that is taken, from 0
 * @param to - the first index that is no longer taken
 * @returns a new tensor with memory of its own; `a` is not changed
 * @throws {ShapeError} if the axis does not exist, or `0 ≤ from < to ≤ size` does not hold
 */
export function slice(a: Tensor, axis: number, from: number, to: number): Tensor {
  const along = axisOf(axis, a.shape);
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= a.shape[along])) throw outside(a, along, from, to);
  const shape = a.shape.with(along, to - from);
  const strides = stridesOf(a.shape);
  const start = from * strides[along];
  const out = operation("slice", [a], forward(), backward);
  return out;

  /** The part, in shape `shape`. */
  function forward(): Values {
    // START CODE HERE (slice.forward) ~3 lines: every index of the part reads `a` from where the part begins
    throw notStarted("slice.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (slice.backward) ~3 lines: what was taken receives its upstream gradient, everything else 0
    throw notStarted("slice.backward");
    // END CODE HERE
  }
}

function outside({ shape }: Tensor, axis: number, from: number, to: number): ShapeError {
  return new ShapeError(
    "slice",
    `0 ≤ from < to ≤ ${shape[axis]} along axis ${axis} of shape [${shape.join(", ")}]`,
    `from ${from} to ${to}`,
    "`to` is the first index that is left out",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
