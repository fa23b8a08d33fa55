import { notStarted, ShapeError } from "../errors.ts";
import { axisOf } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { sameShape } from "../values.ts";
import { concat } from "./concat.ts";
import { reshape } from "./reshape.ts";

/**
 * Tensors of one shape side by side along a *new* axis: three of shape `[2]` along axis 0 give `[3, 2]`, along axis 1
 * `[2, 3]`.
 *
 * It is made of operations, so it needs no backward: the gradients find their way through those.
 *
 * `inner` is the shape that all tensors have; `along` is where the new axis stands in the result, counted from 0.
 *
 * @param tensors - at least one, all of one shape
 * @param axis - where the new axis stands in the result; −1: as the last
 * @returns a new tensor; the operands are not changed
 * @throws {ShapeError} if the shapes differ, or the axis does not exist
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const inner = tensors[0]?.shape ?? [];
  const along = axisOf(axis, [1, ...inner]);
  if (tensors.length === 0 || !tensors.every((tensor) => sameShape(tensor.shape, inner))) throw differ(tensors);
  return joined();

  /** All tensors as the layers of one. */
  function joined(): Tensor {
    // START CODE HERE (stack) ~2 lines: every tensor is given the new axis, of size 1, and all are joined along it
    const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
    return concat(layers, along);
    // END CODE HERE
  }
}

function differ(tensors: readonly Tensor[]): ShapeError {
  return new ShapeError(
    "stack",
    "at least one tensor, all of one shape",
    tensors.length === 0 ? "none" : tensors.map(({ shape }) => `[${shape.join(", ")}]`).join(" and "),
    "reshape or slice them first; concat joins tensors along an axis that they have",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
