import type { Launch } from "../launch.ts";
import { check } from "../wgsl/check.ts";
import { toI32, toU32 } from "../wgsl/constants.ts";
import { f32Functions } from "../wgsl/f32-functions.ts";
import { i32Functions, packFunctions, u32Functions } from "../wgsl/integer-functions.ts";
import { WgslError } from "../wgsl/span.ts";
import type { FunctionTree, Module } from "../wgsl/tree.ts";
import { checkWorkgroups, refuse, startOf } from "./bind.ts";
import { collect, collectWriters } from "./collect.ts";
import { type Counts, countTraffic } from "./counts.ts";
import { type Fault, FaultError, type Warning } from "./fault.ts";
import { makeMemory } from "./memory.ts";
import { type Compiled, compile } from "./module-code.ts";
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
      /**
       * If they were asked for: for each word of a buffer that may be written, the three numbers of the
       * `global_invocation_id` that wrote it last, or three times `nobody`.
       */
      readonly writers?: ReadonlyMap<number, Uint32Array>;
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
  /** Whether the outcome says who wrote each word. */
  readonly writers?: boolean;
}

/** About a second of an empty loop. */
const usualFuel = 2 ** 28;
/**
 * Runs a kernel without a GPU: every invocation in turn, from barrier to barrier, with every access checked. The same
 * launch gives the same outcome on every machine.
 *
 * @returns the buffers at the end; or the fault that stopped the launch. The bytes of the launch are not changed
 */
export function runLaunch(launch: Launch, options: Options = {}): Outcome {
  const { trace } = options;
  const recorder = trace && new Recorder(trace);
  let prepared: Prepared | undefined;
  const outcome = settle(() => {
    prepared = prepare(launch, recorder !== undefined);
    return run(launch, prepared, options, recorder);
  });
  return recorder === undefined ? outcome : { ...outcome, trace: recorder.trace(prepared?.compiled) };
}

/** An entry point, ready to run. */
interface Prepared {
  readonly compiled: Compiled;
  readonly make: (runtime: object) => Instance;
}

/** The entry points that ran last: a law launches the same kernel for each of its cases. */
const known = new Map<string, Prepared>();
const mostKnown = 16;

function prepare({ wgsl, entryPoint }: Launch, isTraced: boolean): Prepared {
  const key = `${isTraced} ${entryPoint}\n${wgsl}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const module = check(wgsl);
  const compiled = compile(module, findEntry(module, entryPoint), isTraced);
  // The text has no names and no strings of the module in it: see `compile`.
  // oxlint-disable-next-line typescript/no-implied-eval
  const prepared = { compiled, make: new Function("$", compiled.text) as Prepared["make"] };
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(key, prepared);
  return prepared;
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

function run(
  launch: Launch,
  { compiled, make }: Prepared,
  { fuel = usualFuel, writers = false }: Options,
  recorder: Recorder | undefined,
): Outcome {
  checkWorkgroups(launch, compiled);
  const memories = compiled.memories.map((plan) => {
    const bound = launch.bindings.find(({ binding }) => binding === plan.buffer?.binding);
    return makeMemory(plan, startOf(plan, launch, compiled), bound?.logicalWords);
  });
  const progress = new Progress(compiled.workgroupSize, launch.workgroups);
  const counters = new Float64Array(compiled.counters);
  const warnings: Warning[] = [];
  const instance = make({
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
  const left = collect(launch, compiled, memories, warnings);
  return {
    kind: "ran",
    ...left,
    ...(writers && { writers: collectWriters(compiled, memories, progress) }),
    counts: countTraffic(compiled, counters),
  };
}

function findEntry({ functions }: Module, name: string): FunctionTree {
  const entry = functions.find((tree) => tree.name === name && tree.workgroupSize !== undefined);
  return entry ?? refuse(`the module has no compute shader ${name}`);
}
