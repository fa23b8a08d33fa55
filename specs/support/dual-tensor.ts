/** @file Tensors of the grader's truth: their elements are dual numbers, so that derivatives come along by themselves. */
import { constant, type Dual } from "./dual.ts";
import { broadcast, broadcastMap, indexOf, positionOf } from "./shapes.ts";
import { fill, type Measured, sameShape, type Shape, sizeOf, tabulate, type Values } from "./values.ts";

/** A tensor of the grader's truth. */
export interface DualTensor {
  readonly shape: Shape;
  readonly elements: readonly Dual[];
  /** Whether rounding decides between two branches that make an element and have different derivatives. */
  readonly atKink?: boolean;
}

/** A tensor of constants. */
export function lift({ shape, data }: Values): DualTensor {
  return { shape, elements: tabulate(data.length, (i) => constant(data[i] ?? Number.NaN)) };
}

/** The numbers of a tensor, with their magnitudes. */
export function measure({ shape, elements }: DualTensor): Measured {
  return {
    ...fill(shape, (i) => elements[i]?.value ?? Number.NaN),
    magnitude: fill([elements.length], (i) => elements[i]?.magnitude ?? Number.NaN).data,
  };
}

/** A tensor whose element at each index is `element(index)`. */
export function build(shape: Shape, element: (index: readonly number[]) => Dual): DualTensor {
  return { shape, elements: tabulate(sizeOf(shape), (i) => element(indexOf(i, shape))) };
}

/** The operation that computes `f` of every element. */
export function elementwise(f: (x: Dual) => Dual): (a: DualTensor) => DualTensor {
  return ({ shape, elements }) => ({ shape, elements: elements.map(f) });
}

/** An element that is made by one of two branches, and whether rounding decides which. */
export interface Branch {
  readonly branch: Dual;
  readonly atKink: boolean;
}

/** The operation that takes a branch for every element. */
export function branchwise(f: (x: Dual) => Branch): (a: DualTensor) => DualTensor {
  return ({ shape, elements }) => joinBranches(shape, elements.map(f));
}

/** The operation that takes a branch for every pair of elements, after both tensors are stretched to their common shape. */
export function pairwiseBranches(f: (x: Dual, y: Dual) => Branch): (a: DualTensor, b: DualTensor) => DualTensor {
  return (a, b) => {
    const shape = broadcast(a.shape, b.shape) ?? [];
    const [fromA, fromB] = [broadcastMap(a.shape, shape), broadcastMap(b.shape, shape)];
    return joinBranches(
      shape,
      fromA.map((i, at) => f(elementOf(a, i), elementOf(b, fromB[at] ?? -1))),
    );
  };
}

function joinBranches(shape: Shape, branches: readonly Branch[]): DualTensor {
  return {
    shape,
    elements: branches.map(({ branch }) => branch),
    atKink: branches.some(({ atKink }) => atKink),
  };
}

/** The operation that computes `f` of every pair of elements, after both tensors are stretched to their common shape. */
export function pairwise(f: (x: Dual, y: Dual) => Dual): (a: DualTensor, b: DualTensor) => DualTensor {
  return (a, b) => {
    if (sameShape(a.shape, b.shape))
      return { shape: a.shape, elements: a.elements.map((x, i) => f(x, elementOf(b, i))) };
    const shape = broadcast(a.shape, b.shape) ?? [];
    const [fromA, fromB] = [broadcastMap(a.shape, shape), broadcastMap(b.shape, shape)];
    return { shape, elements: fromA.map((i, at) => f(elementOf(a, i), elementOf(b, fromB[at] ?? -1))) };
  };
}

/** The element at position `i`. @throws {RangeError} if there is none */
export function elementOf({ shape, elements }: DualTensor, i: number): Dual {
  const x = elements[i];
  if (x === undefined) throw new RangeError(`no element ${i} in a tensor of shape [${shape.join(", ")}]`);
  return x;
}

/** The element at a multi-index. @throws {RangeError} if there is none */
export function elementAt(a: DualTensor, index: readonly number[]): Dual {
  return elementOf(a, positionOf(index, a.shape));
}
