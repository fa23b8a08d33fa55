/** @file You may use: the language, `ShapeError`, `stretchesTo`, `unbroadcast`, `sameShape`, and functions of your own (last region). */
import { notStarted, ShapeError } from "./errors.ts";
import { stretchesTo } from "./strides.ts";
import type { Tensor } from "./tensor.ts";
import { unbroadcast } from "./unbroadcast.ts";
import { expectValues, sameShape, type Values } from "./values.ts";

/**
 * Adds one more share to the gradient of `tensor`: `∂L/∂tensor += share`.
 *
 * A share that has a larger shape, because `tensor` was broadcast, is summed down with your `unbroadcast` first.
 * Constants (`requiresGrad: false`) receive nothing. The adding itself is your part: `addInto`, below.
 *
 * @param share - its shape is that of `tensor`, or what that was stretched to; not changed
 * @throws {ShapeError} if the share fits the tensor in neither way
 */
export function accumulate(tensor: Tensor, share: Values): void {
  expectValues("a share for accumulate", share);
  if (!tensor.requiresGrad) return;
  if (!stretchesTo(tensor.shape, share.shape)) throw doesNotFit("accumulate", tensor, share);
  const fitting = sameShape(share.shape, tensor.shape) ? share : unbroadcast(share, tensor.shape);
  if (!sameShape(fitting.shape, tensor.shape)) throw doesNotFit("unbroadcast", tensor, fitting);
  addInto(tensor.grad.data, fitting.data);
}

function doesNotFit(what: string, tensor: Tensor, share: Values): ShapeError {
  return new ShapeError(
    what,
    `a share for a tensor of shape [${tensor.shape.join(", ")}]`,
    `shape [${share.shape.join(", ")}]`,
    "a gradient has the shape of its tensor, or of what that was stretched to",
  );
}

/**
 * Adds `share` to `total`, element by element.
 *
 * @param total - the gradient so far; changed
 * @param share - as long as `total`; not changed
 */
function addInto(total: Float64Array, share: Float64Array): void {
  // START CODE HERE (accumulate) ~1 line: what came along one path is added to what came along the others
  throw notStarted("accumulate");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
