/** @file Nothing to fill: work on the lines of an array along one axis, such as the rows of a matrix along axis 1. */
import { ShapeError } from "../2-autodiff/errors.ts";
import { axisOf, stridesOf } from "../2-autodiff/strides.ts";
import { type Shape, type Values, zeros } from "../2-autodiff/values.ts";

/** Some numbers in a row. */
export type Line = Float64Array;

/**
 * `f` of every line along an axis.
 *
 * Along axis 1 the lines of a matrix are its rows, along axis 0 its columns. `f` gets a copy.
 *
 * @param axis - −1 is the last
 * @param f - returns as many numbers as it gets
 * @returns new Values of the same shape; `a` is not changed
 * @throws {ShapeError} if the axis does not exist, or `f` returns more numbers or fewer
 */
export function mapLines(a: Values, axis: number, f: (line: Line) => ArrayLike<number>): Values {
  const out = zeros(a.shape);
  eachLine(a.shape, axis, (places) => {
    const line = f(places.map((place) => a.data[place]));
    if (line?.length !== places.length) throw wrongLength(places.length, line);
    places.forEach((place, i) => void (out.data[place] = line[i]));
  });
  return out;
}

/**
 * `f` of every pair of lines that have the same place in two arrays of one shape.
 *
 * @param axis - −1 is the last
 * @param f - returns as many numbers as each line has
 * @returns new Values of the same shape; `a` and `b` are not changed
 * @throws {ShapeError} if the axis does not exist, or `f` returns more numbers or fewer
 */
export function zipLines(a: Values, b: Values, axis: number, f: (x: Line, y: Line) => ArrayLike<number>): Values {
  const out = zeros(a.shape);
  eachLine(a.shape, axis, (places) => {
    const line = f(places.map((place) => a.data[place]), places.map((place) => b.data[place]));
    if (line?.length !== places.length) throw wrongLength(places.length, line);
    places.forEach((place, i) => void (out.data[place] = line[i]));
  });
  return out;
}

/** The sum of all numbers of a line. */
export function sumOf(line: Line): number {
  return line.reduce((sum, x) => sum + x, 0);
}

/** Calls `visit` with the places in `data` of every line along an axis. */
function eachLine(shape: Shape, axis: number, visit: (places: Float64Array) => void): void {
  const along = axisOf(axis, shape);
  const [length, step] = [shape[along], stridesOf(shape)[along]];
  const size = shape.reduce((product, n) => product * n, 1);
  for (let start = 0; start < size; start++) {
    // A line begins where its index along the axis is 0.
    if (Math.floor(start / step) % length > 0) continue;
    visit(Float64Array.from({ length }, (_, i) => start + i * step));
  }
}

function wrongLength(expected: number, line: ArrayLike<number> | undefined): ShapeError {
  return new ShapeError(
    "a line",
    `${expected} numbers`,
    line === undefined ? "nothing" : `${line.length}`,
    "return one number for every number of the line",
  );
}
