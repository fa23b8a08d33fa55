import { along, constant, type Dual, plus, scale } from "./dual.ts";
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
  const whole = forward(program);
  const grads = whole.slots.map((slot) => exact(fill(slot.shape, () => 0)));
  const moves = slotsThatMove(program);

  let atKink = false;
  for (const pass of program.passes) {
    const { slots, first } = pass.kind === "closure" ? separateOperands(program, pass.slot, whole.slots) : whole;
    const root = slots[pass.slot];
    if (root === undefined) throw new RangeError(`the program has no slot ${pass.slot}`);
    const upstream = pass.upstream ?? fill(root.shape, () => 1);
    const reached = slotsReached(program, pass);
    const pulled = pullBack(root, upstream);
    atKink ||= slots.some((slot, i) => reached.has(i) && slot.atKink === true);
    slots.forEach((slot, i) => {
      // Backward clears every slot but the leaves. A closure adds to its operands, and its own slot holds its upstream.
      const isHeld = pass.kind === "closure" && i === pass.slot;
      if (!(moves[i] || isHeld) || !reached.has(i)) return;
      const share = i === pass.slot ? exact(upstream) : shareOf(slot, first.get(i) ?? Number.NaN, pulled);
      const before = grads[i];
      const isLeaf = i < program.inputs.length;
      const adds = pass.kind === "closure" ? !isHeld : isLeaf;
      grads[i] = before !== undefined && adds ? sumOf(before, share) : share;
    });
  }
  return { values: whole.slots.map(measure), grads, atKink };
}

/** `∂⟨upstream, root⟩` along every direction, with its magnitude. */
type Pulled = ReadonlyMap<number, { value: number; magnitude: number }>;

/** Reads the derivatives of `⟨upstream, root⟩` off the tangents of `root`. */
function pullBack(root: DualTensor, upstream: Values): Pulled {
  const pulled = new Map<number, { value: number; magnitude: number }>();
  root.elements.forEach(({ directions, tangent, tangentMagnitude }, i) => {
    const weight = upstream.data[i] ?? Number.NaN;
    directions.forEach((direction, k) => {
      let sum = pulled.get(direction);
      if (sum === undefined) pulled.set(direction, (sum = { value: 0, magnitude: 0 }));
      sum.value += weight * (tangent[k] ?? Number.NaN);
      sum.magnitude += Math.abs(weight) * (tangentMagnitude[k] ?? Number.NaN);
    });
  });
  return pulled;
}

/** `∂⟨upstream, root⟩/∂slot`: what was pulled back along the directions of the slot, the first of which is `first`. */
function shareOf(slot: DualTensor, first: number, pulled: Pulled): Measured {
  return {
    ...fill(slot.shape, (e) => pulled.get(first + e)?.value ?? 0),
    magnitude: fill(slot.shape, (e) => pulled.get(first + e)?.magnitude ?? 0).data,
  };
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
  const still = names.map((name) => lift(inputs[name]));
  const first = firstDirections([...names.keys()], still);
  // Without an upstream nobody asks for gradients, and numbers that stand still are computed much faster.
  const tensors = upstreams.length === 0 ? still : still.map((tensor, i) => seed(tensor, first.get(i)));
  const results = f(Object.fromEntries(names.map((name, i) => [name, tensors[i]])) as Record<N, DualTensor>);
  const pulled = upstreams.map((upstream, i) => pullBack(results[i] ?? lift(upstream), upstream));
  const gradient = (tensor: DualTensor, i: number) =>
    pulled
      .map((one) => shareOf(tensor, first.get(i) ?? Number.NaN, one))
      .reduce((sum, share) => sumOf(sum, share), exact(fill(tensor.shape, () => 0)));
  return {
    values: results.map(measure),
    grad: Object.fromEntries(names.map((name, i) => [name, gradient(still[i] ?? lift(inputs[name]), i)])) as Record<
      N,
      Measured
    >,
    atKink: results.some(({ atKink }) => atKink === true),
  };
}

/** All slots as dual tensors, and the number of the first direction that belongs to each slot that has directions. */
interface Seeded {
  readonly slots: readonly DualTensor[];
  readonly first: ReadonlyMap<number, number>;
}

/** All slots; those that come before the last root of `backward` have directions. */
function forward(program: Program): Seeded {
  const lastRoot = Math.max(0, ...program.passes.flatMap(({ kind, slot }) => (kind === "backward" ? [slot] : [])));
  const first = new Map<number, number>();
  let next = 0;
  const slots = run(program, (slot, i) => {
    if (i >= lastRoot) return slot;
    first.set(i, next);
    next += slot.elements.length;
    return seed(slot, first.get(i));
  });
  return { slots, first };
}

/**
 * The slots as the closure of slot `at` sees them: only its operands move, each along its own directions, even if one
 * operand was computed from another.
 */
function separateOperands(program: Program, at: number, slots: readonly DualTensor[]): Seeded {
  const step = program.steps[at - program.inputs.length];
  if (step === undefined) return { slots, first: new Map() };
  const first = firstDirections(parentsOf(step), slots);
  const still = (x: Dual): Dual => ({ ...constant(x.value), magnitude: x.magnitude });
  const apart = slots.map((slot, i) => seed({ ...slot, elements: slot.elements.map(still) }, first.get(i)));
  return { slots: apart.with(at, valueOf(step, apart)), first };
}

/** A direction of its own for every element of the given slots: slot → its first direction. */
function firstDirections(seeded: readonly number[], slots: readonly DualTensor[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  let next = 0;
  for (const slot of new Set(seeded)) {
    first.set(slot, next);
    next += slots[slot]?.elements.length ?? 0;
  }
  return first;
}

/** The slot with its elements moving along the directions from `first` on; unchanged if `first` is undefined. */
function seed(slot: DualTensor, first: number | undefined): DualTensor {
  return first === undefined ? slot : { ...slot, elements: slot.elements.map((x, e) => along(x, first + e)) };
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

/** Runs a program on dual numbers; `moved` is applied to every slot before later slots use it. */
function run(program: Program, moved: (slot: DualTensor, i: number) => DualTensor): readonly DualTensor[] {
  const slots: DualTensor[] = [];
  for (const input of program.inputs) slots.push(moved(lift(input.values), slots.length));
  for (const step of program.steps) slots.push(moved(valueOf(step, slots), slots.length));
  return slots;
}

function valueOf(step: Step, slots: readonly DualTensor[]): DualTensor {
  const slotAt = (i: number): DualTensor => {
    const slot = slots[i];
    if (slot === undefined) throw new RangeError(`a step uses slot ${i} before it is there`);
    return slot;
  };
  switch (step.kind) {
    case "node": {
      const [first, ...rest] = step.parents.map((parent, i) => weigh(slotAt(parent), step.weights[i] ?? 0));
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
      return truth(...step.arguments.map((argument) => operand(argument, slotAt)));
    }
  }
}

function operand(argument: Argument, slotAt: (slot: number) => DualTensor): unknown {
  switch (argument.kind) {
    case "slot":
      return slotAt(argument.slot);
    case "slots":
      return argument.slots.map(slotAt);
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
