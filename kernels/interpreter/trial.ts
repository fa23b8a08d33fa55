/** @file What the tests of the interpreter run kernels with. Each module must compile in Dawn, too. */
import { create, globals } from "webgpu";
import type { Launch, LaunchBinding } from "../launch.ts";
import { describeFault, type Fault } from "./fault.ts";
import { type Options, type Outcome, runLaunch } from "./run.ts";

Object.assign(globalThis, globals);

type Numbers = Float32Array | Int32Array | Uint32Array;

/** The buffers of a trial, in the order of their bindings: what the kernel may write, reads, or has as a uniform. */
export type TrialBuffer = ({ readonly out: Numbers } | { readonly in: Numbers } | { readonly uniform: Numbers }) & {
  readonly logicalWords?: number;
};

export interface Trial extends Options {
  readonly buffers?: readonly TrialBuffer[];
  readonly workgroups?: readonly [number, number, number];
  /** Whether Dawn may refuse the module: it sees by itself that a barrier may be in divergent flow. */
  readonly mayBeRefused?: boolean;
}

// Dawn's instance dies with this object, and takes its devices with it.
const gpu = create(["backend=null"]);
let device: Promise<GPUDevice> | undefined;

async function openDevice(): Promise<GPUDevice> {
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new Error("Dawn's null backend needs no driver");
  return adapter.requestDevice();
}

const errorsOf = new Map<string, Promise<readonly string[]>>();

/** The errors that Dawn's compiler finds in a module. */
function dawnErrors(wgsl: string): Promise<readonly string[]> {
  const known = errorsOf.get(wgsl) ?? compileInDawn(wgsl);
  errorsOf.set(wgsl, known);
  return known;
}

async function compileInDawn(wgsl: string): Promise<readonly string[]> {
  device ??= openDevice();
  const opened = await device;
  opened.pushErrorScope("validation");
  const module = opened.createShaderModule({ code: wgsl });
  const [{ messages }] = await Promise.all([module.getCompilationInfo(), opened.popErrorScope()]);
  return messages.filter(({ type }) => type === "error").map(({ lineNum, message }) => `${lineNum}: ${message}`);
}

/** The launch of the entry point `main` of a module. */
export function launchOf(wgsl: string, { buffers = [], workgroups = [1, 1, 1] }: Trial): Launch {
  const bindings = buffers.map((buffer, binding): LaunchBinding => {
    const [numbers, kind]: [Numbers, LaunchBinding["kind"]] =
      "out" in buffer
        ? [buffer.out, "storage"]
        : "in" in buffer
          ? [buffer.in, "read-only-storage"]
          : [buffer.uniform, "uniform"];
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    const { logicalWords } = buffer;
    return { name: `buffer ${binding}`, binding, kind, bytes, ...(logicalWords !== undefined && { logicalWords }) };
  });
  return { wgsl, entryPoint: "main", workgroups, bindings };
}

/** Runs a kernel that Dawn accepts, too. */
export async function outcomeOf(wgsl: string, trial: Trial = {}): Promise<Outcome> {
  const errors = await dawnErrors(wgsl);
  if (errors.length > 0 && trial.mayBeRefused !== true)
    throw new Error(`Dawn refuses the module: ${errors.join("; ")}\n${wgsl}`);
  return runLaunch(launchOf(wgsl, trial), trial);
}

/** Runs a kernel that works. */
export async function ran(wgsl: string, trial: Trial = {}): Promise<Outcome & { readonly kind: "ran" }> {
  const outcome = await outcomeOf(wgsl, trial);
  if (outcome.kind === "fault") throw new Error(describeFault(outcome.fault));
  return outcome;
}

/** Runs a kernel that must stop with a fault. */
export async function faultOf(wgsl: string, trial: Trial = {}): Promise<Fault> {
  const outcome = await outcomeOf(wgsl, trial);
  if (outcome.kind === "ran") throw new Error("the kernel ran to its end");
  return outcome.fault;
}

/** The numbers of a buffer at the end of a run. */
export function floatsOf(outcome: Outcome & { readonly kind: "ran" }, binding: number): Float32Array {
  return new Float32Array(bytesOf(outcome, binding));
}

export function integersOf(outcome: Outcome & { readonly kind: "ran" }, binding: number): Int32Array {
  return new Int32Array(bytesOf(outcome, binding));
}

export function naturalsOf(outcome: Outcome & { readonly kind: "ran" }, binding: number): Uint32Array {
  return new Uint32Array(bytesOf(outcome, binding));
}

function bytesOf({ bytes }: Outcome & { readonly kind: "ran" }, binding: number): ArrayBuffer {
  const found = bytes.get(binding);
  if (found === undefined) throw new Error(`no storage buffer at binding ${binding}`);
  return new Uint8Array(found).buffer;
}

/** The line, from 1, of the only line of a module that has this text. */
export function lineWith(wgsl: string, text: string): number {
  const lines = wgsl.split("\n").flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
  const [line] = lines;
  if (line === undefined || lines.length > 1) throw new Error(`${lines.length} lines with ${text}`);
  return line;
}
