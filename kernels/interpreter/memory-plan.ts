import { roundUp, scalarCount, sizeOf } from "../wgsl/layout.ts";
import { WgslError } from "../wgsl/span.ts";
import type { Module, Variable } from "../wgsl/tree.ts";
import type { Memory } from "./function-code.ts";
import type { Use } from "./use.ts";
import type { Location } from "./writer.ts";

/** A memory of the compiled module. */
export interface MemoryPlan extends Memory {
  /** The variable, of a buffer. */
  readonly buffer: Variable | undefined;
  /** The words of all variables, of workgroup and private memory. */
  readonly words: number;
  /** Where the variables start that share workgroup memory. */
  readonly variables: readonly { readonly variable: Variable; readonly start: number }[];
}

/** §14.3 and the default limits of WebGPU. */
const mostWorkgroupBytes = 16_384;
/** More than the specification asks for: 8,192 bytes for each function and for private variables. */
const mostPrivateBytes = 65_536;
/** The most scalars of a variable that lives in JavaScript variables. */
const mostLocals = 64;

/** Gives each variable its place. No function calls itself, so that each of its variables has one place for good. */
export function planMemory(
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
  const isLarge = (variable: Variable): boolean => inWords.has(variable) || scalarCount(variable.type) > mostLocals;
  share(
    "private",
    used.filter((one) => one.space === "private" || (one.space === "function" && isLarge(one))),
    waits ? "q" : "",
    mostPrivateBytes,
  );
  return { memories, places };
}
