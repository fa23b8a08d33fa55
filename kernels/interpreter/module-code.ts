/** @file A checked module and one of its entry points as the text of a JavaScript function. */
import { holds, nothing, scalarOf } from "../wgsl/types.ts";
import { roundUp, scalarCount, sizeOf } from "../wgsl/layout.ts";
import { WgslError } from "../wgsl/span.ts";
import type { FunctionTree, Module, Place, Variable } from "../wgsl/tree.ts";
import { walk } from "../wgsl/walk.ts";
import { valueCode } from "./expression-code.ts";
import { FunctionCode, type Memory, type ModuleCode } from "./function-code.ts";
import { clearPlace, writePlace } from "./place-code.ts";
import { runtimeText } from "./runtime-text.ts";
import type { Site } from "./site.ts";
import { blockCode } from "./statement-code.ts";
import { type Location, ModuleWriter } from "./writer.ts";

/** A memory of the compiled module. */
export interface MemoryPlan extends Memory {
  /** The variable, of a buffer. */
  readonly buffer: Variable | undefined;
  /** The words of all variables, of workgroup and private memory. */
  readonly words: number;
  /** Where the variables start that share workgroup memory. */
  readonly variables: readonly { readonly variable: Variable; readonly start: number }[];
}

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

/** §14.3 and the default limits of WebGPU. */
const mostWorkgroupBytes = 16_384;
/** More than the specification asks for: 8,192 bytes for each function and for private variables. */
const mostPrivateBytes = 65_536;
/** The most scalars of a variable that lives in JavaScript variables. */
const mostLocals = 64;

/** What an entry point uses. */
interface Use {
  readonly functions: ReadonlySet<FunctionTree>;
  readonly variables: ReadonlySet<Variable>;
  /** Variables of functions with an address, or with an index that is not known before. */
  readonly inWords: ReadonlySet<Variable>;
  readonly waiting: ReadonlySet<FunctionTree>;
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
  const texts: string[] = [];
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
      texts.push(functionText(code, tree, name, pointers));
      return name;
    },
  };
  texts.push(entryText(code, module, entry, use));
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

/** A pointer's share in the name of an instance: its variable. What part of it the pointer means is passed. */
function pointerKey(pointer: Location): string {
  const known = variableNumbers.get(pointer.variable) ?? numbered++;
  variableNumbers.set(pointer.variable, known);
  return String(known);
}

function findUse(entry: FunctionTree): Use {
  const functions = new Set<FunctionTree>();
  const variables = new Set<Variable>();
  const inWords = new Set<Variable>();
  const waiting = new Set<FunctionTree>();
  const rootOf = (place: Place): Variable | undefined => {
    if (place.kind === "whole") return place.variable;
    return place.kind === "behind" ? undefined : rootOf(place.of);
  };
  const mark = (place: Place): void => {
    const root = rootOf(place);
    if (root !== undefined) inWords.add(root);
  };
  const visit = (tree: FunctionTree): void => {
    if (functions.has(tree)) return;
    functions.add(tree);
    walk(
      tree.body(),
      (one) => {
        if (one.kind === "address") mark(one.place);
        if (one.kind === "barrier" || one.kind === "uniform-load") waiting.add(tree);
        if (one.kind !== "call") return;
        visit(one.callee);
        if (waiting.has(one.callee)) waiting.add(tree);
      },
      (place) => {
        if (place.kind === "whole") variables.add(place.variable);
        if (place.kind === "element" && place.index.kind !== "constant") mark(place.of);
      },
    );
    walkVariables(tree, (variable) => variables.add(variable));
  };
  visit(entry);
  return { functions, variables, inWords, waiting };
}

/** Visits the variables that a function declares. */
function walkVariables(tree: FunctionTree, visit: (variable: Variable) => void): void {
  const inBlock = ({ body }: ReturnType<FunctionTree["body"]>): void => {
    for (const statement of body) {
      if (statement.kind === "var") visit(statement.variable);
      if (statement.kind === "block") inBlock(statement.block);
      if (statement.kind === "if")
        [statement.thenBlock, statement.elseBlock].forEach((block) => block && inBlock(block));
      if (statement.kind === "loop") [statement.body, statement.continuing].forEach((block) => block && inBlock(block));
      if (statement.kind === "switch") statement.clauses.forEach((clause) => inBlock(clause.body));
    }
  };
  inBlock(tree.body());
}

/** Gives each variable its place. No function calls itself, so that each of its variables has one place for good. */
function planMemory(
  { variables: globals }: Module,
  { variables, inWords }: Use,
  waits: boolean,
): {
  readonly memories: readonly MemoryPlan[];
  readonly places: ReadonlyMap<Variable, Location & { readonly kind: "words" }>;
} {
  const places = new Map<Variable, Location & { readonly kind: "words" }>();
  const memories: MemoryPlan[] = [];
  for (const variable of globals) {
    const { space, access } = variable;
    if (!variables.has(variable) || (space !== "storage" && space !== "uniform")) continue;
    places.set(variable, { kind: "words", memory: memories.length, variable, base: "", offset: 0 });
    const isTracked = space === "storage" && access === "read_write";
    memories.push({ space, isTracked, buffer: variable, words: 0, variables: [] });
  }
  const share = (space: "workgroup" | "private", all: readonly Variable[], base: string, most: number): void => {
    let words = 0;
    const starts = all.map((variable) => {
      const start = words;
      places.set(variable, { kind: "words", memory: memories.length, variable, base, offset: start });
      words += roundUp(16, sizeOf(variable.type)) / 4;
      if (4 * words > most) throw new WgslError(`the ${space} variables take more than ${most} bytes`, variable.span);
      return { variable, start };
    });
    memories.push({ space, isTracked: space === "workgroup", buffer: undefined, words, variables: starts });
  };
  const used = [...variables];
  share(
    "workgroup",
    used.filter(({ space }) => space === "workgroup"),
    "",
    mostWorkgroupBytes,
  );
  const isLarge = (variable: Variable): boolean =>
    inWords.has(variable) ||
    scalarCount(variable.type) > mostLocals ||
    holds(variable.type, (part) => scalarOf(part) === undefined && part.kind === "pointer");
  share(
    "private",
    used.filter((one) => one.space === "private" || (one.space === "function" && isLarge(one))),
    waits ? "q" : "",
    mostPrivateBytes,
  );
  return { memories, places };
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
