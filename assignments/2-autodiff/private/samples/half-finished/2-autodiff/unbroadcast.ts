/** @file You may use: the language, `offset`, `broadcastStrides`, `eachIndex`, `zeros`, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import { offset } from "./offset.ts";
import { broadcastStrides, eachIndex } from "./strides.ts";
import { type Shape, type Values, zeros } from "./values.ts";

/**
 * The reverse of broadcasting: sums `upstream` over every axis along which `shape` was stretched.
 *
 * One element that was read many times in the forward pass has many paths to the result;
 * its gradient is the sum over them.
 *
 * @param upstream - its shape is `shape` broadcast to something at least as large
 * @param shape - the shape before broadcasting
 * @returns new Values of shape `shape`; `upstream` is not changed
 */
export function unbroadcast(upstream: Values, shape: Shape): Values {
  // START CODE HERE (unbroadcast) ~4 lines: every element of upstream is added to the element that was read for it
  // broadcasting puts new axes in front, so cut upstream into blocks and add the blocks up
  const extra = upstream.shape.length - shape.length;
  const block = zeros(upstream.shape.slice(extra));
  for (let i = 0; i < upstream.data.length; i++) {
    block.data[i % block.data.length] += upstream.data[i];
  }
  return block;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
