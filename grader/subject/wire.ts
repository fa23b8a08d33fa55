import * as v from "valibot";
import { operations } from "../../specs/support/operations.ts";
import type { Plain } from "../../specs/support/plain.ts";
import {
  type Answer,
  type Argument,
  mostNumbers,
  type ProbeCall,
  type Program,
  type Result,
  type Step,
} from "../../specs/support/program.ts";
import type { Ask } from "../../specs/support/question.ts";
import type { Values } from "../../specs/support/values.ts";
import type {
  WireAnswer,
  WireArgument,
  WireQuestion,
  WireResult,
  WireStep,
  WireValues,
} from "../../specs/support/wire.ts";
import { type Frame, FrameError, type FrameLimit } from "../../kernels/frames.ts";

/** A question that code in the realm answers. */
export type RealmAsk = Program | ProbeCall;

/** Whether code in the realm answers a question. */
export function isRealmAsk(ask: Ask): ask is RealmAsk {
  return ask.kind !== "launches";
}

/** The answers to questions of both kinds, in the order of the questions. */
export function inOrderOf(
  questions: readonly Ask[],
  toRealm: readonly Answer[],
  toKernels: readonly Answer[],
): readonly Answer[] {
  let [realm, kernels] = [0, 0];
  return questions.map((ask) => {
    const answer = isRealmAsk(ask) ? toRealm[realm++] : toKernels[kernels++];
    if (answer === undefined) throw new Error("each question has an answer");
    return answer;
  });
}

/** An export of a module that a question calls. */
export interface NeededExport {
  readonly name: string;
  readonly module: string;
  readonly export: string;
}

/** The label of every input that has no label of its own: equal labels do not make equal tensors. */
const commonLabel = "x";

/** The exports that the questions call, course functions and probes alike. */
export function neededBy(questions: readonly Ask[]): readonly NeededExport[] {
  const needed = new Map<string, NeededExport>();
  const course = (name: keyof typeof operations) =>
    needed.set(name, { name, module: `course:${operations[name].file}`, export: name });
  for (const question of questions) {
    if (question.kind === "launches") continue;
    if (question.kind === "probe") {
      needed.set(question.name, { name: question.name, ...locateProbe(question.name) });
    } else {
      for (const step of question.steps) if (step.kind === "operation") course(step.name);
      if (question.passes.some(({ kind }) => kind === "backward")) course("backward");
    }
  }
  return [...needed.values()];
}

/** The modules that the questions name: those whose exports they call, and the kernels that they launch. */
export function modulesNamedBy(questions: readonly Ask[]): readonly string[] {
  const launched = questions.flatMap((ask) => (ask.kind === "launches" ? ask.launches : []));
  return [...neededBy(questions).map(({ module }) => module), ...launched.map(({ file }) => `course:${file}`)];
}

/** The place of a probe: `2-autodiff/backward.chain` is `chain` in `specs/2-autodiff/probes/backward.ts`. */
function locateProbe(name: string): Pick<NeededExport, "module" | "export"> {
  const [, assignment = "", file = "", exported = ""] = /^([^/]+)\/([^/.]+)\.(\w+)$/.exec(name) ?? [];
  return { module: `specs:${assignment}/probes/${file}.ts`, export: exported };
}

/** Questions as JSON, their numbers in one row beside it. */
export function encode(questions: readonly RealmAsk[]): Frame {
  const row: Float64Array[] = [];
  let length = 0;
  const wire = ({ shape, data }: Values): WireValues => {
    const at = length;
    row.push(data);
    length += data.length;
    return { shape, at };
  };
  const argument = (a: Argument): WireArgument => {
    switch (a.kind) {
      case "slot":
        return { slot: a.slot };
      case "slots":
        return { slots: a.slots };
      case "values":
        return { values: wire(a.values) };
      case "data":
        return { data: a.data };
    }
  };
  const step = (s: Step, labelled: boolean): WireStep =>
    s.kind === "node"
      ? { node: s.parents, weights: s.weights, label: labelled ? (s.name ?? "") : "" }
      : { call: s.name, arguments: s.arguments.map(argument) };
  const text = JSON.stringify(
    questions.map((question): WireQuestion =>
      question.kind === "probe"
        ? { probe: question.name, data: question.data, numbers: question.numbers }
        : {
            program: {
              inputs: question.inputs.map(({ name, values, requiresGrad }) => ({
                label: question.labelled === true ? name : commonLabel,
                values: wire(values),
                requiresGrad,
              })),
              steps: question.steps.map((each) => step(each, question.labelled === true)),
              passes: question.passes.map(({ kind, slot, upstream }) => ({
                kind,
                slot,
                ...(upstream === undefined ? {} : { upstream: wire(upstream) }),
              })),
              read: question.read,
              numbers: mostNumbers,
            },
          },
    ),
  );
  return { text, numbers: joinRows(row, length) };
}

