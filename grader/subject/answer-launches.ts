/** @file Answers questions to kernels. It runs in a sealed process, so it imports nothing but the interpreter. */
import type { LaunchBinding } from "../../kernels/launch.ts";
import { type Outcome, runLaunch } from "../../kernels/interpreter/run.ts";
import { cutBuffers, joinBuffers } from "../../kernels/rows.ts";
import type { LaunchReport } from "../../specs/support/launch.ts";
import type { KernelRequest, WireKernelAnswer, WireLaunches } from "./kernel-messages.ts";

/** The answers to a request, with the words of the buffers beside them. */
export interface LaunchAnswers {
  readonly answers: readonly WireKernelAnswer[];
  readonly numbers: Float64Array;
}

/** Runs the launches of a request. @param row - the words of its buffers */
export function answerLaunches({ modules, questions }: KernelRequest, row: Float64Array): LaunchAnswers {
  const given = cutBuffers(row, questions.flatMap(lengthsOf));
  let next = 0;
  const told: Uint8Array[] = [];
  const answers = questions.map((question): WireKernelAnswer => {
    const own = given.slice(next, (next += lengthsOf(question).length));
    try {
      const { answer, buffers } = runLaunches(question, modules, own);
      told.push(...buffers);
      return answer;
    } catch (error) {
      return { kind: "broken", message: String(error).slice(0, mostMessage) };
    }
  });
  return { answers, numbers: joinBuffers(told) };
}

const mostMessage = 500;
const mostSegments = 200;

function lengthsOf({ buffers, launches }: WireLaunches): readonly number[] {
  return [...buffers.map(({ words }) => 4 * words), ...launches.map(({ uniformBytes }) => uniformBytes)];
}

/** Runs the launches of a question. @param given - its buffers, and then the uniform buffer of each launch */
function runLaunches(
  question: WireLaunches,
  modules: KernelRequest["modules"],
  given: readonly Uint8Array[],
): { readonly answer: WireKernelAnswer; readonly buffers: readonly Uint8Array[] } {
  const { buffers, launches, read, writers, segments } = question;
  const held = given.slice(0, buffers.length);
  const writersOf = new Map<number, Uint32Array>();
  const reports: LaunchReport[] = [];
  for (const [i, launch] of launches.entries()) {
    const outcome = runLaunch(
      {
        wgsl: modules[launch.file] ?? "",
        entryPoint: "main",
        workgroups: launch.workgroups,
        bindings: bindingsOf(launch, question, held, given[buffers.length + i]),
      },
      {
        fuel: launch.fuel,
        writers,
        // No invocation is traced, only where accesses fall.
        ...(segments && { trace: { workgroup: [0, 0, 0], invocations: [] } }),
      },
    );
    if (outcome.kind === "fault") {
      const { fault } = outcome;
      return { answer: { kind: "faulted", launch: i, fault: writable(fault) }, buffers: [] };
    }
    for (const { buffer, binding, access } of launch.bind) {
      if (access === "read") continue;
      const bytes = outcome.bytes.get(binding);
      if (bytes !== undefined) held[buffer] = bytes;
      const own = outcome.writers?.get(binding);
      if (own !== undefined) writersOf.set(buffer, own);
    }
    reports.push(writable(reportOf(launch, question, outcome)));
  }
  const told = read.flatMap((buffer) => {
    const bytes = held[buffer] ?? new Uint8Array();
    if (!writers) return [bytes];
    const own = writersOf.get(buffer) ?? new Uint32Array((3 * bytes.length) / 4).fill(0xffff_ffff);
    return [bytes, new Uint8Array(own.buffer)];
  });
  return { answer: { kind: "launched", launches: reports }, buffers: told };
}

type WireLaunch = WireLaunches["launches"][number];

function bindingsOf(
  { bind }: WireLaunch,
  { buffers }: WireLaunches,
  held: readonly Uint8Array[],
  uniform: Uint8Array = new Uint8Array(),
): readonly LaunchBinding[] {
  const storage = bind.map(({ buffer, variable, binding, access }): LaunchBinding => ({
    name: variable,
    binding,
    kind: access === "read" ? "read-only-storage" : "storage",
    bytes: held[buffer] ?? new Uint8Array(),
    logicalWords: buffers[buffer]?.length ?? 0,
  }));
  return uniform.length === 0 ? storage : [{ name: "sizes", binding: 0, kind: "uniform", bytes: uniform }, ...storage];
}

function reportOf(
  { bind }: WireLaunch,
  { buffers }: WireLaunches,
  { counts, written, warnings, trace }: Outcome & { readonly kind: "ran" },
): LaunchReport {
  const none = { loads: 0, stores: 0, atomics: 0 };
  const coalescing = trace?.coalescing ?? [];
  return {
    moved: Object.fromEntries(bind.map(({ variable, binding }) => [variable, counts.bindings.get(binding) ?? none])),
    workgroup: counts.spaces.workgroup,
    unwritten: bind.flatMap(({ variable, binding, buffer, access }) => {
      const words = written.get(binding)?.subarray(0, buffers[buffer]?.length) ?? new Uint8Array();
      const first = words.indexOf(0);
      if (access !== "write" || first < 0) return [];
      return [{ variable, first, count: words.reduce((count, was) => count + (was === 0 ? 1 : 0), 0) }];
    }),
    segments: coalescing
      .slice(0, mostSegments)
      .map(({ variable, kind, line, requests, segments }) => ({ variable, kind, line, requests, segments })),
    warnings,
  };
}

/** Data that JSON keeps: numbers that it does not know become texts, what is undefined becomes null, and texts are short. */
function writable<T>(data: T): T {
  return JSON.parse(
    JSON.stringify(data, (_, value: unknown) => {
      if (value === undefined) return null;
      if (typeof value === "string") return value.slice(0, mostMessage);
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    }),
  ) as T;
}
