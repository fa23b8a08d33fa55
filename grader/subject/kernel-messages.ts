/** @file The messages between the grader and `kernel-runner.mjs`. The words of all buffers stand in the row beside the text. */
import * as v from "valibot";
import type { Fault, Warning } from "../../kernels/interpreter/fault.ts";
import { cutBuffers, joinBuffers, rowLengthOf } from "../../kernels/rows.ts";
import { FrameError, type FrameLimit } from "../../kernels/frames.ts";
import type { BufferAccess, LaunchAsk, LaunchReport, NamedBuffer, ReadBuffer } from "../../specs/support/launch.ts";
import type { Answer } from "../../specs/support/program.ts";

/** Asks for launches. */
export interface KernelRequest {
  /** File → the text of its module. */
  readonly modules: Readonly<Record<string, string>>;
  readonly questions: readonly WireLaunches[];
}

/** See `LaunchAsk`. A buffer is named by its place in the list. */
export interface WireLaunches {
  readonly buffers: readonly { readonly words: number; readonly length: number }[];
  readonly launches: readonly {
    readonly file: string;
    readonly workgroups: readonly [number, number, number];
    readonly uniformBytes: number;
    readonly bind: readonly {
      readonly buffer: number;
      readonly variable: string;
      readonly binding: number;
      readonly access: BufferAccess;
    }[];
    readonly fuel: number;
  }[];
  readonly read: readonly number[];
  readonly writers: boolean;
  readonly segments: boolean;
}

/** The answer to launches. `broken`: the interpreter itself has failed. */
export type WireKernelAnswer =
  | { readonly kind: "launched"; readonly launches: readonly LaunchReport[] }
  | { readonly kind: "faulted"; readonly launch: number; readonly fault: Fault }
  | { readonly kind: "broken"; readonly message: string };

/** Questions as a request, the words of their buffers in one row beside it. @param modules - the texts of the files that they name */
export function encodeLaunches(
  questions: readonly LaunchAsk[],
  modules: KernelRequest["modules"],
): { readonly request: KernelRequest; readonly numbers: Float64Array } {
  const row = questions.flatMap(({ buffers, launches }) => [
    ...buffers.map(({ words }) => new Uint8Array(words.buffer, words.byteOffset, words.byteLength)),
    ...launches.map(({ uniform }) => uniform),
  ]);
  return {
    request: {
      modules,
      questions: questions.map(({ buffers, launches, read, writers = false, segments = false }): WireLaunches => {
        const numberOf = (name: string): number => buffers.findIndex((buffer) => buffer.name === name);
        return {
          buffers: buffers.map(({ words, length }) => ({ words: words.length, length })),
          launches: launches.map(({ file, workgroups, uniform, bind, fuel }) => ({
            file,
            workgroups,
            uniformBytes: uniform.length,
            bind: bind.map(({ buffer, ...bound }) => ({ ...bound, buffer: numberOf(buffer) })),
            fuel,
          })),
          read: read.map(numberOf),
          writers,
          segments,
        };
      }),
    },
    numbers: joinBuffers(row),
  };
}

/** The sizes of what comes back of a question: the words of each buffer, and their writers if they are asked for. */
function lengthsOf(ask: LaunchAsk): readonly number[] {
  return readOf(ask).flatMap(({ words }) => [4 * words.length, ...(ask.writers === true ? [12 * words.length] : [])]);
}

function readOf({ buffers, read }: LaunchAsk): readonly NamedBuffer[] {
  return read.flatMap((name) => buffers.filter((buffer) => buffer.name === name));
}

const mostWarnings = 20;
const mostSegments = 200;

/** The most that an answer to these questions may have. */
export function limitForLaunches(questions: readonly LaunchAsk[]): FrameLimit {
  const launches = questions.flatMap((question) => question.launches);
  const bound = launches.reduce((sum, { bind }) => sum + bind.length, 0);
  const segments = questions.some((question) => question.segments) ? 200 * mostSegments : 0;
  return {
    textBytes: 4096 * (1 + questions.length) + launches.length * (mostWarnings * 1024 + segments) + 512 * bound,
    numbers: questions.reduce((sum, question) => sum + rowLengthOf(lengthsOf(question)), 0),
  };
}

const text = v.pipe(v.string(), v.maxLength(1000));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A line or a column; a number of which JSON makes null is one that it does not know. */
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const place = { line, column: line };
const triple = v.strictTuple([count, count, count]);
const invocation = v.strictObject({ global: triple, local: triple, workgroup: triple });
const access = v.strictObject({ kind: v.picklist(["read", "write"]), ...place, invocation });
/** JSON knows neither NaN nor infinities: they are written as texts. */
const anyNumber = v.union([
  v.number(),
  v.pipe(
    v.picklist(["NaN", "Infinity", "-Infinity"]),
    v.transform((written) => Number(written)),
  ),
]);

const faultSchema: v.GenericSchema<unknown, Fault> = v.variant("kind", [
  v.strictObject({ kind: v.literal("refused"), message: text, length: count, ...place }),
  v.strictObject({ kind: v.literal("launch"), message: text }),
  v.strictObject({
    kind: v.literal("out-of-range"),
    variable: v.pipe(
      v.nullable(text),
      v.transform((name) => name ?? undefined),
    ),
    index: v.pipe(v.number(), v.safeInteger()),
    length: v.pipe(v.number(), v.safeInteger()),
    invocation,
    ...place,
  }),
  v.strictObject({
    kind: v.literal("race"),
    variable: text,
    element: text,
    space: v.picklist(["workgroup", "storage"]),
    within: v.picklist(["workgroup", "launch"]),
    first: access,
    second: access,
  }),
  v.strictObject({
    kind: v.literal("divergent-barrier"),
    waiting: v.strictObject({ ...place, barrier: text, invocation }),
    other: v.strictObject({ ...place, kind: v.picklist(["waiting", "ended"]), invocation }),
  }),
  v.strictObject({ kind: v.literal("endless"), what: v.picklist(["loop", "call"]), invocation, ...place }),
]);

