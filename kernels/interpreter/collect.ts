import type { Launch } from "../launch.ts";
import type { Variable } from "../wgsl/tree.ts";
import { elementName, hasScalarAt } from "./element-name.ts";
import type { Warning } from "./fault.ts";
import type { MemoryState } from "./memory.ts";
import type { Compiled } from "./module-code.ts";
import type { Progress } from "./schedule.ts";

/** What a run leaves. */
interface Left {
  readonly bytes: ReadonlyMap<number, Uint8Array>;
  readonly written: ReadonlyMap<number, Uint8Array>;
  readonly warnings: readonly Warning[];
}

/** Collects the storage buffers of a launch, also those that the entry point does not use. */
export function collect(
  { bindings }: Launch,
  { memories: plans }: Compiled,
  memories: readonly MemoryState[],
  warnings: readonly Warning[],
): Left {
  const bytes = new Map<number, Uint8Array>();
  const written = new Map<number, Uint8Array>();
  const all = [...warnings];
  for (const { binding, kind, name, bytes: start, logicalWords } of bindings) {
    if (kind === "uniform") continue;
    const i = plans.findIndex(({ buffer }) => buffer?.binding === binding);
    const [memory, variable] = [memories[i], plans[i]?.buffer];
    bytes.set(binding, memory?.bytes ?? new Uint8Array(start));
    if (kind === "read-only-storage") continue;
    const words =
      memory === undefined ? new Uint8Array(start.length / 4) : Uint8Array.from(memory.W, (w) => (w === 0 ? 0 : 1));
    written.set(binding, words);
    const warning = unwrittenIn(words.subarray(0, logicalWords), binding, variable, name);
    if (warning !== undefined) all.push(warning);
  }
  return { bytes, written, warnings: all };
}

/** Stands for a writer where there is none. */
export const nobody = 0xffff_ffff;

/** Who wrote each word of the buffers that may be written, by binding. */
export function collectWriters(
  { memories: plans }: Compiled,
  memories: readonly MemoryState[],
  progress: Progress,
): ReadonlyMap<number, Uint32Array> {
  const all = new Map<number, Uint32Array>();
  for (const [i, { buffer, isTracked }] of plans.entries()) {
    if (buffer?.binding === undefined || !isTracked) continue;
    const stamps = memories[i]?.W ?? new Int32Array();
    const writers = new Uint32Array(3 * stamps.length).fill(nobody);
    for (const [word, stamp] of stamps.entries())
      if (stamp !== 0) writers.set(progress.stamped("storage", stamp).global, 3 * word);
    all.set(buffer.binding, writers);
  }
  return all;
}

function unwrittenIn(
  written: Uint8Array,
  binding: number,
  variable: Variable | undefined,
  name: string,
): Warning | undefined {
  const unwritten = (was: number, word: number): boolean =>
    was === 0 && (variable === undefined || hasScalarAt(variable.type, 4 * word));
  const first = written.findIndex(unwritten);
  if (first < 0) return undefined;
  const words = written.reduce((count, was, word) => count + (unwritten(was, word) ? 1 : 0), 0);
  const element = variable && elementName(variable.name, variable.type, 4 * first);
  return { kind: "never-written", variable: variable?.name ?? name, binding, words, element: element ?? name };
}
