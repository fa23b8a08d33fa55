/** @file The functions that this assignment exports to programs, and the truth about each. */
import { constant, type Dual, larger, minus, over, plus, scale, smooth, times, total } from "../support/dual.ts";
import * as draw from "../support/operation-rules.ts";
import {
  composedOperation,
  constantOperation,
  graphFunction,
  plainFunction,
  tensorOperation,
} from "../support/course-functions.ts";
import { build, type DualTensor, elementAt, elementOf, elementwise, pairwise } from "../support/dual-tensor.ts";
import { broadcast, broadcastMap, indexOf, reduceShape, sourceOf } from "../support/shapes.ts";
import { type Measured, type Shape, sizeOf, tabulate, type Values } from "../support/values.ts";

/** The assignment's rows of the table in `support/operations.ts`, by the names of the exports. */
export const autodiff = {
  offset: plainFunction("2-autodiff/offset.ts", offset),
  broadcastShapes: plainFunction("2-autodiff/broadcast-shapes.ts", broadcastShapes),
  unbroadcast: plainFunction("2-autodiff/unbroadcast.ts", sumDown),
  accumulate: graphFunction("2-autodiff/accumulate.ts"),
  topologicalOrder: graphFunction("2-autodiff/topological-order.ts"),
  topologicalOrderIterative: graphFunction("2-autodiff/topological-order-iterative.ts"),
  backward: graphFunction("2-autodiff/backward.ts"),
  gradientError: plainFunction("2-autodiff/gradient-error.ts", measureError),
  add: tensorOperation("2-autodiff/ops/add.ts", ["1", "1"], pairwise(plus), draw.stretching),
  sub: tensorOperation("2-autodiff/ops/sub.ts", ["1", "−1"], pairwise(minus), draw.stretching),
  mul: tensorOperation("2-autodiff/ops/mul.ts", ["b", "a"], pairwise(times), draw.stretching),
  multiply: tensorOperation("2-autodiff/ops/multiply.ts", ["y", "x"], pairwise(times), draw.stretching),
  div: tensorOperation("2-autodiff/ops/div.ts", ["1/b", "−a/b²"], pairwise(over), draw.dividing),
  neg: tensorOperation("2-autodiff/ops/neg.ts", ["−1"], elementwise(negate), draw.everywhere),
  exp: tensorOperation("2-autodiff/ops/exp.ts", ["out"], elementwise(exponential), draw.exponential),
  log: tensorOperation("2-autodiff/ops/log.ts", ["1/a"], elementwise(logarithm), draw.logarithm),
  pow: tensorOperation("2-autodiff/ops/pow.ts", ["n·aⁿ⁻¹"], pow, draw.power),
  sum: tensorOperation("2-autodiff/ops/sum.ts", ["1"], sum, draw.reducing),
  mean: tensorOperation("2-autodiff/ops/mean.ts", ["1/n"], mean, draw.reducing),
  max: tensorOperation("2-autodiff/ops/max.ts", ["1"], max, draw.choosing),
  reshape: tensorOperation("2-autodiff/ops/reshape.ts", ["1"], reshape, draw.reshaping),
  transpose: tensorOperation("2-autodiff/ops/transpose.ts", ["1"], transpose, draw.transposing),
  slice: tensorOperation("2-autodiff/ops/slice.ts", ["1"], slice, draw.slicing),
  gather: tensorOperation("2-autodiff/ops/gather.ts", ["1"], gather, draw.gathering),
  concat: tensorOperation("2-autodiff/ops/concat.ts", ["1"], concat, draw.joining),
  stack: composedOperation("2-autodiff/ops/stack.ts", stack, draw.stacking),
  matmul: tensorOperation("2-autodiff/ops/matmul.ts", ["b", "a"], multiplyMatrices, draw.multiplyingMatrices),
  detach: constantOperation("2-autodiff/detach.ts", elementwise(stop), draw.everywhere),
  zeros: constantOperation("2-autodiff/creation.ts", (shape: Shape) => build(shape, () => constant(0))),
} as const;

function offset(index: readonly number[], strides: readonly number[]): number {
  return index.reduce((sum, at, axis) => sum + at * (strides[axis] ?? Number.NaN), 0);
}

function broadcastShapes(a: Shape, b: Shape): Shape {
  return broadcast(a, b) ?? [];
}

function negate(x: Dual): Dual {
  return scale(x, -1);
}

/** The number as a constant, with the magnitude of the terms that made it. */
function stop({ value, magnitude }: Dual): Dual {
  return { ...constant(value), magnitude };
}

function exponential(x: Dual): Dual {
  const value = Math.exp(x.value);
  return smooth(x, { value, first: value, second: value });
}

function logarithm(x: Dual): Dual {
  return smooth(x, { value: Math.log(x.value), first: 1 / x.value, second: -1 / x.value ** 2 });
}

function pow(a: DualTensor, n: number): DualTensor {
  return elementwise((x) => power(x, n))(a);
}

/** `xⁿ`. A derivative whose factor is 0 is 0, also where the rest of the formula is infinite. */
function power(x: Dual, n: number): Dual {
  const derivative = (factor: number, order: number) => (factor === 0 ? 0 : factor * x.value ** (n - order));
  return smooth(x, { value: x.value ** n, first: derivative(n, 1), second: derivative(n * (n - 1), 2) });
}

