import { along, constant, moving, plus, scale } from "./dual.ts";
import { type DualTensor, lift, measure } from "./dual-tensor.ts";
import { operations } from "./operations.ts";
import type { Argument, Pass, Program, Step } from "./program.ts";
import { exact, fill, type Measured, plus as sumOf, type Values } from "./values.ts";

/** What is true of a program: the numbers in every slot, and the gradient that every slot has after all passes. */
export interface Truth {
  readonly values: readonly Measured[];
  readonly grads: readonly Measured[];
  /** Whether rounding alone decides between branches with different gradients: then the case cannot be judged. */
  readonly atKink: boolean;
}

/**
 * The grader's own answer to a program, from its forward pass alone.
 *
 * Every element of every slot whose gradient may be asked for has its own direction, so that one forward pass of dual
 * numbers carries the derivative of the result with respect to all of them. For a closure, that pass is its own
 * operation alone.
 *
 * Gradients follow the course's semantics: a leaf has the sum over all passes, any other slot what the last
 * pass that reached it gave it, a constant zero.
 *
 * @param program - operations and nodes only; a step on the graph itself has no value, and its slot is empty
 */
export function truthOf(program: Program): Truth {
  const { whole, apart } = forward(program);
  const grads = whole.slots.map((slot) => exact(fill(slot.shape, () => 0)));
  const moves = slotsThatMove(program);

  let atKink = false;
  for (const pass of program.passes) {
    const { slots, first, directions } = (pass.kind === "closure" && apart.get(pass.slot)) || whole;
    const root = slots[pass.slot];
    if (root === undefined) throw new RangeError(`the program has no slot ${pass.slot}`);
    const upstream = pass.upstream ?? fill(root.shape, () => 1);
    const reached = slotsReached(program, pass);
    const pulled = pullBack(root, upstream, directions);
    for (const i of reached) {
      const slot = slots[i];
      if (slot === undefined) continue;
      atKink ||= slot.atKink === true;
      // Backward clears every slot but the leaves. A closure adds to its operands, and its own slot holds its upstream.
      const isHeld = pass.kind === "closure" && i === pass.slot;
      if (!(moves[i] || isHeld)) continue;
      const share = i === pass.slot ? exact(upstream) : shareOf(slot, first.get(i), pulled);
      const before = grads[i];
      const isLeaf = i < program.inputs.length;
      const adds = pass.kind === "closure" ? !isHeld : isLeaf;
      grads[i] = before !== undefined && adds ? sumOf(before, share) : share;
    }
  }
  return { values: whole.slots.map(measure), grads, atKink };
}

/** `∂⟨upstream, root⟩` along each direction, with its magnitude. */
interface Pulled {
  readonly values: Float64Array;
  readonly magnitudes: Float64Array;
}

/** Reads the derivatives of `⟨upstream, root⟩` along so many directions off the tangents of `root`. */
function pullBack(root: DualTensor, upstream: Values, directions: number): Pulled {
  const [values, magnitudes] = [new Float64Array(directions), new Float64Array(directions)];
  root.elements.forEach((element, i) => {
    const weight = upstream.data[i] ?? Number.NaN;
    element.directions.forEach((direction, k) => {
      values[direction] = (values[direction] ?? 0) + weight * (element.tangent[k] ?? Number.NaN);
      magnitudes[direction] =
        (magnitudes[direction] ?? 0) + Math.abs(weight) * (element.tangentMagnitude[k] ?? Number.NaN);
    });
  });
  return { values, magnitudes };
}

/** `∂⟨upstream, root⟩/∂slot`: what was pulled back along the directions of the slot, the first of which is `first`. */
function shareOf({ shape, elements }: DualTensor, first: number | undefined, { values, magnitudes }: Pulled): Measured {
  if (first === undefined) return exact(fill(shape, () => 0));
  const end = first + elements.length;
  return { shape, data: values.slice(first, end), magnitude: magnitudes.slice(first, end) };
}