/** Arrays of numbers as one, one behind the other. */
function joinRows(parts: readonly Float64Array[], length: number): Float64Array {
  const row = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    row.set(part, at);
    at += part.length;
  }
  return row;
}

/** The most that a console adds to a frame: the realm keeps 4,096 characters, of at most six bytes each as JSON. */
const consoleBytes = 6 * 4100;

/** The most that an answer to these questions may have: 4 kB, and for each question 1 kB for words, and room for its slots. */
export function limitFor(questions: readonly RealmAsk[]): FrameLimit {
  const slots = questions.reduce(
    (sum, question) => sum + (question.kind === "probe" ? 1 : question.inputs.length + question.steps.length),
    0,
  );
  return {
    textBytes: 4096 + 1024 * questions.length + 256 * slots + consoleBytes,
    numbers: questions.reduce((sum, question) => sum + numbersIn(question), 0),
  };
}

/** How many numbers a question may be answered with. */
function numbersIn(question: RealmAsk): number {
  return question.kind === "probe" ? question.numbers : mostNumbers;
}

/** The interpreter caps its texts, so a longer text is not its own. */
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const slotNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
/** The form of each kind of result. */
const resultSchemas = {
  values: v.object({
    kind: v.literal("values"),
    shape: v.pipe(v.array(count), v.maxLength(16)),
    at: count,
    borrowed: v.optional(v.boolean(), false),
  }),
  number: v.object({ kind: v.literal("number"), at: count }),
  numbers: v.object({ kind: v.literal("numbers"), at: count, length: count }),
  slots: v.object({ kind: v.literal("slots"), slots: v.array(slotNumber) }),
  slot: v.object({ kind: v.literal("slot"), slot: slotNumber, borrowed: v.boolean() }),
  nothing: v.object({ kind: v.literal("nothing") }),
  other: v.object({ kind: v.literal("other"), is: text(400) }),
} satisfies { readonly [K in WireResult["kind"]]: v.GenericSchema<unknown, Extract<WireResult, { kind: K }>> };
const resultSchema = byKind(resultSchemas);
/** The form of each kind of answer. */
const answerSchemas = {
  answered: v.object({
    kind: v.literal("answered"),
    results: v.array(resultSchema),
    values: v.array(resultSchema),
    grads: v.array(resultSchema),
    calls: v.array(count),
    orders: v.array(v.pipe(v.array(slotNumber), v.maxLength(64))),
    operands: v.array(v.array(resultSchema)),
    upstreams: v.array(resultSchema),
  }),
  reported: v.object({
    kind: v.literal("reported"),
    data: v.custom<Plain>((data) => isPlain(data)),
    numbers: v.optional(v.object({ at: count, length: count }), { at: 0, length: 0 }),
  }),
  threw: v.object({
    kind: v.literal("threw"),
    error: v.object({ name: text(50), message: text(310), stack: text(1000) }),
  }),
  "not-started": v.object({ kind: v.literal("not-started"), stub: text(100) }),
} satisfies { readonly [K in WireAnswer["kind"]]: v.GenericSchema<unknown, Extract<WireAnswer, { kind: K }>> };
const answersSchema = v.array(byKind(answerSchemas));
const frameAnswerSchema = v.union([
  v.object({ answers: answersSchema, console: text(4100) }),
  v.object({ refused: text(100) }),
]);

/**
 * The schema of several kinds of things. The kind chooses its schema at once: a variant of valibot tries them in turn, and
 * makes a list of complaints for each that does not fit.
 */
function byKind<S extends Readonly<Record<string, v.GenericSchema>>>(
  schemas: S,
): v.GenericSchema<unknown, v.InferOutput<S[keyof S]>> {
  return v.lazy((thing) => {
    const kind = typeof thing === "object" && thing !== null && "kind" in thing ? thing.kind : undefined;
    return (typeof kind === "string" && Object.hasOwn(schemas, kind) && schemas[kind]) || noKind;
  });
}
const noKind = v.never();

