/**
 * @file Answers questions inside the realm. It is the only locked code that touches a student's results, and it trusts
 * none of them: a result is described, copied number by number, and capped.
 */
import { NotStarted } from "#course/2-autodiff/errors.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import type { WireAnswer, WireProgram, WireQuestion, WireResult, WireValues } from "../support/wire.ts";
import { callsOf, node, takeOrder } from "./node.ts";
import { copyOfNumbers, kindOf, lengthOf, misfit, readValues, sizeOf } from "./read-values.ts";

type Callable = (...operands: readonly unknown[]) => unknown;

const callables = new Map<string, Callable>();
let row: number[] = [];

/** Makes an export known by name: a course function, or a probe. */
export function register(name: string, callable: Callable): void {
  callables.set(name, callable);
}

/** The numbers that belong to the last answers. */
export function numbers(): Float64Array {
  return Float64Array.from(row);
}

/** A row of zeros for the host to write a request's numbers into. */
export function room(length: number): Float64Array {
  return new Float64Array(length);
}

/**
 * Answers questions, one after the other.
 *
 * @param text - JSON: a list of questions
 * @param given - the numbers that the questions refer to
 * @returns JSON: a list of answers
 */
export function answer(text: string, given: Float64Array): string {
  row = [];
  const questions = JSON.parse(text) as readonly WireQuestion[];
  return JSON.stringify(questions.map((question) => answerOne(question, given)));
}

function answerOne(question: WireQuestion, given: Float64Array): WireAnswer {
  const before = row.length;
  try {
    if ("program" in question) return runProgram(question.program, given);
    return report(findCallable(question.probe)(question.data), question.numbers);
  } catch (error) {
    row.length = before;
    return describeError(error);
  }
}

function runProgram(program: WireProgram, given: Float64Array): WireAnswer {
  const limit = row.length + program.numbers;
  const take = ({ shape, at }: WireValues) => ({
    shape: [...shape],
    data: given.slice(at, at + shape.reduce((size, n) => size * n, 1)),
  });
  const slots: unknown[] = program.inputs.map(
    ({ label, values, requiresGrad }) => new Tensor(take(values), { label, requiresGrad }),
  );
  const operands: unknown[][] = [];
  const upstreams: unknown[] = [];
  const orders: (readonly Tensor[])[] = [];

  for (const step of program.steps) {
    if ("node" in step) {
      slots.push(
        node(
          step.node.map((slot) => tensorAt(slots, slot)),
          step.weights,
          step.label,
        ),
      );
      operands.push([]);
    } else {
      const made = step.arguments.map((argument) => {
        if ("slot" in argument) return slots[argument.slot];
        if ("slots" in argument) return argument.slots.map((slot) => slots[slot]);
        return "values" in argument ? take(argument.values) : argument.data;
      });
      slots.push(findCallable(step.call)(...made));
      operands.push(made);
    }
  }
  for (const { kind, slot, upstream } of program.passes) {
    const root = tensorAt(slots, slot);
    const given = upstream === undefined ? undefined : take(upstream);
    upstreams.push(given);
    takeOrder();
    if (kind === "backward") findCallable("backward")(...(given === undefined ? [root] : [root, given]));
    else {
      if (given !== undefined) root.grad.data.set(given.data);
      root.backwardStep();
    }
    orders.push(takeOrder());
  }

  const describe = (value: unknown) => describeResult(value, slots, limit, []);
  return {
    kind: "answered",
    results: slots.slice(program.inputs.length).map((value, i) => {
      const earlier = slots.slice(0, program.inputs.length + i);
      return describeResult(value, slots, limit, [...earlier, ...(operands[i] ?? []).flat()]);
    }),
    values: program.read.values.map((slot) => valuesOf(slots[slot], limit)),
    grads: program.read.grads.map((slot) =>
      valuesOf(slots[slot] instanceof Tensor ? tensorAt(slots, slot).grad : undefined, limit),
    ),
    calls: program.read.calls.map((slot) => callsOf(tensorAt(slots, slot))),
    orders: orders.map((order) => order.map((tensor) => slots.indexOf(tensor))),
    operands: program.read.operands ? operands.map((made) => made.map(describe)) : [],
    upstreams: program.read.operands ? upstreams.map(describe) : [],
  };
}

function findCallable(name: string): Callable {
  const found = callables.get(name);
  if (found === undefined) throw new ReferenceError(`${name} is not loaded`);
  return found;
}

function tensorAt(slots: readonly unknown[], slot: number): Tensor {
  const found = slots[slot];
  if (!(found instanceof Tensor)) throw new TypeError(`expected a Tensor from step ${slot}, got ${kindOf(found)}`);
  return found;
}

