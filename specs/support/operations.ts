/**
 * @file The one table of what the course exports to programs: where it stands, what it takes, what is true of it.
 *
 * A tensor operation's truth is written on dual numbers, so its derivative comes along by itself.
 */
import { constant, type Dual, minus, plus, times } from "./dual.ts";
import { broadcast, broadcastMap, indexOf, reduced, sourceOf } from "./shapes.ts";
import { type Measured, type Shape, sizeOf, type Values } from "./values.ts";

/** A tensor of the grader's truth. */
export interface DualTensor {
  readonly shape: Shape;
  readonly elements: readonly Dual[];
}

/** An operation on tensors. `locals` names what each operand's upstream gradient is multiplied by. */
export interface TensorOperation<A extends readonly unknown[]> {
  readonly kind: "tensor";
  readonly file: string;
  readonly truth: (...operands: A) => DualTensor;
  readonly locals: readonly string[];
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
  backward: graph("2-autodiff/backward.ts"),
  add: tensor("2-autodiff/ops/add.ts", ["1", "1"], (a: DualTensor, b: DualTensor) => zip(a, b, plus)),
  sub: tensor("2-autodiff/ops/sub.ts", ["1", "−1"], (a: DualTensor, b: DualTensor) => zip(a, b, minus)),
  mul: tensor("2-autodiff/ops/mul.ts", ["y", "x"], (a: DualTensor, b: DualTensor) => zip(a, b, times)),
  sum: tensor("2-autodiff/ops/sum.ts", ["1"], sumOf),
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
  return { kind: "tensor", file, locals, truth };
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

function sumOf(a: DualTensor, axes: readonly number[] = a.shape.map((_, axis) => axis), keepDims = false): DualTensor {
  const kept = reduced(a.shape, axes, true);
  const directions = a.elements[0]?.tangent.length ?? 0;
  const elements = Array.from({ length: sizeOf(kept) }, () => constant(0, directions));
  a.elements.forEach((x, i) => {
    const at = sourceOf(indexOf(i, a.shape), kept);
    elements[at] = plus(elements[at] ?? x, x);
  });
  return { shape: reduced(a.shape, axes, keepDims), elements };
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
