import { Mismatch } from "./compare.ts";
import type { PlainFunction } from "./course-functions.ts";
import type { LaunchAsk } from "./launch.ts";
import { isComposed, operations, type PlainFunctionName } from "./operations.ts";
import type { Plain } from "./plain.ts";
import type { Input, Pass, ProbeCall, Program, Step, Thrown } from "./program.ts";
import { type Answered, argumentsUnchanged, isBorrowed, readResult, resultsOf, wrongForm } from "./reading.ts";
import { readRun, type Run } from "./run.ts";
import { showShape } from "./shapes.ts";
import { type Shape, tabulate, type Values } from "./values.ts";
import { argumentOf, type Course, courseOf, type Handle, handle } from "./writing.ts";

/** What a subject can be asked. */
export type Ask = Program | ProbeCall | LaunchAsk;

/** A question to a subject, and how to read its answer. `read` throws a `Mismatch` if the answer has another form. */
export interface Question<A> {
  readonly ask: Ask;
  readonly read: (answer: Answered) => A;
  /** Whether an error that the course throws is an answer rather than a failure. */
  readonly mayRefuse: boolean;
  /** What a report shows of it, by name, unless its law says what to show. Left out: what the law is given. */
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** Marks an input as one that requires no gradient. */
export interface Constant {
  readonly constant: Values;
}

/** An input that requires no gradient. */
export function constant(v: Values): Constant {
  return { constant: v };
}

/** The inputs of a program by name. */
export type Inputs<N extends string> = Readonly<Record<N, Values | Constant>>;

/** Writes a program down: from its tensors, and the course, to the tensor that is its result. */
export type Body<N extends string> = (tensors: Readonly<Record<N, Handle>>, course: Course) => Handle;

/**
 * One operation: its value, and, if there is an upstream, what its own closure adds to its operands.
 *
 * The closure is called by itself, once an upstream, so this needs neither `backward` nor `topologicalOrder`. An operation
 * that is made of operations has no closure of its own: there, `backward` leads back through all of them.
 */
export function run<N extends string>(
  inputs: Inputs<N>,
  body: Body<N>,
  ...upstreams: readonly Values[]
): Question<Run<N>> & { readonly ask: Program } {
  return program(inputs, body, (slot, step) => ownPasses(slot, step, upstreams));
}

/** The same as `run`, where each input that requires a gradient has one already: its own numbers. */
export function runOntoGradients<N extends string>(
  inputs: Readonly<Record<N, Values>>,
  body: Body<N>,
  ...upstreams: readonly Values[]
): Question<Run<N>> & { readonly ask: Program } {
  const names = Object.keys(inputs) as N[];
  return program(
    inputs,
    (tensors, course) => {
      for (const name of names) course.node([tensors[name]], [1]);
      return body(tensors, course);
    },
    (slot, step) => [
      ...names.map((name, i) => ({ kind: "closure", slot: names.length + i, upstream: inputs[name] }) as const),
      ...ownPasses(slot, step, upstreams),
    ],
  );
}

/** The closure of an operation, or `backward` where it has none of its own, once an upstream. */
function ownPasses(slot: number, step: Step | undefined, upstreams: readonly Values[]): readonly Pass[] {
  const kind = step?.kind === "operation" && isComposed(step.name) ? "backward" : "closure";
  return upstreams.map((upstream) => ({ kind, slot, upstream }));
}

/** A graph, and the gradients of everything in it after `backward` has run once for each upstream. */
export function backprop<N extends string>(
  inputs: Inputs<N>,
  body: Body<N>,
  ...upstreams: readonly (Values | "ones")[]
): Question<Run<N>> & { readonly ask: Program } {
  return program(inputs, body, (slot) =>
    upstreams.map((upstream) =>
      upstream === "ones" ? { kind: "backward", slot } : { kind: "backward", slot, upstream },
    ),
  );
}

/** The result of a function on plain data, and the truth about it. */
export interface Called<R> {
  readonly result: R;
  readonly truth: R;
  /** Whether the numbers that it returned lie in the memory of one of its arguments. */
  readonly borrowed: boolean;
  /** Fails if the function has changed one of its arguments. */
  readonly keepsItsArguments: () => void;
}

/** A call of a function on plain data. */
export function call<K extends PlainFunctionName>(
  name: K,
  ...operands: (typeof operations)[K] extends PlainFunction<infer A, infer _> ? A : never
): Question<(typeof operations)[K] extends PlainFunction<infer _, infer R> ? Called<R> : never> & {
  readonly ask: Program;
};
export function call(
  name: PlainFunctionName,
  ...operands: readonly unknown[]
): Question<Called<unknown>> & { readonly ask: Program } {
  const truth = operations[name].truth as (...operands: readonly unknown[]) => unknown;
  const expected = truth(...operands);
  const ask: Program = {
    kind: "program",
    inputs: [],
    steps: [{ kind: "operation", name, arguments: operands.map(argumentOf) }],
    passes: [],
    read: { values: [], grads: [], calls: [], operands: true },
  };
  return {
    ask,
    mayRefuse: false,
    read: (answer) => ({
      result: readResult(`${name}(…)`, resultsOf(answer)[0], expected),
      truth: expected,
      borrowed: isBorrowed(resultsOf(answer)[0]),
      keepsItsArguments: () => argumentsUnchanged(answer, ask),
    }),
  };
}

/** The order in which a course function lists a graph of nodes, as slots; −1 is a tensor from outside the graph. */
export function orderOf<N extends string>(
  inputs: Inputs<N>,
  body: Body<N>,
  name: "topologicalOrder" | "topologicalOrderIterative" = "topologicalOrder",
): Question<{ readonly order: readonly number[]; readonly program: Program }> {
  const { ask } = program(inputs, body, () => []);
  const root = ask.inputs.length + ask.steps.length - 1;
  const asked: Program = {
    ...ask,
    steps: [...ask.steps, { kind: "operation", name, arguments: [{ kind: "slot", slot: root }] }],
    read: { values: [], grads: [], calls: [], operands: false },
  };
  return {
    ask: asked,
    mayRefuse: false,
    read: (answer) => {
      const result = resultsOf(answer).at(-1);
      if (result?.kind !== "slots") throw new Mismatch(wrongForm(`${name}(…)`, "a list of tensors", result));
      return { order: result.slots, program: ask };
    },
  };
}

/** A question that a locked module answers inside the realm, as plain data. */
export function probe(name: string, data: Plain): Question<Plain> & { readonly ask: ProbeCall } {
  return {
    ask: { kind: "probe", name, data, numbers: 0 },
    mayRefuse: false,
    read: (answer) => (answer.kind === "reported" ? answer.data : null),
  };
}

/**
 * A question that a locked module answers inside the realm with a row of numbers.
 *
 * @param most - the most numbers that it may answer
 */
export function probeNumbers(
  name: string,
  data: Plain,
  most: number,
): Question<Float64Array> & { readonly ask: ProbeCall } {
  return {
    ask: { kind: "probe", name, data, numbers: most },
    mayRefuse: false,
    read: (answer) => (answer.kind === "reported" ? answer.numbers : new Float64Array(0)),
  };
}

/** Lets an error through as data: what was thrown, or undefined. A law asks it beside a control that must succeed. */
export function refuses(question: Question<unknown>): Question<Thrown | undefined> {
  return {
    ask: question.ask,
    mayRefuse: true,
    read: (answer) => (answer.kind === "threw" ? answer.error : undefined),
  };
}

/** Fails unless something was thrown, it is a `ShapeError`, and its text names all of `shapes`, however they are spaced. */
export function namesShapes(error: Thrown | undefined, shapes: readonly Shape[]): void {
  const [expected, got] = ["a ShapeError", error === undefined ? "a result" : `${error.name}: ${error.message}`];
  if (error?.name !== "ShapeError") throw new Mismatch({ what: "the answer to shapes that do not fit", expected, got });
  const bare = (text: string) => text.replaceAll(/\s/g, "");
  const missing = shapes.find((shape) => !bare(error.message).includes(bare(showShape(shape))));
  if (missing !== undefined)
    throw new Mismatch({
      what: "the error",
      expected: `a text that names ${showShape(missing)}`,
      got: `"${error.message}"`,
    });
}

function program<N extends string>(
  named: Inputs<N>,
  body: Body<N>,
  passesFrom: (root: number, step: Step | undefined) => readonly Pass[],
): Question<Run<N>> & { readonly ask: Program } {
  const names = Object.keys(named) as N[];
  const inputs: Input[] = names.map((name) => {
    const input: Values | Constant = named[name];
    return "constant" in input
      ? { name, values: input.constant, requiresGrad: false }
      : { name, values: input, requiresGrad: true };
  });
  const steps: Step[] = [];
  const push = (step: Step): Handle => handle(inputs.length + steps.push(step) - 1, push);
  const tensors = Object.fromEntries(names.map((name, slot) => [name, handle(slot, push)])) as Record<N, Handle>;
  const root = body(tensors, courseOf(push));

  const all = tabulate(inputs.length + steps.length, (slot) => slot);
  const tensorSlots = all.filter((slot) => makesTensor(steps[slot - inputs.length]));
  const nodes = all.filter((slot) => steps[slot - inputs.length]?.kind === "node");
  const passes = passesFrom(root.slot, steps[root.slot - inputs.length]);
  // Until a pass, or a call of `accumulate`, every gradient is zero.
  const changesGradients = passes.length > 0 || !steps.every(makesTensor);
  const ask: Program = {
    kind: "program",
    inputs,
    steps,
    passes,
    read: { values: tensorSlots, grads: changesGradients ? tensorSlots : [], calls: nodes, operands: true },
  };
  return { ask, mayRefuse: false, read: (answer) => readRun(ask, names, root.slot, answer) };
}

function makesTensor(step: Step | undefined): boolean {
  return step === undefined || step.kind === "node" || operations[step.name].kind === "tensor";
}
