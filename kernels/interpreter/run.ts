import type { Launch, LaunchBinding } from "../launch.ts";
import { check } from "../wgsl/check.ts";
import { toI32, toU32 } from "../wgsl/constants.ts";
import { f32Functions } from "../wgsl/f32-functions.ts";
import { i32Functions, packFunctions, u32Functions } from "../wgsl/integer-functions.ts";
import { alignOf, roundUp, sizeOf, strideOf } from "../wgsl/layout.ts";
import { WgslError } from "../wgsl/span.ts";
import type { FunctionTree, Module, Variable } from "../wgsl/tree.ts";
import type { Type } from "../wgsl/types.ts";
import { type Counts, countTraffic } from "./counts.ts";
import { elementName } from "./element-name.ts";
import { type Fault, FaultError, type Warning } from "./fault.ts";
import { makeMemory, type MemoryState } from "./memory.ts";
import { type Compiled, compile, type MemoryPlan } from "./module-code.ts";
import { type Instance, Progress, runWorkgroups } from "./schedule.ts";
import { Recorder, type Trace, type TraceRequest } from "./trace.ts";
import { watch, wordNames } from "./watch.ts";

/** What came of a launch. */
export type Outcome = (
  | {
      readonly kind: "ran";
      /** What the storage buffers hold at the end, by binding. */
      readonly bytes: ReadonlyMap<number, Uint8Array>;
      /** For each word of a buffer that may be written, 1 if it was. */
      readonly written: ReadonlyMap<number, Uint8Array>;
      readonly counts: Counts;
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: "fault"; readonly fault: Fault }
) & {
  /** What a traced run tells: also of a launch that a fault stopped. */
  readonly trace?: Trace;
};

export interface Options {
  /** How many rounds of loops and calls of functions a launch may take; a launch with more counts as endless. */
  readonly fuel?: number;
  /** Asks for a trace. A traced run is many times slower. */
  readonly trace?: TraceRequest;
}

/** About a second of an empty loop. */
const usualFuel = 2 ** 28;
/** The most workgroups along an axis, by WebGPU's default limits. */
const mostWorkgroups = 65_535;
const mostInvocations = 2 ** 24;

/**
 * Runs a kernel without a GPU: every invocation in turn, from barrier to barrier, with every access checked. The same
 * launch gives the same outcome on every machine.
 *
 * @returns the buffers at the end; or the fault that stopped the launch. The bytes of the launch are not changed
 */
export function runLaunch(launch: Launch, { fuel = usualFuel, trace }: Options = {}): Outcome {
  const recorder = trace && new Recorder(trace);
  let compiled: Compiled | undefined;
  const outcome = settle(() => {
    const module = check(launch.wgsl);
    compiled = compile(module, findEntry(module, launch.entryPoint), recorder !== undefined);
    return run(launch, compiled, fuel, recorder);
  });
  return recorder === undefined ? outcome : { ...outcome, trace: recorder.trace(compiled) };
}

/** A fault is an outcome, too. */
function settle(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof FaultError) return { kind: "fault", fault: error.fault };
    if (!(error instanceof WgslError)) throw error;
    const { message, line, column, length } = error;
    return { kind: "fault", fault: { kind: "refused", message, line, column, length } };
  }
}

function refuse(message: string): never {
  throw new FaultError({ kind: "launch", message });
}

function run(launch: Launch, compiled: Compiled, fuel: number, recorder: Recorder | undefined): Outcome {
  checkWorkgroups(launch, compiled);
  const memories = compiled.memories.map((plan) => makeMemory(plan, startOf(plan, launch, compiled)));
  const progress = new Progress(compiled.workgroupSize, launch.workgroups);
  const counters = new Float64Array(compiled.counters);
  const warnings: Warning[] = [];
  const instance = instantiate(compiled, {
    ...watch({ compiled, memories, progress, warnings }),
    ...recorder?.functions(compiled, progress, wordNames(compiled)),
    memories,
    K: counters,
    toI32,
    toU32,
    f32: f32Functions,
    i32: i32Functions,
    u32: u32Functions,
    pack: packFunctions,
  });
  instance.refuel(fuel);
  const shared = compiled.memories.findIndex(({ space }) => space === "workgroup");
  runWorkgroups(compiled, instance, progress, () => {
    memories[shared]?.i32.fill(0);
    recorder?.endWorkgroup();
  });
  const buffers = compiled.memories.flatMap(({ buffer, isTracked }, i) => {
    const memory = memories[i];
    const isResult = buffer?.space === "storage" && buffer.binding !== undefined && memory !== undefined;
    return isResult ? [{ buffer, binding: buffer.binding ?? 0, isTracked, memory }] : [];
  });
  const tracked = buffers.filter(({ isTracked }) => isTracked);
  return {
    kind: "ran",
    bytes: new Map(buffers.map(({ binding, memory }) => [binding, memory.bytes])),
    written: new Map(
      tracked.map(({ binding, memory }) => [binding, Uint8Array.from(memory.W, (w) => (w === 0 ? 0 : 1))]),
    ),
    counts: countTraffic(compiled, counters),
    warnings: [...warnings, ...tracked.flatMap(({ buffer, memory }) => findUnwritten(buffer, memory))],
  };
}

