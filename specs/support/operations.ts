/**
 * @file The one table of what the course exports to programs: where it stands, what it takes, what is true of it.
 *
 * A tensor operation's truth is written on dual numbers, so its derivative comes along by itself.
 */
import { constant, type Dual, larger, minus, over, plus, scale, smooth, times, total } from "./dual.ts";
import { broadcast, broadcastMap, indexOf, positionOf, reduced, sourceOf } from "./shapes.ts";
import { type Measured, type Shape, sizeOf, type Values } from "./values.ts";

/** A tensor of the grader's truth. */
export interface DualTensor {
  readonly shape: Shape;
  readonly elements: readonly Dual[];
  /** Whether rounding decides which branch made one of the elements, and the branches move differently. */
  readonly atKink?: boolean;
}

/**
 * An operation on tensors. `locals` names what each operand's upstream gradient is multiplied by; `flows` says whether
 * gradients go through it at all.
 */
export interface TensorOperation<A extends readonly unknown[]> {
  readonly kind: "tensor";
  readonly file: string;
  readonly truth: (...operands: A) => DualTensor;
  readonly locals: readonly string[];
  readonly flows: boolean;
}

/** A function on plain data; `truth` is what it returns. */
export interface PlainFunction<A extends readonly unknown[], R> {
  readonly kind: "plain";
  readonly file: string;
  readonly truth: (...operands: A) => R;
}

/** A function on the graph itself. Its laws judge it from the graph that they built. */
export interface GraphFunction {
  readonly kind: "graph";
  readonly file: string;
}

/** Everything that a program may call, by the name of its export. */
export const operations = {
  offset: plain("2-autodiff/offset.ts", (index: readonly number[], strides: readonly number[]) =>
    index.reduce((sum, at, axis) => sum + at * (strides[axis] ?? Number.NaN), 0),
  ),
  broadcastShapes: plain("2-autodiff/broadcast-shapes.ts", (a: Shape, b: Shape): Shape => broadcast(a, b) ?? []),
  unbroadcast: plain("2-autodiff/unbroadcast.ts", summedTo),
  accumulate: graph("2-autodiff/accumulate.ts"),
  topologicalOrder: graph("2-autodiff/topological-order.ts"),
  topologicalOrderIterative: graph("2-autodiff/topological-order-iterative.ts"),
  backward: graph("2-autodiff/backward.ts"),
  gradientError: plain("2-autodiff/gradient-error.ts", errorOf),
  add: tensor("2-autodiff/ops/add.ts", ["1", "1"], (a: DualTensor, b: DualTensor) => zip(a, b, plus)),
  sub: tensor("2-autodiff/ops/sub.ts", ["1", "−1"], (a: DualTensor, b: DualTensor) => zip(a, b, minus)),
  mul: tensor("2-autodiff/ops/mul.ts", ["y", "x"], (a: DualTensor, b: DualTensor) => zip(a, b, times)),
  div: tensor("2-autodiff/ops/div.ts", ["1/y", "−x/y²"], (a: DualTensor, b: DualTensor) => zip(a, b, over)),
  multiply: tensor("2-autodiff/ops/multiply.ts", ["y", "x"], (a: DualTensor, b: DualTensor) => zip(a, b, times)),
  neg: tensor("2-autodiff/ops/neg.ts", ["−1"], (a: DualTensor) => map(a, (x) => scale(x, -1))),
  exp: tensor("2-autodiff/ops/exp.ts", ["out"], (a: DualTensor) => map(a, exponential)),
  log: tensor("2-autodiff/ops/log.ts", ["1/x"], (a: DualTensor) => map(a, logarithm)),
  pow: tensor("2-autodiff/ops/pow.ts", ["n·xⁿ⁻¹"], (a: DualTensor, n: number) => map(a, (x) => power(x, n))),
  sum: tensor("2-autodiff/ops/sum.ts", ["1"], sumOf),
  mean: tensor("2-autodiff/ops/mean.ts", ["1/n"], meanOf),
  max: tensor("2-autodiff/ops/max.ts", ["1"], maxOf),
  reshape: tensor("2-autodiff/ops/reshape.ts", ["1"], reshaped),
  transpose: tensor("2-autodiff/ops/transpose.ts", ["1"], transposed),
  slice: tensor("2-autodiff/ops/slice.ts", ["1"], sliced),
  concat: tensor("2-autodiff/ops/concat.ts", ["1"], joined),
  stack: tensor("2-autodiff/ops/stack.ts", ["1"], stacked),
  gather: tensor("2-autodiff/ops/gather.ts", ["1"], gathered),
  matmul: tensor("2-autodiff/ops/matmul.ts", ["y", "x"], matrixProduct),
  detach: still("2-autodiff/detach.ts", (a: DualTensor) => map(a, ({ value }) => constant(value))),
  zeros: still("2-autodiff/creation.ts", (shape: Shape) => ({
    shape,
    elements: Array.from({ length: sizeOf(shape) }, () => constant(0)),
  })),
} as const;

