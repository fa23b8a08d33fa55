/**
 * @file Graphs of the course's own operations.
 *
 * A graph is evaluated while it is drawn, so that every operation can take its operands, and no number is beyond 2²⁰. A
 * step that would break one of these reads other tensors instead, and where there are none, it is a negation. So every
 * case can be judged.
 */
import fc from "fast-check";
import { showNumber } from "./compare.ts";
import { awayFromZero, eachOf, listOf } from "./arbitraries.ts";
import { number } from "./values-arbitrary.ts";
import { type DualTensor, lift } from "./dual-tensor.ts";
import { nameOf } from "./graphs.ts";
import { oneOf, pick } from "./lists.ts";
import { allNumbers, type Choice, choices, mostExponent, type Option, type Rule } from "./operation-rules.ts";
import { argumentsFor, operations, ruleOf, type TensorOperationName } from "./operations.ts";
import { type Body, constant, type Inputs } from "./question.ts";
import { nest, showShape } from "./shapes.ts";
import { isValues, type Shape, type Values } from "./values.ts";
import type { Handle } from "./writing.ts";

/** One operation on earlier slots, and what it takes beside them. */
export interface OperationStep {
  readonly name: TensorOperationName;
  readonly operands: readonly number[];
  readonly options: readonly Option[];
}

/** A graph of operations. Its result is the last step plus the sums of all unused slots. */
export interface OperationGraph {
  readonly leaves: readonly Values[];
  /** Which leaves are constants. */
  readonly constants: readonly number[];
  readonly steps: readonly OperationStep[];
  /** The shape of the result. */
  readonly shape: Shape;
}

const mostSize = 2 ** 20;
/** More elements or axes make a case slower, but no clearer. */
const [mostElements, mostAxes] = [24, 3];

/** The shapes of leaves, the simplest first. Matrices have partners for products, and all have partners to stretch to. */
const leafShapes: readonly Shape[] = [[1], [], [3], [2, 1], [2, 2], [2, 3], [3, 2], [3, 1, 2], [2, 2, 3], [2, 3, 2]];

/**
 * Graphs of operations on tensors of up to three axes, with shared nodes, and now and then a constant. Unused slots
 * are summed into the result, so that every leaf reaches it.
 *
 * The simplest: one leaf, under the first operation.
 *
 * @param names - the operations that the steps are drawn from, the simplest first
 */
export function operationGraphs(names: readonly TensorOperationName[]): fc.Arbitrary<OperationGraph> {
  const leaf = fc.record({ shape: anyOf(leafShapes), signed: fc.boolean() });
  const step = fc.record({ name: anyOf(names), choice: choices() });
  return fc
    .record({
      leaves: listOf(leaf, 1, 3),
      steps: listOf(step, 1, 7),
      fixed: fc.nat({ max: 5 }),
    })
    .chain(({ leaves, steps, fixed }) =>
      fc.tuple(...leaves.map(({ shape, signed }, i) => eachOf(shape, moderate(2 + i, signed)))).map((values) => ({
        leaves: values,
        constants: fixed >= 4 && leaves.length > 1 ? [fixed % leaves.length] : [],
        ...fitSteps(values, steps),
      })),
    );
}

/** One of several things; it shrinks to those that come earlier. */
function anyOf<T>(things: readonly T[]): fc.Arbitrary<T> {
  return fc.nat({ max: things.length - 1 }).map((i) => pick(things, i));
}

/** A number of at most 4 in size, or a small whole number; one without a sign is at least 1/8. */
function moderate(simplest: number, signed: boolean): fc.Arbitrary<number> {
  const near = (x: number) => (Math.abs(x) <= mostExponent ? x : x / 4);
  return signed ? number(simplest).map(near) : awayFromZero(simplest).map((x) => near(Math.abs(x)));
}

/** Makes steps that fit the tensors before them, and evaluates them. */
function fitSteps(
  leaves: readonly Values[],
  drawn: readonly { readonly name: TensorOperationName; readonly choice: Choice }[],
): { readonly steps: readonly OperationStep[]; readonly shape: Shape } {
  const slots = leaves.map(lift);
  const steps = drawn.map(({ name, choice }) => {
    const { step, result } = fitStep(name, choice, slots);
    slots.push(result);
    return step;
  });
  return { steps, shape: pick(slots, slots.length - 1).shape };
}