/** The text has no names and no strings of the module in it: see `compile`. */
function instantiate({ text }: Compiled, runtime: object): Instance {
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function("$", text) as (runtime: object) => Instance;
  return make(runtime);
}

function findEntry({ functions }: Module, name: string): FunctionTree {
  const entry = functions.find((tree) => tree.name === name && tree.workgroupSize !== undefined);
  return entry ?? refuse(`the module has no compute shader ${name}`);
}

function checkWorkgroups({ workgroups }: Launch, { workgroupSize }: Compiled): void {
  const fits = workgroups.every((count) => Number.isInteger(count) && count >= 0 && count <= mostWorkgroups);
  if (!fits) refuse(`a launch has 0 to ${mostWorkgroups} workgroups along each axis, got ${workgroups.join(", ")}`);
  const invocations = [...workgroups, ...workgroupSize].reduce((product, size) => product * size, 1);
  if (invocations > mostInvocations)
    refuse(`a launch has at most ${mostInvocations} invocations here, got ${invocations}`);
}

const kinds = {
  uniform: (variable: Variable) => variable.space === "uniform",
  "read-only-storage": (variable: Variable) => variable.space === "storage" && variable.access === "read",
  storage: (variable: Variable) => variable.space === "storage" && variable.access !== "read",
} satisfies Record<LaunchBinding["kind"], (variable: Variable) => boolean>;

/** What a memory holds at the start. */
function startOf(
  { buffer, space, words }: MemoryPlan,
  { bindings }: Launch,
  { waits, workgroupSize }: Compiled,
): Uint8Array {
  if (buffer === undefined) {
    const copies = space === "private" && waits ? workgroupSize.reduce((product, size) => product * size, 1) : 1;
    return new Uint8Array(4 * words * copies);
  }
  const { name, binding, type } = buffer;
  const bound = bindings.find((one) => one.binding === binding);
  if (bound === undefined) return refuse(`${name} is at binding ${binding}, where the launch has nothing`);
  if (!kinds[bound.kind](buffer))
    return refuse(`${name} at binding ${binding} is declared as something else than ${bound.kind}`);
  const { byteLength } = bound.bytes;
  if (byteLength % 4 !== 0) return refuse(`${name} has ${byteLength} bytes, which is no multiple of 4`);
  const least = leastSize(type);
  if (byteLength < least) return refuse(`${name} needs at least ${least} bytes, got ${byteLength}`);
  return bound.bytes;
}

/** The smallest buffer for a type: an array without a length has one element. */
function leastSize(type: Type): number {
  const last = type.kind === "struct" ? type.members.at(-1) : undefined;
  if (last?.type.kind === "array" && last.type.count === undefined)
    return roundUp(alignOf(type), last.offset + strideOf(last.type));
  return type.kind === "array" && type.count === undefined ? strideOf(type) : sizeOf(type);
}

function findUnwritten({ name, type, binding }: Variable, { W }: MemoryState): readonly Warning[] {
  const unwritten = [...W.keys()].filter((word) => W[word] === 0 && elementName(name, type, 4 * word) !== undefined);
  const [first] = unwritten;
  const element = first === undefined ? undefined : elementName(name, type, 4 * first);
  if (element === undefined || binding === undefined) return [];
  return [{ kind: "never-written", variable: name, binding, words: unwritten.length, element }];
}