const warningSchema: v.GenericSchema<unknown, Warning> = v.variant("kind", [
  v.strictObject({
    kind: v.literal("non-finite"),
    operation: text,
    operands: v.pipe(v.array(anyNumber), v.maxLength(16)),
    result: anyNumber,
    invocation,
    ...place,
  }),
  v.strictObject({ kind: v.literal("unwritten-read"), variable: text, element: text, invocation, ...place }),
  v.strictObject({ kind: v.literal("never-written"), variable: text, binding: count, words: count, element: text }),
]);

const movedSchema = v.strictObject({ loads: count, stores: count, atomics: count });
const reportSchema: v.GenericSchema<unknown, LaunchReport> = v.strictObject({
  moved: v.record(text, movedSchema),
  workgroup: movedSchema,
  unwritten: v.array(v.strictObject({ variable: text, count, first: count })),
  segments: v.pipe(
    v.array(
      v.strictObject({
        variable: text,
        kind: v.picklist(["load", "store", "atomic"]),
        line,
        requests: count,
        segments: count,
      }),
    ),
    v.maxLength(mostSegments),
  ),
  warnings: v.pipe(v.array(warningSchema), v.maxLength(mostWarnings)),
});
const answersSchema: v.GenericSchema<unknown, readonly WireKernelAnswer[]> = v.array(
  v.variant("kind", [
    v.strictObject({ kind: v.literal("launched"), launches: v.array(reportSchema) }),
    v.strictObject({ kind: v.literal("faulted"), launch: count, fault: faultSchema }),
    v.strictObject({ kind: v.literal("broken"), message: text }),
  ]),
);

/**
 * Reads the answers to `questions`.
 *
 * @throws {FrameError} if they do not have the agreed form
 * @throws {Error} if the interpreter has failed, or a launch does not fit its module: then the grader is at fault
 */
export function decodeLaunches(
  content: unknown,
  numbers: Float64Array,
  questions: readonly LaunchAsk[],
): readonly Answer[] {
  const parsed = v.safeParse(answersSchema, content, { abortEarly: true });
  if (!parsed.success) throw new FrameError("an answer of another form than agreed");
  const { output } = parsed;
  if (output.length !== questions.length)
    throw new FrameError(`${output.length} answers to ${questions.length} questions`);
  let at = 0;
  return output.map((answer, i): Answer => {
    const question = questions[i];
    if (question === undefined) throw new FrameError("an answer to no question");
    switch (answer.kind) {
      case "launched": {
        if (!fits(answer.launches, question)) throw new FrameError("an answer with other parts than were asked for");
        const row = numbers.subarray(at, (at += rowLengthOf(lengthsOf(question))));
        return { ...answer, buffers: readBuffers(row, question) };
      }
      case "faulted":
        return faultedAnswer(answer, question);
      case "broken":
        throw new Error(`the interpreter of kernels failed: ${answer.message}`);
    }
  });
}

/** Whether each launch has a report, about the variables that are bound to it. */
function fits(reports: readonly LaunchReport[], { launches, buffers }: LaunchAsk): boolean {
  return (
    reports.length === launches.length &&
    reports.every(({ moved, unwritten }, i) => {
      const { bind = [] } = launches[i] ?? {};
      const lengthOf = (variable: string): number | undefined => {
        const bound = bind.find((one) => one.variable === variable && one.access === "write");
        return buffers.find(({ name }) => name === bound?.buffer)?.length;
      };
      return (
        Object.keys(moved).every((variable) => bind.some((one) => one.variable === variable)) &&
        unwritten.every(({ variable, first, count: left }) => first + left <= (lengthOf(variable) ?? -1))
      );
    })
  );
}

function readBuffers(row: Float64Array, question: LaunchAsk): readonly ReadBuffer[] {
  const lengths = lengthsOf(question);
  if (row.length < rowLengthOf(lengths)) throw new FrameError("an answer with fewer words than were asked for");
  const all = cutBuffers(row, lengths).map(({ buffer }) => new Uint32Array(buffer));
  const each = question.writers === true ? 2 : 1;
  return readOf(question).map(({ name }, i) => ({
    name,
    words: all[each * i] ?? new Uint32Array(),
    writers: (each === 2 ? all[2 * i + 1] : undefined) ?? new Uint32Array(),
  }));
}

/** A text that does not compile is like an error that is thrown: its place stands where a stack has it. */
function faultedAnswer(
  { launch, fault }: Extract<WireKernelAnswer, { kind: "faulted" }>,
  { launches }: LaunchAsk,
): Answer {
  const file = launches[launch]?.file;
  if (file === undefined) throw new FrameError("a fault in a launch that was not asked for");
  if (fault.kind === "launch") throw new Error(`${file}: the launch does not fit it: ${fault.message}`);
  if (fault.kind !== "refused") return { kind: "faulted", launch, fault };
  const { message, line: at, column } = fault;
  return { kind: "threw", error: { name: "WgslError", message, stack: `main (course:${file}:${at}:${column})` } };
}
