import type { Variable } from "../wgsl/tree.ts";
import { elementName } from "./element-name.ts";
import { type Access, type Fault, FaultError, type TextPlace, type Warning } from "./fault.ts";
import type { MemoryState } from "./memory.ts";
import type { Compiled } from "./module-code.ts";
import type { Progress } from "./schedule.ts";
import type { Site } from "./site.ts";

/** The most warnings of a launch; each place of the text gives at most one. */
const mostWarnings = 20;

/** What the generated code calls when something is out of order. */
export function watch(run: {
  readonly compiled: Compiled;
  readonly memories: readonly MemoryState[];
  readonly progress: Progress;
  readonly warnings: Warning[];
}): Readonly<Record<string, (...args: number[]) => void>> {
  const { compiled, memories, progress, warnings } = run;
  const warned = new Set<number>();
  const siteOf = (i: number): Site => {
    const site = compiled.sites[i];
    if (site === undefined) throw new Error(`no site ${i}`);
    return site;
  };
  const placeOf = (i: number): TextPlace => ({ line: siteOf(i).line, column: siteOf(i).column });
  const stop = (fault: Fault): never => {
    throw new FaultError(fault);
  };
  const warn = (site: number, make: () => Warning): void => {
    if (warned.has(site) || warned.size >= mostWarnings) return;
    warned.add(site);
    warnings.push(make());
  };

  const nameOf = wordNames(compiled);
  const race = (memory: number, word: number, first: Access, second: Access): never => {
    const { space } = compiled.memories[memory] ?? {};
    const isSame = first.invocation.workgroup.every((x, i) => x === second.invocation.workgroup[i]);
    return stop({
      kind: "race",
      ...nameOf(memory, word),
      space: space === "workgroup" ? "workgroup" : "storage",
      within: isSame ? "workgroup" : "launch",
      first,
      second,
    });
  };
  const access = (memory: number, kind: Access["kind"], site: number, stamp?: number): Access => {
    const space = compiled.memories[memory]?.space === "workgroup" ? "workgroup" : "storage";
    const invocation = stamp === undefined ? progress.invocation() : progress.stamped(space, stamp);
    return { kind, ...placeOf(site), invocation };
  };

  return {
    outOfRange: (site = 0, index = 0, length = 0) => {
      const variable = siteOf(site).variable?.name;
      stop({ kind: "out-of-range", variable, index, length, ...placeOf(site), invocation: progress.invocation() });
    },
    endless: (site = 0) => {
      const what = siteOf(site).kind === "loop" ? "loop" : "call";
      stop({ kind: "endless", what, ...placeOf(site), invocation: progress.invocation() });
    },
    nonFinite: (site = 0, result = 0, ...operands) => {
      if (!operands.every((operand) => Number.isFinite(operand))) return;
      const operation = siteOf(site).operation ?? "";
      const invocation = progress.invocation();
      warn(site, () => ({ kind: "non-finite", operation, operands, result, ...placeOf(site), invocation }));
    },
    unwritten: (memory = 0, word = 0, site = 0) => {
      const invocation = progress.invocation();
      warn(site, () => ({ kind: "unwritten-read", ...nameOf(memory, word), ...placeOf(site), invocation }));
    },
    raceOnRead: (memory = 0, word = 0, site = 0, writer = 0) => {
      const first = access(memory, "write", memories[memory]?.WK[word] ?? 0, writer);
      race(memory, word, first, access(memory, "read", site));
    },
    raceOnWrite: (memory = 0, word = 0, site = 0, epoch = 0, own = 0, stamp = 0) => {
      const state = memories[memory];
      if (state === undefined) throw new Error(`no memory ${memory}`);
      const { W, R, Q, G, WK, RK, GK } = state;
      // Workgroup memory is another one for each workgroup, so what earlier ones did does not count.
      const isShared = compiled.memories[memory]?.space === "storage";
      const races = (other = 0): boolean =>
        other !== 0 && other !== stamp && (other >= epoch || (isShared && other < own));
      const now = access(memory, "write", site);
      if (races(W[word])) race(memory, word, access(memory, "write", WK[word] ?? 0, W[word]), now);
      if (races(R[word])) race(memory, word, access(memory, "read", RK[word] ?? 0, R[word]), now);
      if (races(G[word])) race(memory, word, access(memory, "read", GK[word] ?? 0, G[word]), now);
      // The place of a second reader is not kept: it read what the first read, mostly in the same line.
      race(memory, word, access(memory, "read", RK[word] ?? 0, Q[word]), now);
    },
  };
}

/** Gives the variable of a word of a memory, and the name of its part: `tile` and `tile[3][4]`. */
export type NameWord = (memory: number, word: number) => { readonly variable: string; readonly element: string };

/** The names of all words. */
export function wordNames(compiled: Compiled): NameWord {
  return (memory, word) => {
    const variable = variableAt(compiled, memory, word);
    if (variable === undefined) throw new Error("no variable has this word");
    const { name, type } = variable.variable;
    return { variable: name, element: elementName(name, type, 4 * (word - variable.start)) ?? name };
  };
}

/** The variable that a word of a memory belongs to, and its first word. */
function variableAt(
  { memories }: Compiled,
  memory: number,
  word: number,
): { readonly variable: Variable; readonly start: number } | undefined {
  const plan = memories[memory];
  if (plan?.buffer !== undefined) return { variable: plan.buffer, start: 0 };
  return plan?.variables.findLast(({ start }) => start <= word);
}
