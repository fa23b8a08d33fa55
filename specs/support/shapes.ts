import { exact, fill, type Measured, sameShape, type Shape, sizeOf, tabulate, type Values } from "./values.ts";

// The grader's own index arithmetic. It divides by sizes, while the course uses strides, so that the two do not share a
// mistake.

/** The multi-index of position `i` in row-major order. */
export function indexOf(i: number, shape: Shape): readonly number[] {
  const index = [...shape];
  let rest = i;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}

/** The row-major position of a multi-index. */
export function positionOf(index: readonly number[], shape: Shape): number {
  return shape.reduce((position, size, axis) => position * size + (index[axis] ?? 0), 0);
}

/** The position in an array of shape `from` of the element that index `index` of a broadcast array reads. */
export function sourceOf(index: readonly number[], from: Shape): number {
  const missing = index.length - from.length;
  let position = 0;
  for (const [axis, size] of from.entries())
    position = position * size + (size === 1 ? 0 : (index[missing + axis] ?? 0));
  return position;
}

/** For every position of `to`, the position in `from` that it reads after broadcasting. */
export function broadcastMap(from: Shape, to: Shape): readonly number[] {
  if (sameShape(from, to)) return tabulate(sizeOf(to), (i) => i);
  const missing = to.length - from.length;
  // Axis by axis: where a place along the axes so far is read, its parts along the next one are.
  return to.reduce<readonly number[]>(
    (read, size, axis) => {
      const own = from[axis - missing] ?? 1;
      const parts: number[] = [];
      for (const at of read) for (let k = 0; k < size; k++) parts.push(at * own + (own === 1 ? 0 : k));
      return parts;
    },
    [0],
  );
}

/** Values as they are read where they are stretched to a larger shape. */
export function stretch(x: Values, to: Shape): Measured {
  const from = broadcastMap(x.shape, to);
  return exact(fill(to, (i) => x.data[from[i] ?? -1] ?? Number.NaN));
}

/** The broadcast shape, or undefined if the shapes do not fit each other. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const out = tabulate(rank, (axis) => {
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

/** How many numbers there are, and how many a shape asks for. */
export function showMisfit(length: number, shape: Shape): string {
  const numbers = length === 1 ? "number" : "numbers";
  return `data has ${length} ${numbers}, shape ${showShape(shape)} asks for ${sizeOf(shape)}`;
}
