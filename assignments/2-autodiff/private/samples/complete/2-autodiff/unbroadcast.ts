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
  const result: Values = zeros(shape);
  for (const [i, share] of upstream.data.entries()) {
    result.data[placeOf(i, upstream.shape, shape)] += share;
  }
  return result;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
/** Where the element of the small array lies that was read for element `i` of the large one. */
function placeOf(i: number, large: Shape, small: Shape): number {
  let place = 0;
  let stride = 1;
  let rest = i;
  // From the last axis to the first; axes that only the large array has do not matter.
  for (let back = 1; back <= small.length; back++) {
    const stretched: number = large[large.length - back];
    const size: number = small[small.length - back];
    if (size > 1) place += (rest % stretched) * stride;
    stride *= size;
    rest = Math.floor(rest / stretched);
  }
  return place;
}
// END CODE HERE
