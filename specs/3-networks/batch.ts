/** @file Batch norm and its parts, on dual numbers and on plain ones. */
import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { type Drawn, eachOf, positivesOf, shape, valuesOf, wideShape } from "../support/arbitraries.ts";
import { type DualTensor, lift } from "../support/dual-tensor.ts";
import { pick } from "../support/lists.ts";
import { exact, fill, type Measured, plus, type Shape, times, type Values } from "../support/values.ts";
import { layers } from "./layer-rows.ts";

/** Mean and variance of every feature over a batch, of shape `[1, …, 1, d]`. */
export function statisticsOf(x: DualTensor): { readonly mean: DualTensor; readonly variance: DualTensor } {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  return { mean: autodiff.mean.truth(x, axes, true), variance: layers.variance.truth(x, axes) };
}

/** What a running average is after one more number: `old · (1 − momentum) + fresh · momentum`. */
export function averageOf(old: Measured, fresh: Measured, momentum: number): Measured {
  const due = plus(times(old, 1 - momentum), times(fresh, momentum));
  // Right programs may also add momentum · (fresh − old), which is off by roundings of both.
  return { ...due, magnitude: due.magnitude.map((m, i) => m + pick(old.magnitude, i) + pick(fresh.magnitude, i)) };
}

/** The running statistics, of shape `[d]`. */
export interface Running {
  readonly mean: Measured;
  readonly variance: Measured;
}

/** The running statistics after a batch, whose variance counts n/(n − 1) times. */
export function runningAfter(before: Running, x: Values, batch: Running, momentum: number): Running {
  const n = x.data.length / before.mean.data.length;
  const flat = (v: Measured): Measured => ({ ...v, shape: before.mean.shape });
  return {
    mean: averageOf(before.mean, flat(batch.mean), momentum),
    variance: averageOf(before.variance, times(flat(batch.variance), n / (n - 1)), momentum),
  };
}

/** Statistics before any batch. */
export function runningFrom(mean: Values, variance: Values): Running {
  return { mean: exact(mean), variance: exact(variance) };
}

/** Numbers that do not move, with the errors that they may have. */
export function still(v: Measured): DualTensor {
  const { shape, elements } = lift(v);
  return { shape, elements: elements.map((x, i) => ({ ...x, magnitude: pick(v.magnitude, i) })) };
}

/** Shapes of batches of at least two rows: up to four axes in front of the features. */
export function batchShapes(features: number): fc.Arbitrary<Shape> {
  return shape({ minRank: 1, maxRank: 3 }).map((front): Shape => {
    const isOneRow = front.every((size) => size < 2);
    return isOneRow ? [...front.with(0, 2), features] : [...front, features];
  });
}

/** Shapes of hundreds of rows, on up to four axes, or of hundreds of features. */
export function wideBatches(features: number): fc.Arbitrary<Shape> {
  return fc.oneof(
    wideShape({ ranks: [1, 2, 4] }).map((front) => [...front, features]),
    fc.constantFrom<Shape>([3, 301], [2, 3, 80]),
  );
}

/** The running statistics and the momentum of a case. */
export function runningStatistics(d: number): {
  readonly mean: fc.Arbitrary<Values>;
  readonly variance: fc.Arbitrary<Values>;
  readonly momentum: fc.Arbitrary<number>;
} {
  return {
    mean: valuesOf([d], 1),
    variance: positivesOf([d]),
    momentum: fc.constantFrom(0.1, 0.5, 0.9, 0.25),
  };
}

/** Rows that spread, around 0 or somewhere else. */
export const spreadRows: Drawn = (s) => valuesOf(s, 2);

/** Features in columns whose variance is 0, or near ε = 10⁻⁵. */
export const nearlyEqualColumns: Drawn = (s) =>
  eachOf(s, fc.constantFrom(0, 1, -1, 2)).map(({ data }) => fill(s, (i) => 2 + pick(data, i) * 2 ** -8.5));
