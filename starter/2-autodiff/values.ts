import { ShapeError } from "./errors.ts";

/** Sizes along the axes, outermost first; `[]` is a single number. Every size is at least 1. */
export type Shape = readonly number[];

/** An array of numbers: `data` holds the elements of `shape` in row-major order. */
export interface Values {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** How many elements `shape` has: the product of its sizes, 1 for `[]`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Numbers with a shape, checked.
 *
 * @param data - the elements in row-major order
 * @param shape - without it, a vector as long as `data`
 * @throws {ShapeError} if `data` does not have as many elements as `shape` asks for
 */
export function values(data: ArrayLike<number>, shape: Shape = [data.length]): Values {
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      "values",
      `${sizeOf(shape)} numbers for shape [${shape.join(", ")}]`,
      `${data.length}`,
      "count the elements, or leave the shape out for a vector",
    );
  }
  return { shape, data: Float64Array.from(data) };
}

/**
 * The same Values, if that is what they are.
 *
 * @param what - who made them, for the message
 * @throws {ShapeError} if something else came, or nothing
 */
export function expectValues(what: string, made: Values | undefined): Values {
  if (made?.shape !== undefined && made.data instanceof Float64Array) return made;
  const expected = "Values, { shape, data }";
  if (typeof made === "number")
    throw new ShapeError(what, expected, "a number", "arithmetic on all elements is mapEach or zipWith: mapEach(v, (x) => -x)");
  if (Array.isArray(made?.data))
    throw new ShapeError(what, expected, "a plain array as data", "make it a Float64Array: new Float64Array(size)");
  throw new ShapeError(
    what,
    expected,
    made === undefined ? "nothing" : "something else",
    "is a `return` missing? zipWith, mapEach and zeros make Values",
  );
}

/** Zeros of the given shape. */
export function zeros(shape: Shape): Values {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}

/** Ones of the given shape. */
export function ones(shape: Shape): Values {
  return filled(shape, 1);
}

/** The same number everywhere. */
export function filled(shape: Shape, x: number): Values {
  return { shape, data: new Float64Array(sizeOf(shape)).fill(x) };
}

/** Whether two shapes have the same sizes along the same axes. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
