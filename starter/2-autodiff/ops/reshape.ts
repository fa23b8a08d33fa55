/** @file You may use: the language, `accumulate`, `ShapeError`, `sizeOf`, and functions of your own (last region). */
import { accumulate } from "../accumulate.ts";
import { notStarted, ShapeError } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import { type Shape, sizeOf, type Values } from "../values.ts";

/**
 * The same elements in the same row-major order, read with another shape.
 *
 * Backward: the upstream gradient, read with the shape of `a`.
 *
 * @param a - any shape
 * @param shape - as many elements as `a` has; one size may be −1: whatever is left
 * @returns a new tensor with memory of its own; `a` is not changed
 * @throws {ShapeError} if the sizes do not come out even
 */
export function reshape(a: Tensor, shape: Shape): Tensor {
  const target = completed(shape, a);
  const out = operation("reshape", [a], forward(), backward);
  return out;

  /** The elements of `a` in shape `target`. */
  function forward(): Values {
    // START CODE HERE (reshape.forward) ~1 line: the same elements in the same order, under the new shape
    throw notStarted("reshape.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (reshape.backward) ~1 line: the upstream gradient in the same order, under the old shape
    throw notStarted("reshape.backward");
    // END CODE HERE
  }
}

/** `shape` with its −1, if there is one, replaced by the size that is left. */
function completed(shape: Shape, a: Tensor): Shape {
  const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const complete = shape.map((size) => (size === -1 ? a.data.length / known : size));
  const fits = complete.every((size) => Number.isInteger(size) && size >= 1) && sizeOf(complete) === a.data.length;
  if (fits && shape.filter((size) => size === -1).length <= 1) return complete;
  throw new ShapeError(
    "reshape",
    `sizes whose product is ${a.data.length}, as [${a.shape.join(", ")}] has`,
    `[${shape.join(", ")}]`,
    "multiply the sizes; one of them may be −1",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
