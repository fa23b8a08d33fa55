/**
 * @file How each operation is drawn for a graph: what it reads, what it takes beside tensors, and when its numbers stay tame.
 *
 * Tame means: what is divided by, or raised to a negative power, is at least 1/8 in size; a logarithm or a root is taken of
 * at least 1/8; the exponent of e is at most 4 in size; and the largest of several elements leads by 1/8.
 */
import fc from "fast-check";
import { tolerance } from "./dual.ts";
import type { DualTensor } from "./dual-tensor.ts";
import { oneOf } from "./lists.ts";
import type { Plain } from "./plain.ts";
import { broadcast, broadcastMap, reduceShape } from "./shapes.ts";
import { sameShape, type Shape, sizeOf, type Values } from "./values.ts";

/** What an operation takes beside tensors: axes, a shape, an exponent, or numbers that no gradient is asked for. */
export type Option = Plain | Values;

/** Numbers that choose operands and options among those that fit. */
export interface Choice {
  readonly left: number;
  readonly right: number;
  readonly first: number;
  readonly second: number;
  readonly backwards: boolean;
  readonly keepDims: boolean;
}

/** Any choice; the simplest is 0 everywhere. */
export function choices(): fc.Arbitrary<Choice> {
  const any = fc.nat({ max: 719 });
  return fc.record({
    left: any,
    right: any,
    first: any,
    second: any,
    backwards: fc.boolean(),
    keepDims: fc.boolean(),
  });
}

/** How an operation is drawn. */
export interface Rule {
  /** How many tensors it reads; a list, of one to three tensors, is a single argument. */
  readonly reads: "one" | "two" | "list";
  /** What it takes beside tensors; undefined if it cannot take a tensor of this shape. */
  readonly options?: (shape: Shape, choice: Choice) => readonly Option[] | undefined;
  /** Whether its operands fit, and its numbers stay tame. The tensors of a list are judged beside its first. */
  readonly accepts?: (a: DualTensor, b: DualTensor, options: readonly Option[]) => boolean;
  /** The shape of another operand beside the first; the same shape if left out, undefined if none fits. */
  readonly partner?: (shape: Shape, choice: Choice, options: readonly Option[]) => Shape | undefined;
  /** Brings a number of any size among those that the operation takes. */
  readonly domain?: (x: number) => number;
}

/** The least distance from a number at which something breaks. */
export const least = 1 / 8;
/** The largest exponent of e. */
export const mostExponent = 4;

/** Operations on two tensors that stretch to a common shape. */
export const stretching: Rule = { reads: "two", accepts: canStretch, partner: drawStretched };

/** Divisions. */
export const dividing: Rule = {
  reads: "two",
  accepts: (a, b) => canStretch(a, b) && allNumbers(b, (x) => Math.abs(x) >= least),
  partner: drawStretched,
};

/** Operations on each number of one tensor; `accepts` says which numbers stay tame. */
function elementwiseWhere(accepts: (x: number) => boolean, domain: (x: number) => number): Rule {
  return { reads: "one", accepts: (a) => allNumbers(a, accepts), domain };
}

/** Operations on one tensor of any numbers. */
export const everywhere: Rule = { reads: "one" };

/** Exponentials. */
export const exponential = elementwiseWhere(
  (x) => Math.abs(x) <= mostExponent,
  // Beyond ±700 the result is 0 or infinite.
  (x) => (Number.isFinite(x) ? x % 600 : x),
);

/** Logarithms. */
export const logarithm = elementwiseWhere((x) => x >= least, Math.abs);

/** Powers. */
export const power: Rule = {
  reads: "one",
  options: drawExponent,
  accepts: (a, _, [exponent]) => allNumbers(a, (x) => hasPower(x, exponent)),
  domain: Math.abs,
};

/** Operations that reduce axes. */
export const reducing: Rule = { reads: "one", options: drawAxes };

/** Operations that choose the largest of the elements that they reduce. */
export const choosing: Rule = { reads: "one", options: drawAxes, accepts: (a, _, [axes]) => hasWinners(a, axes) };

/** Operations that move numbers to another shape. */
export const reshaping: Rule = {
  reads: "one",
  options: (shape, { first }) => [oneOf(shapesOfSize(sizeOf(shape)), first)],
};
export const transposing: Rule = { reads: "one", options: drawOrder };
export const slicing: Rule = { reads: "one", options: drawPart };
export const gathering: Rule = { reads: "one", options: drawRows };
export const joining: Rule = {
  reads: "list",
  options: ({ length }, choice) => (length === 0 ? undefined : [drawAxis(length, choice)]),
  accepts: (a, b, [axis]) => sameShape(a.shape, withSizeOf(a.shape, axis, b.shape)),
  partner: (shape, { right }, [axis]) =>
    withSizeOf(
      shape.map(() => 1 + (right % 5)),
      axis,
      shape,
    ),
};
export const stacking: Rule = {
  reads: "list",
  options: ({ length }, choice) => [drawAxis(length + 1, choice)],
  accepts: (a, b) => sameShape(a.shape, b.shape),
};

/** Products of matrices. */
export const multiplyingMatrices: Rule = {
  reads: "two",
  accepts: (a, b) => canMultiply(a.shape, b.shape),
  partner: drawFactor,
};