/** The elements of `a` in groups: those that a reduction over `axes` brings together, in row-major order. */
function group(a: DualTensor, axes: readonly number[]): readonly (readonly Dual[])[] {
  const kept = reduceShape(a.shape, axes, true);
  const groups = Array.from({ length: sizeOf(kept) }, (): Dual[] => []);
  const owners = broadcastMap(kept, a.shape);
  a.elements.forEach((x, i) => groups[owners[i] ?? -1]?.push(x));
  return groups;
}

function everyAxis({ shape }: DualTensor): readonly number[] {
  return shape.map((_, axis) => axis);
}

function sum(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  return { shape: reduceShape(a.shape, axes, keepDims), elements: group(a, axes).map((members) => total(members)) };
}

function mean(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  const elements = group(a, axes).map((members) => scale(total(members), 1 / members.length));
  return { shape: reduceShape(a.shape, axes, keepDims), elements };
}

function max(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  const winners = group(a, axes).map(([first, ...rest]) =>
    rest.reduce<{ readonly max: Dual; readonly atKink: boolean }>(
      (so, x) => {
        const { max, atKink } = larger(so.max, x);
        // A tie below the largest element is no kink.
        return { max, atKink: atKink || (so.atKink && max === so.max) };
      },
      { max: first ?? constant(Number.NaN), atKink: false },
    ),
  );
  const shape = reduceShape(a.shape, axes, keepDims);
  return { shape, elements: winners.map(({ max }) => max), atKink: winners.some(({ atKink }) => atKink) };
}

function reshape(a: DualTensor, shape: Shape): DualTensor {
  const known = shape.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return { ...a, shape: shape.map((size) => (size < 0 ? a.elements.length / known : size)) };
}

function transpose(a: DualTensor, axes: readonly number[] = everyAxis(a).toReversed()): DualTensor {
  const order = axes.map((axis) => (axis + a.shape.length) % a.shape.length);
  return build(
    order.map((axis) => a.shape[axis] ?? 0),
    (index) => {
      const source = a.shape.map((_, axis) => index[order.indexOf(axis)] ?? -1);
      return elementAt(a, source);
    },
  );
}

function slice(a: DualTensor, axis: number, from: number, to: number): DualTensor {
  const along = (axis + a.shape.length) % a.shape.length;
  return build(a.shape.with(along, to - from), (index) => elementAt(a, index.with(along, (index[along] ?? 0) + from)));
}

function concat(tensors: readonly DualTensor[], axis = 0): DualTensor {
  const first = tensors[0]?.shape ?? [];
  const along = (axis + first.length) % first.length;
  const owners = tensors.flatMap((tensor) =>
    Array.from({ length: tensor.shape[along] ?? 0 }, (_, place) => ({ tensor, place })),
  );
  return build(first.with(along, owners.length), (index) => {
    const owner = owners[index[along] ?? -1];
    return owner === undefined ? constant(Number.NaN) : elementAt(owner.tensor, index.with(along, owner.place));
  });
}

function stack(tensors: readonly DualTensor[], axis = 0): DualTensor {
  const inner = tensors[0]?.shape ?? [];
  const along = axis < 0 ? axis + inner.length + 1 : axis;
  return build(inner.toSpliced(along, 0, tensors.length), (index) => {
    const layer = tensors[index[along] ?? -1];
    return layer === undefined ? constant(Number.NaN) : elementAt(layer, index.toSpliced(along, 1));
  });
}

function gather(a: DualTensor, rows: readonly number[]): DualTensor {
  return build([rows.length, ...a.shape.slice(1)], ([i = -1, ...rest]) => elementAt(a, [rows[i] ?? -1, ...rest]));
}

function multiplyMatrices(a: DualTensor, b: DualTensor): DualTensor {
  const [m = 0, k = 0] = a.shape.slice(-2);
  const n = b.shape.at(-1) ?? 0;
  const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)) ?? [];
  const wide = (tensor: DualTensor, index: readonly number[]) => elementOf(tensor, sourceOf(index, tensor.shape));
  return build([...batch, m, n], (index) => {
    const [outer, [i = -1, j = -1]] = [index.slice(0, -2), index.slice(-2)];
    return total(tabulate(k, (p) => times(wide(a, [...outer, i, p]), wide(b, [...outer, p, j]))));
  });
}

/** The largest `|a − b| / max(1, |a|, |b|)`; NaN if anything is not a number. */
function measureError(a: Values, b: Values): number {
  const errors = Array.from(a.data, (x, i) => {
    const y = b.data[i] ?? Number.NaN;
    return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
  });
  return Math.max(0, ...errors);
}

/** `upstream` summed down to `shape`, with magnitudes. */
function sumDown(upstream: Values, shape: Shape): Measured {
  const data = new Float64Array(sizeOf(shape));
  const magnitude = new Float64Array(data.length);
  upstream.data.forEach((g, i) => {
    const at = sourceOf(indexOf(i, upstream.shape), shape);
    data[at] = (data[at] ?? 0) + g;
    magnitude[at] = (magnitude[at] ?? 0) + Math.abs(g);
  });
  return { shape, data, magnitude };
}