/** The content of an answer whose form has been checked. */
export type FrameAnswer =
  | { readonly answers: readonly Answer[]; readonly console: string }
  | { readonly refused: string };

/**
 * Reads the answers to `questions`. The work is bounded by the questions and by the frame: each list has as many entries
 * as its question asks for, and each number is read once.
 *
 * @throws {FrameError} if it is not of the agreed form, or points beyond its numbers
 */
export function decode(content: unknown, numbers: Float64Array, questions: readonly RealmAsk[]): FrameAnswer {
  const parsed = v.safeParse(frameAnswerSchema, content, { abortEarly: true });
  if (!parsed.success) throw new FrameError("an answer of another form than agreed");
  const { output } = parsed;
  if ("refused" in output) return output;
  if (output.answers.length !== questions.length)
    throw new FrameError(`${output.answers.length} answers to ${questions.length} questions`);
  const take = takeOnceFrom(numbers);
  const result = (r: v.InferOutput<typeof resultSchema>): Result => {
    switch (r.kind) {
      case "number":
        return { kind: "number", number: take(r.at, 1)[0] ?? Number.NaN };
      case "numbers":
        return { kind: "numbers", numbers: [...take(r.at, r.length)] };
      case "values": {
        const size = r.shape.reduce((product, n) => product * n, 1);
        return { kind: "values", borrowed: r.borrowed, values: { shape: r.shape, data: take(r.at, size) } };
      }
      case "slots":
      case "slot":
      case "nothing":
      case "other":
        return r;
    }
  };
  const answers = output.answers.map((answer, i): Answer => {
    const question = questions[i];
    switch (answer.kind) {
      case "answered":
        if (question?.kind !== "program") throw new FrameError("an answer to a question of another kind");
        if (!hasEveryPart(answer, question)) throw new FrameError("an answer with other parts than were asked for");
        return {
          ...answer,
          results: answer.results.map(result),
          values: answer.values.map(result),
          grads: answer.grads.map(result),
          operands: answer.operands.map((made) => made.map(result)),
          upstreams: answer.upstreams.map(result),
        };
      case "reported":
        if (question?.kind !== "probe") throw new FrameError("an answer to a question of another kind");
        if (answer.numbers.length > numbersIn(question))
          throw new FrameError("an answer with more numbers than agreed");
        return { ...answer, numbers: take(answer.numbers.at, answer.numbers.length) };
      case "threw":
      case "not-started":
        return answer;
    }
  });
  return { answers, console: output.console };
}

/** Whether data are safe to read: not nested too deeply, and without a key such as `toString` that every object inherits. */
function isPlain(data: unknown, depth = 8): boolean {
  if (typeof data !== "object" || data === null) return data !== undefined;
  if (depth === 0) return false;
  if (Array.isArray(data)) return data.every((entry) => isPlain(entry, depth - 1));
  return Object.entries(data).every(([key, value]) => !(key in Object.prototype) && isPlain(value, depth - 1));
}

/** Whether each list of an answer has one entry for each part that the program asks for. */
function hasEveryPart(
  { results, values, grads, calls, orders, operands, upstreams }: Extract<WireAnswer, { kind: "answered" }>,
  { steps, passes, read }: Program,
): boolean {
  const [stepsRead, passesRead] = read.operands ? [steps, passes] : [[], []];
  const pairs: readonly (readonly [readonly unknown[], readonly unknown[]])[] = [
    [results, steps],
    [values, read.values],
    [grads, read.grads],
    [calls, read.calls],
    [orders, passes],
    [operands, stepsRead],
    [upstreams, passesRead],
    ...stepsRead.map((step, i) => [operands[i] ?? [], step.kind === "node" ? [] : step.arguments] as const),
  ];
  return pairs.every(([entries, asked]) => entries.length === asked.length);
}

/** Copies parts of a row, together at most as many numbers as the row has: no answer grows by naming a part twice. */
function takeOnceFrom(row: Float64Array): (at: number, length: number) => Float64Array {
  let left = row.length;
  return (at, length) => {
    left -= length;
    if (!(left >= 0 && at + length <= row.length))
      throw new FrameError("an answer that names more numbers than it has");
    return row.slice(at, at + length);
  };
}
