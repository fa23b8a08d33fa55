/**
 * @file Tables of numbers that move along one direction: the truth of a training, which takes too many steps for dual numbers that are
 * objects. Magnitudes go by the rules of `support/dual.ts`, and `moving.test.ts` compares the two.
 */
import type { Values } from "../support/values.ts";

/** A table: its numbers, their derivatives along the direction, and the magnitudes of both. */
export interface Moving {
  readonly rows: number;
  readonly columns: number;
  readonly value: Float64Array;
  readonly size: Float64Array;
  readonly slope: Float64Array;
  readonly slopeSize: Float64Array;
}

/** A number and its derivative, with the magnitudes of both. */
export interface MovingNumber {
  readonly value: number;
  readonly size: number;
  readonly slope: number;
  readonly slopeSize: number;
}

/** A table that moves as `along` says; without that, one that stands still. A vector is a table of one row. */
export function moving({ shape, data }: Values, along?: Values): Moving {
  const [rows, columns] = shape.length === 2 ? [shape[0] ?? 1, shape[1] ?? 1] : [1, data.length];
  const slope = along?.data ?? new Float64Array(data.length);
  return { rows, columns, value: data, size: data.map(Math.abs), slope, slopeSize: slope.map(Math.abs) };
}

/** `x · w + b`, where b is one row. */
export function affine(x: Moving, w: Moving, b: Moving): Moving {
  const out = table(x.rows, w.columns);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < w.columns; j++) {
      let [value, size, slope, slopeSize] = [at(b.value, j), at(b.size, j), at(b.slope, j), at(b.slopeSize, j)];
      for (let p = 0; p < x.columns; p++) {
        const [k, l] = [i * x.columns + p, p * w.columns + j];
        const [a, c, ma, mc] = [at(x.value, k), at(w.value, l), at(x.size, k), at(w.size, l)];
        const [da, dc, mda, mdc] = [at(x.slope, k), at(w.slope, l), at(x.slopeSize, k), at(w.slopeSize, l)];
        value += a * c;
        size += Math.abs(a) * mc + Math.abs(c) * ma;
        slope += da * c + a * dc;
        slopeSize += Math.abs(da) * mc + Math.abs(c) * mda + Math.abs(a) * mdc + Math.abs(dc) * ma;
      }
      put(out, i * w.columns + j, { value, size, slope, slopeSize });
    }
  return out;
}

/** The hyperbolic tangent of every number. Right formulas form it, and its slope, as differences from 1. */
export function bent(x: Moving): Moving {
  const out = table(x.rows, x.columns);
  x.value.forEach((z, i) => {
    const y = Math.tanh(z);
    const [first, second] = [1 - y * y, 2 * Math.abs(y) * (1 - y * y)];
    const slope = at(x.slope, i);
    put(out, i, {
      value: y,
      size: Math.abs(y) + first * at(x.size, i) + 1,
      slope: first * slope,
      slopeSize: first * at(x.slopeSize, i) + Math.abs(slope) * (first + second * at(x.size, i) + 1),
    });
  });
  return out;
}

/** The mean cross-entropy of a row of scores an example. */
export function crossEntropy(scores: Moving, labels: readonly number[]): MovingNumber {
  const { rows: n, columns } = scores;
  let [value, size, slope, slopeSize] = [0, 0, 0, 0];
  labels.forEach((label, i) => {
    const from = i * columns;
    const row = scores.value.subarray(from, from + columns);
    const largest = row.reduce((most, x) => Math.max(most, x), -Infinity);
    const total = row.reduce((sum, x) => sum + Math.exp(x - largest), 0);
    const own = from + label;
    value += Math.log(total) - (at(scores.value, own) - largest);
    slope -= at(scores.slope, own);
    size += at(scores.size, own) + 2 * Math.abs(largest) + Math.log(total) + 1;
    slopeSize += at(scores.slopeSize, own);
    let [shareSize, mean] = [0, 0];
    row.forEach((x, k) => {
      const share = Math.exp(x - largest) / total;
      shareSize += share * (at(scores.size, from + k) + Math.abs(largest) + 1);
      slope += share * at(scores.slope, from + k);
      mean += share * Math.abs(at(scores.slope, from + k));
    });
    size += shareSize;
    row.forEach((x, k) => {
      const share = Math.exp(x - largest) / total;
      const moves = at(scores.size, from + k) + Math.abs(largest) + 1 + shareSize;
      slopeSize += share * (at(scores.slopeSize, from + k) + Math.abs(at(scores.slope, from + k)) * moves);
    });
    slopeSize += mean;
  });
  return { value: value / n, size: size / n, slope: slope / n, slopeSize: slopeSize / n };
}

function table(rows: number, columns: number): Moving {
  const numbers = () => new Float64Array(rows * columns);
  return { rows, columns, value: numbers(), size: numbers(), slope: numbers(), slopeSize: numbers() };
}

function put(out: Moving, i: number, { value, size, slope, slopeSize }: MovingNumber): void {
  out.value[i] = value;
  out.size[i] = size;
  out.slope[i] = slope;
  out.slopeSize[i] = slopeSize;
}

/** Numbers stand wherever they are looked for; a missing one would be NaN, which is never right. */
function at(numbers: Float64Array, i: number): number {
  return numbers[i] ?? Number.NaN;
}
