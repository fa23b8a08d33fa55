/** @file You may use: the language, `ShapeError`, `padShape`, and functions of your own (last region). */
import { notStarted, ShapeError } from "./errors.ts";
import { padShape } from "./strides.ts";
import type { Shape } from "./values.ts";

/**
 * The shape that two arrays have after broadcasting: align the shapes at their *last* axis;
 * where sizes are equal they stay, where one of them is 1 (or missing) it is stretched to the other.
 *
 * `[3, 1]` and `[2, 1, 4]` give `[2, 3, 4]`. `padShape(shape, n)` writes the missing 1s in front, up to n axes.
 *
 * @throws {ShapeError} if two aligned sizes differ and neither is 1: `throw notBroadcastable(a, b)` names both shapes
 * @see NumPy, "Broadcasting"; PyTorch, "Broadcasting semantics"
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  // START CODE HERE (broadcastShapes) ~4 lines: aligned at the last axis, equal sizes stay and a size of 1 is stretched
  // line them up on the right, then go through the columns
  const length = Math.max(a.length, b.length);
  const x = padShape(a, length);
  const y = padShape(b, length);
  const result: number[] = [];
  for (let i = 0; i < length; i++) {
    if (x[i] === y[i]) {
      result.push(x[i]);
    } else if (x[i] === 1) {
      result.push(y[i]);
    } else if (y[i] === 1) {
      result.push(x[i]);
    } else {
      console.log("does not fit:", x[i], y[i]);
      throw notBroadcastable(a, b);
    }
  }
  return result;
  // END CODE HERE
}

/** The error for two shapes that do not fit each other; throw it. */
export function notBroadcastable(a: Shape, b: Shape): ShapeError {
  return new ShapeError(
    "broadcast",
    "two shapes whose sizes, aligned at the last axis, are equal or 1",
    `[${a.join(", ")}] and [${b.join(", ")}]`,
    "reshape one of them so that the axes to be stretched have size 1",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