/** A step of this operation on the first fitting operands, beginning with those that were drawn. */
function fitStep(
  name: TensorOperationName,
  choice: Choice,
  slots: readonly DualTensor[],
): { readonly step: OperationStep; readonly result: DualTensor } {
  const rule = ruleOf(name);
  for (const left of rotate(slots.length, choice.left)) {
    const first = pick(slots, left);
    const options = rule.options === undefined ? [] : rule.options(first.shape, choice);
    if (options === undefined) continue;
    const partners = rotate(slots.length, choice.right).filter(
      (slot) => rule.accepts?.(first, pick(slots, slot), options) !== false,
    );
    for (const operands of listOperands(rule.reads, left, partners, oneOf([2, 3, 1], choice.second))) {
      const step = { name, operands, options };
      const result = evaluate(step, slots);
      if (isTame(result)) return { step, result };
    }
  }
  const step = { name: "neg" as const, operands: [choice.left % slots.length], options: [] };
  return { step, result: evaluate(step, slots) };
}

/** What an operation can read if its first operand is `left`; `count` is how many tensors a list has at most. */
function listOperands(
  reads: Rule["reads"],
  left: number,
  partners: readonly number[],
  count: number,
): readonly (readonly number[])[] {
  switch (reads) {
    case "one":
      return partners.length > 0 ? [[left]] : [];
    case "two":
      return partners.map((slot) => [left, slot]);
    case "list":
      return [[left, ...partners].slice(0, count)];
  }
}

function isTame(a: DualTensor): boolean {
  const isSmall = a.shape.length <= mostAxes && a.elements.length <= mostElements;
  return isSmall && allNumbers(a, (x) => Math.abs(x) <= mostSize);
}

/** The grader's truth about a step. */
function evaluate(step: OperationStep, slots: readonly DualTensor[]): DualTensor {
  const truth = operations[step.name].truth as (...operands: readonly unknown[]) => DualTensor;
  return truth(...argumentsOf(step, slots));
}

function argumentsOf({ name, operands, options }: OperationStep, slots: readonly unknown[]): readonly unknown[] {
  return argumentsFor(
    name,
    operands.map((slot) => pick(slots, slot)),
    options,
  );
}

/** The numbers below `count` in turn, beginning at any of them. */
function rotate(count: number, from: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => (from + k) % count);
}

/** The leaves of a graph by name: a, b, c. */
export function inputsOf({ leaves, constants }: OperationGraph): Inputs<string> {
  return Object.fromEntries(
    leaves.map((leaf, i) => [nameOf(i), constants.includes(i) ? constant(leaf) : leaf] as const),
  );
}

/** Writes the graph down as a program. */
export function writeOperations(graph: OperationGraph): Body<string> {
  return (leaves, course) => {
    const slots: Handle[] = Object.values(leaves);
    for (const step of graph.steps) {
      const call = course[step.name] as (...operands: readonly unknown[]) => Handle;
      slots.push(call(...argumentsOf(step, slots)));
    }
    const last = pick(slots, slots.length - 1);
    return unusedIn(graph).reduce((total, slot) => total.add(pick(slots, slot).sum()), last);
  };
}

/** The graph for people to read, step by step: `c = a · b`, `d = sum(c, [0], true)`. */
export function showOperations(graph: OperationGraph): readonly string[] {
  const { leaves, constants, steps } = graph;
  const unused = unusedIn(graph).map((slot) => ` + sum(${nameOf(slot)})`);
  const last = nameOf(leaves.length + steps.length - 1);
  return [
    ...constants.map((slot) => `${nameOf(slot)} is a constant`),
    ...steps.map((step, i) => `${nameOf(leaves.length + i)} = ${showStep(step)}`),
    ...(unused.length === 0 ? [] : [`result = ${last}${unused.join("")}`]),
  ];
}

const signs: Readonly<Partial<Record<TensorOperationName, string>>> = { add: "+", sub: "−", mul: "·", div: "/" };

function showStep({ name, operands, options }: OperationStep): string {
  const read = operands.map(nameOf);
  const sign = signs[name];
  if (sign !== undefined) return read.join(` ${sign} `);
  if (name === "neg") return `−${read.join("")}`;
  const tensors = ruleOf(name).reads === "list" ? [`[${read.join(", ")}]`] : read;
  return `${name}(${[...tensors, ...options.map(showOption)].join(", ")})`;
}

function showOption(option: Option): string {
  if (isValues(option)) return nest(Array.from(option.data, showNumber), option.shape);
  const text = Array.isArray(option) ? showShape(option.map(Number)) : JSON.stringify(option);
  return text.replaceAll("-", "−");
}

/** The unused slots, except the last. */
function unusedIn({ leaves, steps }: OperationGraph): readonly number[] {
  const used = new Set(steps.flatMap(({ operands }) => operands));
  return Array.from({ length: leaves.length + steps.length - 1 }, (_, slot) => slot).filter((slot) => !used.has(slot));
}
