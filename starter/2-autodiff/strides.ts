import { ShapeError } from "./errors.ts";
import { type Shape, sizeOf } from "./values.ts";

/**
 * How far apart in memory two neighbours along each axis lie, in elements.
 *
 * Row-major: the last axis is contiguous. `[2, 3, 4]` has strides `[12, 4, 1]`.
 */
export function stridesOf(shape: Shape): readonly number[] {
  const strides: number[] = [];
  let step = 1;
  for (const size of shape.toReversed()) {
    strides.unshift(step);
    step *= size;
  }
  return strides;
}

/** `shape` with axes of size 1 in front, until it has `rank` axes: `padShape([3], 2)` is `[1, 3]`. */
export function padShape(shape: Shape, rank: number): Shape {
  return [...Array<number>(rank - shape.length).fill(1), ...shape];
}

/**
 * Strides that read an array of shape `from` as if it had the larger shape `to`.
 *
 * Along an axis that is stretched the stride is 0, so every index there finds the same element:
 * `broadcastStrides([3, 1], [2, 3, 4])` is `[0, 1, 0]`.
 *
 * @throws {ShapeError} if `from` does not stretch to `to`; the smaller shape comes first
 */
export function broadcastStrides(from: Shape, to: Shape): readonly number[] {
  if (!stretchesTo(from, to)) {
    throw new ShapeError(
      "broadcastStrides(from, to)",
      "a shape `from` that stretches to `to`",
      `from [${from.join(", ")}] and to [${to.join(", ")}]`,
      stretchesTo(to, from) ? "exchange the two: the smaller shape comes first" : "align the shapes at their last axis",
    );
  }
  const padded = padShape(from, to.length);
  const strides = stridesOf(padded);
  return strides.map((stride, axis) => (padded[axis] === 1 ? 0 : stride));
}

/** Whether `from` can be stretched to `to` without `to` being stretched itself. */
export function stretchesTo(from: Shape, to: Shape): boolean {
  return from.length <= to.length && padShape(from, to.length).every((size, axis) => size === to[axis] || size === 1);
}

/**
 * Calls `visit(index, i)` for every index of `shape`, in row-major order.
 *
 * @param visit - `index` has one entry an axis and is reused between calls; `i` counts 0, 1, 2, …
 */
export function eachIndex(shape: Shape, visit: (index: readonly number[], i: number) => void): void {
  const size = sizeOf(shape);
  const index = shape.map(() => 0);
  for (let i = 0; i < size; i++) {
    visit(index, i);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
}

/** Every axis of `shape`: `[0, 1, …]`. */
export function allAxes(shape: Shape): readonly number[] {
  return shape.map((_, axis) => axis);
}

/**
 * The shapes that a reduction over `axes` leaves.
 *
 * @param axes - distinct; −1 is the last axis
 * @returns `kept`: `shape` with size 1 along `axes`; `dropped`: without those axes
 * @throws {ShapeError} if an axis does not exist or is named twice
 */
export function reducedShapes(shape: Shape, axes: readonly number[]): { kept: Shape; dropped: Shape } {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const exists = (axis: number) => Number.isInteger(axis) && axis >= 0 && axis < shape.length;
  if (reduced.size !== axes.length || ![...reduced].every(exists)) {
    throw new ShapeError(
      "axes",
      `distinct axes of shape [${shape.join(", ")}]`,
      `[${axes.join(", ")}]`,
      "axes count from 0, or from −1 backwards",
    );
  }
  return {
    kept: shape.map((size, axis) => (reduced.has(axis) ? 1 : size)),
    dropped: shape.filter((_, axis) => !reduced.has(axis)),
  };
}

/**
 * An axis of `shape`, counted from 0.
 *
 * @param axis - −1 is the last
 * @throws {ShapeError} if there is no such axis
 */
export function axisOf(axis: number, shape: Shape): number {
  const counted = axis < 0 ? axis + shape.length : axis;
  if (Number.isInteger(counted) && counted >= 0 && counted < shape.length) return counted;
  throw new ShapeError("axis", `an axis of shape [${shape.join(", ")}]`, `${axis}`, "axes count from 0, or from −1 backwards");
}
