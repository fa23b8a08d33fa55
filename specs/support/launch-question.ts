/** @file Questions to kernels: launches over buffers that are longer than they seem, and what they left there. */
import type { Contract, ContractBinding, Sizes } from "../../kernels/contracts/contract.ts";
import { nobody } from "../../kernels/interpreter/collect.ts";
import { Mismatch } from "./compare.ts";
import type {
  AskedLaunch,
  ElementType,
  LaunchAsk,
  LaunchedAnswer,
  LaunchReport,
  MovedWords,
  NamedBuffer,
  Segments,
} from "./launch.ts";
import type { Question } from "./question.ts";
import { indexOf, showShape } from "./shapes.ts";
import { isValues, sameShape, type Shape, sizeOf, type Values } from "./values.ts";
import { redZone, strayWord, valuesFromWords, wordsOf } from "./words.ts";

/** A buffer before the first launch: Values, or a shape whose elements nobody has written yet. The type is f32 if left out. */
export type Held = Values | { readonly values: Values; readonly type: ElementType } | Unwritten;

/** A buffer whose elements nobody has written yet. */
export interface Unwritten {
  readonly shape: Shape;
  readonly type?: ElementType;
}

/** One launch of a kernel. `bind`: the buffer of a variable, if it does not have the variable's name. */
export interface LaunchStep {
  readonly contract: Contract;
  readonly sizes: Sizes;
  readonly bind?: Readonly<Record<string, string>>;
}

/** What a buffer holds afterwards. */
export interface Output extends Values {
  /** The `global_invocation_id` that wrote element `i` last; undefined where nobody did, or nobody asked. */
  readonly writerOf: (i: number) => readonly number[] | undefined;
}

/** What launches left, and what they did. */
export interface Launched {
  /**
   * What a buffer holds afterwards.
   *
   * @throws {Mismatch} if a launch was to write an element and did not, or something behind the end has changed
   */
  readonly output: (name: string) => Output;
  /** The words of a buffer's variable that all launches moved together. */
  readonly moved: (variable: string) => MovedWords;
  /** The words of workgroup memory that all launches moved together. */
  readonly workgroup: MovedWords;
  /** How accesses fall on segments of memory; empty unless asked for. */
  readonly segments: readonly Segments[];
  /** What each launch did by itself. */
  readonly launches: readonly LaunchReport[];
}

/** What else to ask about launches. `segments`: how accesses fall on memory, which takes many times as long. */
export interface LaunchOptions {
  readonly segments?: true;
}

/**
 * One launch of a kernel, with buffers that have the names of its variables.
 *
 * @param inputs - what each buffer holds that the kernel reads
 * @throws {RangeError} if a buffer does not fit the contract
 */
export function launch(
  contract: Contract,
  sizes: Sizes,
  inputs: Readonly<Record<string, Values>>,
  options: LaunchOptions = {},
): Question<Launched> {
  const held = (binding: ContractBinding): Held => {
    const { name, access, type, shape } = binding;
    const values = inputs[name];
    if (access === "write") return { shape: shape(sizes), type };
    if (values === undefined) throw new RangeError(`${contract.kernel} reads ${name}: expected Values, got none`);
    return { values, type };
  };
  const buffers = Object.fromEntries(contract.bindings.map((binding) => [binding.name, held(binding)]));
  return { ...launches(buffers, [{ contract, sizes }], options), shown: { ...sizes, ...inputs } };
}

/**
 * Some launches, one after the other, over buffers by name.
 *
 * @throws {RangeError} if a buffer does not fit the contract of a launch
 */
export function launches(
  buffers: Readonly<Record<string, Held>>,
  steps: readonly LaunchStep[],
  { segments }: LaunchOptions = {},
): Question<Launched> {
  const shapes = new Map(Object.entries(buffers).map(([name, held]) => [name, shapeOf(held)]));
  const written = new Set<string>();
  const asked = steps.map((step) => askLaunch(step, shapes, buffers, written));
  const ask: LaunchAsk = {
    kind: "launches",
    buffers: Object.entries(buffers).map(([name, held]) => fillBuffer(name, held)),
    launches: asked,
    read: Object.keys(buffers).filter((name) => written.has(name)),
    ...(segments && { segments }),
  };
  return {
    ask,
    mayRefuse: false,
    read: (answer) => {
      if (answer.kind !== "launched") throw new RangeError(`launches cannot be answered by '${answer.kind}'`);
      return readLaunched(ask, shapes, answer);
    },
  };
}

/** A launch as data; adds the buffers that it writes to `written`. */
function askLaunch(
  { contract, sizes, bind = {} }: LaunchStep,
  shapes: ReadonlyMap<string, Shape>,
  buffers: Readonly<Record<string, Held>>,
  written: Set<string>,
): AskedLaunch {
  const { kernel, file, bindings, workgroupSize } = contract;
  const workgroups = contract.workgroups(sizes);
  const bound = bindings.map(({ name, binding, access, type, shape }) => {
    const buffer = bind[name] ?? name;
    const [due, has] = [shape(sizes), shapes.get(buffer)];
    if (has === undefined || !sameShape(due, has) || type !== typeOf(buffers[buffer]))
      throw new RangeError(
        `${kernel} has ${type} ${showShape(due)} as ${name}, got ${has === undefined ? "nothing" : showShape(has)}`,
      );
    if (access !== "read") written.add(buffer);
    return { buffer, variable: name, binding, access };
  });
  const invocations = [...workgroups, ...workgroupSize].reduce((product, size) => product * size, 1);
  const elements = bound.reduce((sum, { buffer }) => sum + sizeOf(shapes.get(buffer) ?? []), 0);
  const shared = bound.find(({ buffer, access }) => access !== "read" && count(bound, buffer) > 1)?.buffer;
  if (shared !== undefined) throw new RangeError(`${kernel} writes ${shared}, which is bound twice`);
  return { file, workgroups, uniform: uniformOf(contract, sizes), bind: bound, fuel: fuelFor(invocations, elements) };
}