/**
 * The report of a probe: a row of numbers, or plain data.
 *
 * @param most - the most numbers that it may have
 */
function report(said: unknown, most: number): WireAnswer {
  if (!(said instanceof Float64Array)) return { kind: "reported", data: plain(said) };
  const [at, length] = [row.length, Math.min(lengthOf(said), most)];
  for (let i = 0; i < length; i++) {
    const x: unknown = said[i];
    row.push(typeof x === "number" ? x : Number.NaN);
  }
  return { kind: "reported", data: null, numbers: { at, length } };
}

/**
 * The report of a probe as plain data. Code of a student that hides in it runs here, where an error is still an
 * answer.
 */
function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data) ?? "null");
}

/** The result of a call in the form of an answer. */
function describeResult(
  value: unknown,
  slots: readonly unknown[],
  limit: number,
  given: readonly unknown[],
): WireResult {
  if (value === undefined) return { kind: "nothing" };
  if (typeof value === "number") return { kind: "number", at: row.push(value) - 1 };
  if (value instanceof Tensor) return { kind: "slot", slot: slots.indexOf(value), borrowed: isBorrowed(value, given) };
  if (Array.isArray(value)) {
    const { length }: { readonly length: unknown } = value;
    if (typeof length !== "number" || !(row.length + length <= limit))
      return { kind: "other", is: `a list of ${String(length)} entries` };
    // Each entry is read once: a getter may return something else the next time.
    const entries = Array.from({ length }, (_, i): unknown => value[i]);
    if (length > 0 && entries.every((entry) => entry instanceof Tensor))
      return { kind: "slots", slots: entries.map((entry) => slots.indexOf(entry)) };
    if (entries.every((entry) => typeof entry === "number")) {
      const at = row.length;
      for (const entry of entries) row.push(entry);
      return { kind: "numbers", at, length: entries.length };
    }
    return { kind: "other", is: "a list of something else than numbers" };
  }
  const values = valuesOf(value, limit);
  return values.kind === "values" ? { ...values, borrowed: isBorrowed(value, given) } : values;
}

/** Whether numbers lie in the memory of one of these, or of its gradient. */
function isBorrowed(value: unknown, given: readonly unknown[]): boolean {
  const memory = memoryOf(value);
  const gradientOf = (one: unknown) => (one instanceof Tensor ? one.grad : undefined);
  return memory !== undefined && given.some((one) => memoryOf(one) === memory || memoryOf(gradientOf(one)) === memory);
}

function memoryOf(value: unknown): ArrayBufferLike | undefined {
  if (typeof value !== "object" || value === null || !("data" in value)) return undefined;
  return value.data instanceof Float64Array ? value.data.buffer : undefined;
}

/** Values, number by number, if that is what they are. */
function valuesOf(value: unknown, limit: number): WireResult {
  if (value === undefined) return { kind: "nothing" };
  const read = readValues(value);
  if (read.kind === "other") return { kind: "other", is: read.is };
  const difference = misfit(read);
  if (difference !== undefined) return { kind: "other", is: `Values that do not fit: ${difference}` };
  const { shape } = read;
  if (row.length + sizeOf(shape) > limit) return { kind: "other", is: `Values of shape [${shape.join(", ")}]` };
  const at = row.length;
  for (const x of copyOfNumbers(read.data)) row.push(x);
  return { kind: "values", shape, at };
}

/**
 * An error, or whatever else was thrown, as capped text. Reading it may run a student's getters, which is harmless in
 * the realm.
 */
function describeError(error: unknown): WireAnswer {
  try {
    if (error instanceof NotStarted) return { kind: "not-started", stub: cap(error.stub, 80) };
    if (error instanceof Error) {
      return {
        kind: "threw",
        error: {
          name: cap(error.name, 40),
          message: cap(error.message, 300),
          stack: coursePositions(error.stack),
        },
      };
    }
    return { kind: "threw", error: { name: kindOf(error), message: cap(error, 300), stack: "" } };
  } catch {
    return { kind: "threw", error: { name: "Error", message: "what was thrown cannot be read", stack: "" } };
  }
}

function cap(text: unknown, length: number): string {
  // This may run a student's toString, which may throw; the caller expects that.
  const whole = String(text);
  return whole.length > length ? `${whole.slice(0, length)}…` : whole;
}

/** The first positions of a stack that lie in course files: `course:2-autodiff/ops/mul.ts:21:5`. */
function coursePositions(stack: unknown): string {
  if (typeof stack !== "string") return "";
  return (stack.slice(0, 20_000).match(/course:[\w./-]{1,100}:\d{1,7}:\d{1,7}/g) ?? []).slice(0, 8).join("\n");
}
