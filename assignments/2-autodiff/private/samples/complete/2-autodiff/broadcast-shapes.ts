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
  const rank: number = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis): number => {
    const [m, n] = [sizeAt(a, axis - rank), sizeAt(b, axis - rank)];
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw notBroadcastable(a, b);
  });
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
/** The size at a position counted from the end, −1 being the last; 1 where the shape has no such axis. */
function sizeAt(shape: Shape, fromEnd: number): number {
  return shape.at(fromEnd) ?? 1;
}
// END CODE HERE