function count(bound: readonly { readonly buffer: string }[], name: string): number {
  return bound.filter(({ buffer }) => buffer === name).length;
}

/**
 * How many rounds of loops a launch may take. An invocation that goes several times through all elements of all buffers is
 * right, if slow. The bound is so low that a hundred endless launches end soon, and the largest product of matrices, with
 * 2²¹ rounds, keeps well below it.
 */
function fuelFor(invocations: number, elements: number): number {
  return Math.min(2 ** 24, 2 ** 14 + 4 * invocations * (elements + redZone));
}

/** The bytes of the uniform buffer. @throws {RangeError} if a size is missing, or none that its type has */
function uniformOf({ kernel, uniforms }: Contract, sizes: Sizes): Uint8Array {
  const bytes = new Uint8Array(16 * Math.ceil(uniforms.length / 4));
  for (const [i, { name, type }] of uniforms.entries()) {
    const size = sizes[name];
    if (size === undefined) throw new RangeError(`${kernel} has a uniform ${name}: expected a number, got none`);
    const word = wordsOf({ shape: [], data: Float64Array.of(size) }, type);
    bytes.set(new Uint8Array(word.buffer), 4 * i);
  }
  return bytes;
}

/** A buffer with its red zone. What is to be written holds words that no right kernel leaves. */
function fillBuffer(name: string, held: Held): NamedBuffer {
  const type = typeOf(held);
  const length = sizeOf(shapeOf(held));
  const values = valuesIn(held);
  const words = Uint32Array.from({ length: length + redZone }, (_, i) => strayWord(i, values === undefined ? -1 : 1));
  if (values !== undefined) words.set(wordsOf(values, type));
  return { name, type, words, length };
}

function valuesIn(held: Held): Values | undefined {
  if ("values" in held) return held.values;
  return isValues(held) ? held : undefined;
}

function shapeOf(held: Held): Shape {
  return "values" in held ? held.values.shape : held.shape;
}

function typeOf(held: Held | undefined): ElementType {
  return held !== undefined && "type" in held ? (held.type ?? "f32") : "f32";
}

function readLaunched(ask: LaunchAsk, shapes: ReadonlyMap<string, Shape>, answer: LaunchedAnswer): Launched {
  const sum = (moved: readonly (MovedWords | undefined)[]): MovedWords => ({
    loads: moved.reduce((total, one) => total + (one?.loads ?? 0), 0),
    stores: moved.reduce((total, one) => total + (one?.stores ?? 0), 0),
    atomics: moved.reduce((total, one) => total + (one?.atomics ?? 0), 0),
  });
  return {
    output: (name) => readOutput(ask, shapes.get(name) ?? [], answer, name),
    moved: (variable) => sum(answer.launches.map(({ moved }) => moved[variable])),
    workgroup: sum(answer.launches.map(({ workgroup }) => workgroup)),
    segments: answer.launches.flatMap(({ segments }) => segments),
    launches: answer.launches,
  };
}

/** @throws {Mismatch} if an element was not written, or the red zone has changed */
function readOutput(ask: LaunchAsk, shape: Shape, answer: LaunchedAnswer, name: string): Output {
  const buffer = ask.buffers.find((one) => one.name === name);
  const read = answer.buffers.find((one) => one.name === name);
  if (buffer === undefined || read === undefined) throw new RangeError(`no launch writes ${name}`);
  checkWritten(ask, answer, buffer, shape);
  const writerOf = (i: number) => {
    const [x = nobody, y = 0, z = 0] = read.writers.subarray(3 * i, 3 * i + 3);
    return x === nobody ? undefined : [x, y, z];
  };
  const changed = buffer.words.findIndex((word, i) => i >= buffer.length && word !== read.words[i]);
  if (changed >= 0) {
    const writer = writerOf(changed);
    throw new Mismatch({
      what: `${name}[${changed}]`,
      expected: `untouched: ${name} has ${countElements(buffer.length)}`,
      got: writer === undefined ? "written" : `written by invocation (${writer.join(", ")})`,
    });
  }
  return { ...valuesFromWords(read.words, buffer.type, shape), writerOf };
}

/** Fails if a launch was to write all elements of a buffer, and did not. */
function checkWritten(ask: LaunchAsk, { launches }: LaunchedAnswer, { name, length }: NamedBuffer, shape: Shape): void {
  for (const [i, { bind }] of ask.launches.entries()) {
    const variable = bind.find(({ buffer, access }) => buffer === name && access === "write")?.variable;
    const left = launches[i]?.unwritten.find((one) => one.variable === variable);
    if (variable === undefined || left === undefined || left.count === 0) continue;
    throw new Mismatch({
      what: `${variable}[${left.first}]`,
      expected: "a number",
      got: "never written by any invocation",
      differing: left.count,
      of: length,
      index: indexOf(left.first, shape),
    });
  }
}

function countElements(n: number): string {
  return n === 1 ? "1 element" : `${n} elements`;
}