type Table = typeof operations;

/** The name of something in the table. */
export type OperationName = keyof Table;

/** The names of the operations that make tensors. */
export type TensorOperationName = {
  [K in OperationName]: Table[K]["kind"] extends "tensor" ? K : never;
}[OperationName];

/** The names of the functions on plain data. */
export type PlainFunctionName = { [K in OperationName]: Table[K]["kind"] extends "plain" ? K : never }[OperationName];

function tensor<A extends readonly unknown[]>(
  file: string,
  locals: readonly string[],
  truth: (...operands: A) => DualTensor,
): TensorOperation<A> {
  return { kind: "tensor", file, locals, truth, flows: true };
}

/** An operation whose result is a constant, or a leaf. */
function still<A extends readonly unknown[]>(file: string, truth: (...operands: A) => DualTensor): TensorOperation<A> {
  return { kind: "tensor", file, locals: [], truth, flows: false };
}

function plain<A extends readonly unknown[], R>(file: string, truth: (...operands: A) => R): PlainFunction<A, R> {
  return { kind: "plain", file, truth };
}

function graph(file: string): GraphFunction {
  return { kind: "graph", file };
}

function zip(a: DualTensor, b: DualTensor, f: (x: Dual, y: Dual) => Dual): DualTensor {
  const shape = broadcast(a.shape, b.shape) ?? [];
  const [fromA, fromB] = [broadcastMap(a.shape, shape), broadcastMap(b.shape, shape)];
  return { shape, elements: fromA.map((i, at) => f(element(a, i), element(b, fromB[at] ?? -1))) };
}

function map(a: DualTensor, f: (x: Dual) => Dual): DualTensor {
  return { shape: a.shape, elements: a.elements.map(f) };
}

function exponential(x: Dual): Dual {
  const value = Math.exp(x.value);
  return smooth(x, { value, first: value, second: value });
}

function logarithm(x: Dual): Dual {
  return smooth(x, { value: Math.log(x.value), first: 1 / x.value, second: -1 / x.value ** 2 });
}

/** `xⁿ`. A derivative whose factor is 0 is 0, also where the rest of the formula is infinite. */
function power(x: Dual, n: number): Dual {
  const derivative = (factor: number, order: number) => (factor === 0 ? 0 : factor * x.value ** (n - order));
  return smooth(x, { value: x.value ** n, first: derivative(n, 1), second: derivative(n * (n - 1), 2) });
}

/** The elements of `a` in groups: those that a reduction over `axes` brings together, in row-major order. */
function grouped(a: DualTensor, axes: readonly number[]): readonly (readonly Dual[])[] {
  const kept = reduced(a.shape, axes, true);
  const groups = Array.from({ length: sizeOf(kept) }, (): Dual[] => []);
  a.elements.forEach((x, i) => groups[sourceOf(indexOf(i, a.shape), kept)]?.push(x));
  return groups;
}

function everyAxis({ shape }: DualTensor): readonly number[] {
  return shape.map((_, axis) => axis);
}

function sumOf(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  return { shape: reduced(a.shape, axes, keepDims), elements: grouped(a, axes).map(total) };
}

function meanOf(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  const elements = grouped(a, axes).map((group) => scale(total(group), 1 / group.length));
  return { shape: reduced(a.shape, axes, keepDims), elements };
}

function maxOf(a: DualTensor, axes = everyAxis(a), keepDims = false): DualTensor {
  const winners = grouped(a, axes).map(([first, ...rest]) =>
    rest.reduce<{ readonly max: Dual; readonly atKink: boolean }>(
      (so, x) => {
        const { max, atKink } = larger(so.max, x);
        // Whoever was tied with a loser is no longer at a kink.
        return { max, atKink: atKink || (so.atKink && max === so.max) };
      },
      { max: first ?? constant(Number.NaN), atKink: false },
    ),
  );
  const shape = reduced(a.shape, axes, keepDims);
  return { shape, elements: winners.map(({ max }) => max), atKink: winners.some(({ atKink }) => atKink) };
}