/** Whether all numbers of a tensor have a property. */
export function allNumbers({ elements }: DualTensor, holds: (x: number) => boolean): boolean {
  return elements.every(({ value }) => holds(value));
}

function canStretch(a: DualTensor, b: DualTensor): boolean {
  return broadcast(a.shape, b.shape) !== undefined;
}

function canMultiply(a: Shape, b: Shape): boolean {
  const matrices = a.length >= 2 && b.length >= 2 && a.at(-1) === b.at(-2);
  return matrices && broadcast(a.slice(0, -2), b.slice(0, -2)) !== undefined;
}

function hasPower(x: number, exponent: Option | undefined): boolean {
  const n = Number(exponent);
  if (!Number.isInteger(n)) return x >= least;
  return n > 0 || Math.abs(x) >= least;
}

/** Whether the largest element of each reduced group leads by more than rounding can change. */
function hasWinners({ shape, elements }: DualTensor, axes: Option | undefined): boolean {
  const over = axes === undefined ? [...shape.keys()] : (axes as readonly number[]);
  const groups = broadcastMap(reduceShape(shape, over, true), shape);
  return Map.groupBy(elements, (_, i) => groups[i])
    .values()
    .every((members) => {
      const [winner, ...others] = members.toSorted((a, b) => b.value - a.value);
      const room = (x: { readonly magnitude: number }) => least + tolerance * (x.magnitude + (winner?.magnitude ?? 0));
      return others.every((x) => (winner?.value ?? Number.NaN) - x.value >= room(x));
    });
}

/** Some axes, and whether they are kept; or nothing, which stands for all of them. */
function drawAxes(shape: Shape, { first, second, backwards, keepDims }: Choice): readonly Plain[] {
  const axes = [...shape.keys()].filter((axis) => (first >> axis) % 2 === 1);
  if (axes.length === 0 && second % 2 === 0) return [];
  return [axes.map((axis) => (backwards ? axis - shape.length : axis)), keepDims];
}

/** An axis, counted from the front or from the back. */
export function drawAxis(count: number, { first, backwards }: Choice): number {
  const axis = first % count;
  return backwards ? axis - count : axis;
}

function drawExponent(_: Shape, { first }: Choice): readonly Plain[] {
  return [oneOf([2, 3, -1, 0.5, -2, 1.5], first)];
}

/** An order in which at least two axes have changed places. */
function drawOrder({ length }: Shape, { first, backwards }: Choice): readonly Plain[] | undefined {
  const [, ...others] = orders([...Array(length).keys()]);
  return others.length === 0 ? undefined : [oneOf(others, first).map((axis) => (backwards ? axis - length : axis))];
}

/** Every order of some axes; the one that they have comes first. */
function orders(axes: readonly number[]): readonly (readonly number[])[] {
  if (axes.length === 0) return [[]];
  return axes.flatMap((axis, at) => orders(axes.toSpliced(at, 1)).map((rest) => [axis, ...rest]));
}

/** A shape that stretches to the given one: some axes have size 1, or are missing in front. */
export function drawStretched(shape: Shape, { first, right, second }: Choice): Shape {
  const missing = right % 2 === 0 ? 0 : first % (shape.length + 1);
  return shape.map((size, axis) => ((second >> axis) % 2 === 1 ? 1 : size)).slice(missing);
}

/** The second factor of a product: some axes of its batch are stretched, or missing. */
function drawFactor(shape: Shape, choice: Choice): Shape | undefined {
  const [m, k] = shape.slice(-2);
  if (m === undefined || k === undefined) return undefined;
  const columns = 1 + (choice.left % Math.min(m, k));
  return [...drawStretched(shape.slice(0, -2), choice), k, columns];
}

/** An axis, and the start and the end of a part of it. */
function drawPart(shape: Shape, choice: Choice): readonly Plain[] | undefined {
  if (shape.length === 0) return undefined;
  const axis = drawAxis(shape.length, choice);
  const size = shape.at(axis) ?? 0;
  const from = choice.second % size;
  return [axis, from, from + 1 + (choice.right % (size - from))];
}

/** One to four rows, some of them twice. */
function drawRows([rows]: Shape, { first, second, right }: Choice): readonly Plain[] | undefined {
  if (rows === undefined) return undefined;
  return [[first, second, right, first + right].slice(0, 1 + (second % 4)).map((any) => any % rows)];
}

/** Every shape of up to three axes that has `size` elements. */
function shapesOfSize(size: number): readonly Shape[] {
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((n) => size % n === 0);
  const two = divisors.map((n) => [n, size / n]);
  return [
    [size],
    ...two,
    ...two.flatMap(([m = 1, n = 1]) => divisors.filter((k) => n % k === 0).map((k) => [m, k, n / k])),
  ];
}

/** `shape` with the size of another shape along an axis; unchanged if it has no such axis. */
function withSizeOf(other: Shape, axis: Option | undefined, shape: Shape): Shape {
  const size = other.at(Number(axis));
  return shape.at(Number(axis)) === undefined || size === undefined ? shape : shape.with(Number(axis), size);
}