/** What is true of a function of tensors: its results, and the gradient of every input for one upstream a result. */
export interface FunctionTruth<N extends string> {
  readonly values: readonly Measured[];
  readonly grad: Readonly<Record<N, Measured>>;
  readonly atKink: boolean;
}

/**
 * The grader's own answer about a function of tensors that is no program, such as a whole network: from one forward pass, as in
 * `truthOf`. Every element of every input has a direction of its own.
 */
export function truthOfFunction<N extends string>(
  inputs: Readonly<Record<N, Values>>,
  f: (tensors: Readonly<Record<N, DualTensor>>) => readonly DualTensor[],
  upstreams: readonly Values[] = [],
): FunctionTruth<N> {
  const names = Object.keys(inputs) as N[];
  const first = new Map<N, number>();
  let directions = 0;
  const tensors = names.map((name) => {
    const still = lift(inputs[name]);
    first.set(name, directions);
    directions += still.elements.length;
    // Without an upstream nobody asks for gradients, and numbers that stand still are computed much faster.
    return [name, upstreams.length === 0 ? still : moveFrom(still, directions - still.elements.length)] as const;
  });
  const results = f(Object.fromEntries(tensors) as Record<N, DualTensor>);
  const pulled = upstreams.map((upstream, i) => pullBack(results[i] ?? lift(upstream), upstream, directions));
  const gradient = (name: N, tensor: DualTensor) =>
    sumOf(exact(fill(tensor.shape, () => 0)), ...pulled.map((one) => shareOf(tensor, first.get(name), one)));
  return {
    values: results.map(measure),
    grad: Object.fromEntries(tensors.map(([name, tensor]) => [name, gradient(name, tensor)])) as Record<N, Measured>,
    atKink: results.some(({ atKink }) => atKink === true),
  };
}

/** All slots as dual tensors, and the number of the first direction that belongs to each slot that has directions. */
interface Seeded {
  readonly slots: readonly DualTensor[];
  readonly first: ReadonlyMap<number, number>;
  /** How many directions there are. */
  readonly directions: number;
}

/**
 * All slots; those that come before the last root of `backward` have directions.
 *
 * @returns `apart`: the slots as each closure that is called sees them, by its slot
 */
function forward(program: Program): { readonly whole: Seeded; readonly apart: ReadonlyMap<number, Seeded> } {
  const roots = program.passes.flatMap(({ kind, slot }) => (kind === "backward" ? [slot] : []));
  const closures = new Set(program.passes.flatMap(({ kind, slot }) => (kind === "closure" ? [slot] : [])));
  const lastRoot = Math.max(0, ...roots);
  const slots: DualTensor[] = [];
  const first = new Map<number, number>();
  const apart = new Map<number, Seeded>();
  let directions = 0;
  const push = (slot: DualTensor): void => {
    const i = slots.push(slot) - 1;
    if (i >= lastRoot) return;
    first.set(i, directions);
    slots[i] = seed(slot, directions);
    directions += slot.elements.length;
  };
  for (const input of program.inputs) push(lift(input.values));
  for (const step of program.steps) {
    const at = slots.length;
    const seen = closures.has(at) ? separateOperands(step, slots) : undefined;
    if (seen !== undefined) apart.set(at, seen);
    const root = seen?.slots[at];
    // The closure's own view has the same numbers.
    push(root !== undefined && roots.length === 0 ? withoutTangents(root) : valueOf(step, slots));
  }
  return { whole: { slots, first, directions }, apart };
}

/**
 * The slots as the closure of the step behind them sees them: only its operands move, each along its own directions, even if
 * one operand was computed from another.
 */
function separateOperands(step: Step, slots: readonly DualTensor[]): Seeded {
  const apart = [...slots];
  const first = new Map<number, number>();
  let directions = 0;
  for (const operand of new Set(parentsOf(step))) {
    const from = directions;
    const slot = slotAt(slots, operand);
    apart[operand] = moveFrom(slot, from);
    first.set(operand, from);
    directions += slot.elements.length;
  }
  return { slots: [...apart, valueOf(step, apart)], first, directions };
}

