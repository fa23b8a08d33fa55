/** @file You may use: the language, `ShapeError`, `sameShape`, and functions of your own (last region). */
import { notStarted, ShapeError } from "./errors.ts";
import { sameShape, type Values } from "./values.ts";

/**
 * How far two gradients are apart at worst: the largest `|a − b| / max(1, |a|, |b|)` over all elements.
 *
 * Relative where the numbers are large, absolute where they are small. What is not a number is infinitely wrong, also
 * beside its like: for NaN and NaN, or Infinity and Infinity, the result is NaN, so that no comparison `error < bound` can pass.
 *
 * @param b - of the shape of `a`
 * @throws {ShapeError} if the shapes differ
 */
export function gradientError(a: Values, b: Values): number {
  if (!sameShape(a.shape, b.shape)) throw differ(a, b);
  return largestError();

  /** The error of the element with the largest one. */
  function largestError(): number {
    // START CODE HERE (gradientError) ~3 lines: the largest difference, relative to the larger of both and of 1
    throw notStarted("gradientError");
    // END CODE HERE
  }
}

function differ(a: Values, b: Values): ShapeError {
  return new ShapeError(
    "gradientError",
    "two gradients of one shape",
    `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    "a gradient has the shape of its tensor: compare two of the same tensor",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
