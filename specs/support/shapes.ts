import { type Shape, sizeOf } from "./values.ts";

// The grader's own index arithmetic. It recurs over axes, while the course uses strides, so that the two do not share a
// mistake.

/** The multi-index of position `i` in row-major order. */
export function indexOf(i: number, shape: Shape): readonly number[] {
  const [, ...inner] = shape;
  if (shape.length === 0) return [];
  const block = sizeOf(inner);
  return [Math.floor(i / block), ...indexOf(i % block, inner)];
}

/** The row-major position of a multi-index. */
export function positionOf(index: readonly number[], shape: Shape): number {
  return shape.reduce((position, size, axis) => position * size + (index[axis] ?? 0), 0);
}

/** The position in an array of shape `from` of the element that index `index` of a broadcast array reads. */
export function sourceOf(index: readonly number[], from: Shape): number {
  const aligned = index.slice(index.length - from.length);
  return positionOf(
    aligned.map((at, axis) => (from[axis] === 1 ? 0 : at)),
    from,
  );
}

/** For every position of `to`, the position in `from` that it reads after broadcasting. */
export function broadcastMap(from: Shape, to: Shape): readonly number[] {
  return Array.from({ length: sizeOf(to) }, (_, i) => sourceOf(indexOf(i, to), from));
}

/** The broadcast shape, or undefined if the shapes do not fit each other. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const out = Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    return m === n || n === 1 ? m : m === 1 ? n : Number.NaN;
  });
  return out.some(Number.isNaN) ? undefined : out;
}

/** `shape` after a reduction over `axes`, which count from 0 or from −1 backwards. */
export function reduceShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  const gone = axes.map((axis) => (axis + shape.length) % shape.length);
  return keepDims
    ? shape.map((size, axis) => (gone.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !gone.includes(axis));
}

/** `[[1, 2], [3, 4]]`: one pair of brackets for each axis, and none for a number of shape `[]`. */
export function nest(numbers: readonly string[], [size, ...rest]: Shape): string {
  if (size === undefined) return numbers[0] ?? "";
  const width = numbers.length / size;
  const rows = Array.from({ length: size }, (_, i) => nest(numbers.slice(i * width, (i + 1) * width), rest));
  return `[${rows.join(", ")}]`;
}

/** `[2, 3]`, as reports write shapes. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