function reshaped(a: DualTensor, shape: Shape): DualTensor {
  const known = shape.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return { ...a, shape: shape.map((size) => (size < 0 ? a.elements.length / known : size)) };
}

function transposed(a: DualTensor, axes: readonly number[] = everyAxis(a).toReversed()): DualTensor {
  const order = axes.map((axis) => (axis + a.shape.length) % a.shape.length);
  return built(
    order.map((axis) => a.shape[axis] ?? 0),
    (index) => {
      const source = a.shape.map((_, axis) => index[order.indexOf(axis)] ?? -1);
      return at(a, source);
    },
  );
}

function sliced(a: DualTensor, axis: number, from: number, to: number): DualTensor {
  const along = (axis + a.shape.length) % a.shape.length;
  return built(a.shape.with(along, to - from), (index) => at(a, index.with(along, (index[along] ?? 0) + from)));
}

function joined(tensors: readonly DualTensor[], axis = 0): DualTensor {
  const first = tensors[0]?.shape ?? [];
  const along = (axis + first.length) % first.length;
  const owners = tensors.flatMap((tensor) =>
    Array.from({ length: tensor.shape[along] ?? 0 }, (_, place) => ({ tensor, place })),
  );
  return built(first.with(along, owners.length), (index) => {
    const owner = owners[index[along] ?? -1];
    return owner === undefined ? constant(Number.NaN) : at(owner.tensor, index.with(along, owner.place));
  });
}

function stacked(tensors: readonly DualTensor[], axis = 0): DualTensor {
  const inner = tensors[0]?.shape ?? [];
  const along = axis < 0 ? axis + inner.length + 1 : axis;
  return built(inner.toSpliced(along, 0, tensors.length), (index) => {
    const layer = tensors[index[along] ?? -1];
    return layer === undefined ? constant(Number.NaN) : at(layer, index.toSpliced(along, 1));
  });
}

function gathered(a: DualTensor, rows: readonly number[]): DualTensor {
  return built([rows.length, ...a.shape.slice(1)], ([i = -1, ...rest]) => at(a, [rows[i] ?? -1, ...rest]));
}

function matrixProduct(a: DualTensor, b: DualTensor): DualTensor {
  const [m = 0, k = 0] = a.shape.slice(-2);
  const n = b.shape.at(-1) ?? 0;
  const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)) ?? [];
  const wide = (tensor: DualTensor, index: readonly number[]) => element(tensor, sourceOf(index, tensor.shape));
  return built([...batch, m, n], (index) => {
    const [outer, [i = -1, j = -1]] = [index.slice(0, -2), index.slice(-2)];
    return total(Array.from({ length: k }, (_, p) => times(wide(a, [...outer, i, p]), wide(b, [...outer, p, j]))));
  });
}

/** A tensor whose element at each index is `element(index)`. */
function built(shape: Shape, made: (index: readonly number[]) => Dual): DualTensor {
  return { shape, elements: Array.from({ length: sizeOf(shape) }, (_, i) => made(indexOf(i, shape))) };
}

function at(t: DualTensor, index: readonly number[]): Dual {
  return element(t, positionOf(index, t.shape));
}

/** The largest `|a − b| / max(1, |a|, |b|)`; NaN if anything is not a number. */
function errorOf(a: Values, b: Values): number {
  const errors = Array.from(a.data, (x, i) => {
    const y = b.data[i] ?? Number.NaN;
    return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
  });
  return Math.max(0, ...errors);
}

/** `upstream` summed over what `shape` was stretched along, with magnitudes. */
function summedTo(upstream: Values, shape: Shape): Measured {
  const data = new Float64Array(sizeOf(shape));
  const magnitude = new Float64Array(data.length);
  upstream.data.forEach((g, i) => {
    const at = sourceOf(indexOf(i, upstream.shape), shape);
    data[at] = (data[at] ?? 0) + g;
    magnitude[at] = (magnitude[at] ?? 0) + Math.abs(g);
  });
  return { shape, data, magnitude };
}

function element(t: DualTensor, i: number): Dual {
  const x = t.elements[i];
  if (x === undefined) throw new RangeError(`no element ${i} in a tensor of shape [${t.shape.join(", ")}]`);
  return x;
}
