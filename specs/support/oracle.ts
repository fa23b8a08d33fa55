import { along, constant, type Dual, plus, scale } from "./dual.ts";
import { type DualTensor, operations } from "./operations.ts";
import type { Argument, Pass, Program, Step } from "./program.ts";
import { exact, fill, type Measured, plus as sumOf, type Values } from "./values.ts";

/** What is true of a program: the numbers in every slot, and the gradient that every slot has after all passes. */
export interface Truth {
  readonly values: readonly Measured[];
  readonly grads: readonly Measured[];
}

/**
 * The grader's own answer to a program, from its forward pass alone.
 *
 * Every element of every slot whose gradient may be asked for is given a direction of its own, so that one forward
 * pass of dual numbers carries the derivative of the result with respect to all of them.
 *
 * Gradients follow the course's semantics: a leaf has the sum over all passes, any other slot what the last
 * pass gave it, a constant zero.
 *
 * @param program - operations and nodes only; a step on the graph itself has no value, and its slot is empty
 */
export function truthOf(program: Program): Truth {
  const slots = forward(program);
  const grads = slots.map((slot) => exact(fill(slot.shape, () => 0)));
  const first = firstDirections(program, slots);
  const moves = slotsThatMove(program);

  for (const pass of program.passes) {
    const root = slots[pass.slot];
    if (root === undefined) throw new RangeError(`the program has no slot ${pass.slot}`);
    const upstream = pass.upstream ?? fill(root.shape, () => 1);
    slots.forEach((slot, i) => {
      if (!moves[i] || !reaches(program, pass, i)) return;
      const reached = i === pass.slot ? exact(upstream) : pullBack(root, upstream, slot, first[i] ?? Number.NaN);
      const before = grads[i];
      // A closure only adds; backward clears what is not a leaf.
      const adds = i < program.inputs.length || (pass.kind === "closure" && i !== pass.slot);
      grads[i] = before !== undefined && adds ? sumOf(before, reached) : reached;
    });
  }
  return { values: slots.map(measured), grads };
}

/** `∂⟨upstream, root⟩/∂slot`, read off the tangents of `root`. */
function pullBack(root: DualTensor, upstream: Values, slot: DualTensor, first: number): Measured {
  const sum = (pick: (x: Dual) => Float64Array, weight: (u: number) => number) =>
    fill(slot.shape, (e) =>
      root.elements.reduce(
        (total, x, i) => total + weight(upstream.data[i] ?? Number.NaN) * (pick(x)[first + e] ?? 0),
        0,
      ),
    );
  return {
    ...sum(
      (x) => x.tangent,
      (u) => u,
    ),
    magnitude: sum((x) => x.tangentMagnitude, Math.abs).data,
  };
}

/** All slots as dual tensors. */
function forward(program: Program): readonly DualTensor[] {
  if (program.passes.length === 0) return run(program, 0, (slot) => slot);
  const sizes = run(program, 0, (slot) => slot).map((slot) => slot.elements.length);
  const directions = sizes.slice(0, seededSlots(program)).reduce((sum, size) => sum + size, 0);
  let next = 0;
  return run(program, directions, (slot, i) =>
    i < seededSlots(program) ? { ...slot, elements: slot.elements.map((x) => along(x, next++)) } : slot,
  );
}

/** How many slots have directions: all that come before the last root. */
function seededSlots(program: Program): number {
  return Math.max(...program.passes.map(({ slot }) => slot));
}

/** Whether a pass may change a slot's gradient: `backward` everything before its root, a closure its own operands. */
function reaches(program: Program, pass: Pass, slot: number): boolean {
  if (pass.kind === "backward" || slot === pass.slot) return slot <= pass.slot;
  const step = program.steps[pass.slot - program.inputs.length];
  return step !== undefined && parentsOf(step).includes(slot);
}

/** Runs a program on dual numbers; `seed` is applied to every slot before later slots use it. */
function run(
  program: Program,
  directions: number,
  seed: (slot: DualTensor, i: number) => DualTensor,
): readonly DualTensor[] {
  const slots: DualTensor[] = [];
  const lift = (v: Values): DualTensor => ({
    shape: v.shape,
    elements: Array.from(v.data, (x) => constant(x, directions)),
  });
  for (const input of program.inputs) slots.push(seed(lift(input.values), slots.length));
  for (const step of program.steps) slots.push(seed(valueOf(step, slots), slots.length));
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
      const [first, ...rest] = step.parents.map((parent, i) => weighted(slotAt(parent), step.weights[i] ?? 0));
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
    case "values":
      return argument.values;
    case "data":
      return argument.data;
  }
}

function weighted(slot: DualTensor, weight: number): DualTensor {
  return { ...slot, elements: slot.elements.map((x) => scale(x, weight)) };
}

function measured(slot: DualTensor): Measured {
  return {
    ...fill(slot.shape, (i) => slot.elements[i]?.value ?? Number.NaN),
    magnitude: Float64Array.from(slot.elements, (x) => x.magnitude),
  };
}

/** The number of the first direction that belongs to each slot that has directions. */
function firstDirections(program: Program, slots: readonly DualTensor[]): readonly number[] {
  let next = 0;
  return slots.slice(0, seededSlots(program)).map((slot) => (next += slot.elements.length) - slot.elements.length);
}

/** Which slots have a gradient: leaves that require one, and whatever was computed from such. */
function slotsThatMove(program: Program): readonly boolean[] {
  const moves = program.inputs.map((input) => input.requiresGrad);
  for (const step of program.steps) moves.push(parentsOf(step).some((parent) => moves[parent]));
  return moves;
}

/** The slots that a step uses. */
export function parentsOf(step: Step): readonly number[] {
  switch (step.kind) {
    case "node":
      return step.parents;
    case "operation":
      return step.arguments.flatMap((argument) => (argument.kind === "slot" ? [argument.slot] : []));
  }
}