/** The same numbers, each moving along a direction of its own, from `first` on, and along no other. */
function moveFrom({ shape, elements }: DualTensor, first: number): DualTensor {
  return { shape, elements: elements.map((x, e) => moving(x, first + e)) };
}

/** The slot with its elements moving along the directions from `first` on, too. */
function seed(slot: DualTensor, first: number): DualTensor {
  return { ...slot, elements: slot.elements.map((x, e) => along(x, first + e)) };
}

/** The same numbers, standing still. */
function withoutTangents({ shape, elements }: DualTensor): DualTensor {
  return { shape, elements: elements.map(({ value, magnitude }) => ({ ...constant(value), magnitude })) };
}

/** The slots whose gradients a pass may change: `backward` all that its root depends on, a closure its own operands. */
function slotsReached(program: Program, pass: Pass): ReadonlySet<number> {
  const reached = new Set([pass.slot]);
  const nearest = pass.kind === "closure" ? pass.slot : 0;
  for (let slot = pass.slot; slot >= nearest; slot--) {
    const step = program.steps[slot - program.inputs.length];
    if (step !== undefined && reached.has(slot)) for (const parent of movedBy(step)) reached.add(parent);
  }
  return reached;
}

/** The dual tensor in a slot. @throws {RangeError} if the slot is empty */
function slotAt(slots: readonly DualTensor[], i: number): DualTensor {
  const slot = slots[i];
  if (slot === undefined) throw new RangeError(`a step uses slot ${i} before it is there`);
  return slot;
}

function valueOf(step: Step, slots: readonly DualTensor[]): DualTensor {
  switch (step.kind) {
    case "node": {
      const [first, ...rest] = step.parents.map((parent, i) => weigh(slotAt(slots, parent), step.weights[i] ?? 0));
      if (first === undefined) throw new RangeError("a node needs at least one parent");
      return rest.reduce(
        (sum, term) => ({ ...sum, elements: sum.elements.map((x, i) => plus(x, term.elements[i] ?? x)) }),
        first,
      );
    }
    case "operation": {
      const operation = operations[step.name];
      if (operation.kind !== "tensor") return { shape: [0], elements: [] };
      const truth = operation.truth as (...operands: readonly unknown[]) => DualTensor;
      return truth(...step.arguments.map((argument) => operand(argument, slots)));
    }
  }
}

function operand(argument: Argument, slots: readonly DualTensor[]): unknown {
  switch (argument.kind) {
    case "slot":
      return slotAt(slots, argument.slot);
    case "slots":
      return argument.slots.map((slot) => slotAt(slots, slot));
    case "values":
      return argument.values;
    case "data":
      return argument.data;
  }
}

function weigh(slot: DualTensor, weight: number): DualTensor {
  return { ...slot, elements: slot.elements.map((x) => scale(x, weight)) };
}

/** Which slots have a gradient: leaves that require one, and all slots that were computed from them. */
function slotsThatMove(program: Program): readonly boolean[] {
  const moves = program.inputs.map((input) => input.requiresGrad);
  for (const step of program.steps) moves.push(movedBy(step).some((parent) => moves[parent]));
  return moves;
}

/** The slots that a step hands gradients to; none if what it makes is a constant or a leaf. */
function movedBy(step: Step): readonly number[] {
  const operation = step.kind === "node" ? undefined : operations[step.name];
  return operation?.kind === "tensor" && !operation.flows ? [] : parentsOf(step);
}

/** The slots that a step uses. */
export function parentsOf(step: Step): readonly number[] {
  switch (step.kind) {
    case "node":
      return step.parents;
    case "operation":
      return step.arguments.flatMap(slotsOf);
  }
}

function slotsOf(argument: Argument): readonly number[] {
  switch (argument.kind) {
    case "slot":
      return [argument.slot];
    case "slots":
      return argument.slots;
    case "values":
    case "data":
      return [];
  }
}
