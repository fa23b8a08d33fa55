/** @file A checked module and one of its entry points as the text of a JavaScript function. */
import { scalarCount } from "../wgsl/layout.ts";
import type { FunctionTree, Module, Variable } from "../wgsl/tree.ts";
import { nothing } from "../wgsl/types.ts";
import { valueCode } from "./expression-code.ts";
import { FunctionCode, type ModuleCode } from "./function-code.ts";
import { type MemoryPlan, planMemory } from "./memory-plan.ts";
import { clearPlace, writePlace } from "./place-code.ts";
import { runtimeText } from "./runtime-text.ts";
import type { Site } from "./site.ts";
import { blockCode } from "./statement-code.ts";
import { findUse, type Use } from "./use.ts";
import { type Location, ModuleWriter } from "./writer.ts";

/** A module as JavaScript. */
export interface Compiled {
  readonly text: string;
  readonly sites: readonly Site[];
  readonly counterOf: ReadonlyMap<number, number>;
  readonly counters: number;
  readonly memories: readonly MemoryPlan[];
  readonly workgroupSize: readonly [number, number, number];
  /** Whether the entry point can come to a barrier: then it is a generator. */
  readonly waits: boolean;
}

/**
 * Compiles an entry point of a module. Names and texts of the module do not occur in the result.
 *
 * @param isTraced - whether the code also tells what it does, for `trace.ts`
 * @throws {WgslError} if it needs more than is supported here
 */
export function compile(module: Module, entry: FunctionTree, isTraced = false): Compiled {
  const use = findUse(entry);
  const writer = new ModuleWriter();
  const waits = use.waiting.has(entry);
  const { memories, places } = planMemory(module, use, waits);
  const instances = new Map<string, string>();
  const code: ModuleCode = {
    writer,
    memories,
    isTraced,
    wordsOf: (variable) => places.get(variable),
    waits: (tree) => use.waiting.has(tree),
    instance: (tree, pointers) => {
      const key = [tree.name, ...pointers.map(pointerKey)].join(" ");
      const known = instances.get(key);
      if (known !== undefined) return known;
      const name = writer.name("fn");
      instances.set(key, name);
      waiting.push(() => functionText(code, tree, name, pointers));
      return name;
    },
  };
  // What is called is written later, so that calls in calls take no stack here.
  const texts: string[] = [];
  const waiting = [() => entryText(code, module, entry, use)];
  for (const write of waiting) texts.push(write());
  const results = Math.max(1, ...[...use.functions].map(({ result }) => scalarCount(result)));
  return {
    text: runtimeText({ memories, used: writer.used, results, functions: texts }),
    sites: writer.sites,
    counterOf: writer.counterOf,
    counters: writer.counters,
    memories,
    workgroupSize: entry.workgroupSize ?? [1, 1, 1],
    waits,
  };
}

const variableNumbers = new WeakMap<Variable, number>();
let numbered = 0;

/** A pointer's share in the name of an instance: its variable, and where it points to if that is known. */
function pointerKey(pointer: Location): string {
  const known = variableNumbers.get(pointer.variable) ?? numbered++;
  variableNumbers.set(pointer.variable, known);
  return `${known}:${pointer.kind === "words" && isKnown(pointer) ? pointer.offset : "passed"}`;
}

/** Whether it is known before the launch where a pointer points to. */
function isKnown(pointer: Location): boolean {
  return pointer.kind === "words" && pointer.base === "";
}

function functionText(code: ModuleCode, tree: FunctionTree, name: string, pointers: readonly Location[]): string {
  const inner = new FunctionCode(code, tree);
  const waits = code.waits(tree);
  const names: string[] = waits ? ["path"] : [];
  let next = 0;
  for (const { named } of tree.parameters) {
    if (named.type.kind === "pointer") {
      const pointer = pointers[next++];
      if (pointer?.kind !== "words") throw new Error("what has an address lives in words");
      if (isKnown(pointer)) {
        inner.named.set(named, pointer);
        continue;
      }
      const base = code.writer.name("p");
      names.push(base);
      inner.named.set(named, { ...pointer, base, offset: 0 });
      continue;
    }
    const own = Array.from({ length: scalarCount(named.type) }, () => code.writer.name("p"));
    names.push(...own);
    inner.named.set(named, own);
    inner.keepAlive(own, named.type);
  }
  const site = inner.site("call", tree.span);
  inner.writer.line(`if (--F < 0) endless(${site});`);
  blockCode(inner, tree.body());
  if (tree.result === nothing) inner.writer.leave("");
  return `function${waits ? "*" : ""} ${name}(${names.join(", ")}) {\n${inner.writer.text()}\n}`;
}

/** The built-in values as they are passed to an entry point. */
const builtinNames: Readonly<Record<string, readonly string[]>> = {
  local_invocation_id: ["lx", "ly", "lz"],
  local_invocation_index: ["li"],
  global_invocation_id: ["gx", "gy", "gz"],
  workgroup_id: ["wx", "wy", "wz"],
  num_workgroups: ["nx", "ny", "nz"],
};
const entryNames = "path, lx, ly, lz, li, gx, gy, gz, wx, wy, wz, nx, ny, nz";

function entryText(code: ModuleCode, module: Module, tree: FunctionTree, { variables }: Use): string {
  const inner = new FunctionCode(code, tree);
  for (const { named, builtin } of tree.parameters) {
    const builtins =
      builtin === undefined && named.type.kind === "struct" ? named.type.members.map((one) => one.builtin) : [builtin];
    const names = builtins.flatMap((one) => builtinNames[one ?? ""] ?? []);
    inner.named.set(named, names);
    inner.keepAlive(names, named.type);
  }
  for (const variable of module.variables) {
    const words = variable.space === "private" && variables.has(variable) ? code.wordsOf(variable) : undefined;
    if (words === undefined) continue;
    const { initial, type, span } = variable;
    if (initial === undefined) clearPlace(inner, words, type);
    else writePlace(inner, words, type, valueCode(inner, initial), span);
  }
  const body = tree.body();
  blockCode(inner, body);
  inner.writer.leave(String(inner.site("end", body.end)));
  return `function${code.waits(tree) ? "*" : ""} main(${entryNames}) {\n${inner.writer.text()}\n}`;
}
