import type { Span } from "../wgsl/span.ts";
import type { FunctionTree, Named, Variable } from "../wgsl/tree.ts";
import { scalarPlaces } from "../wgsl/layout.ts";
import type { Type } from "../wgsl/types.ts";
import type { Site } from "./site.ts";
import { FunctionWriter, type LiveName, type Location, type ModuleWriter } from "./writer.ts";

/** A memory of the interpreter. All workgroup variables share one, and so do all private ones and those of functions. */
export interface Memory {
  readonly space: "storage" | "uniform" | "workgroup" | "private";
  /** Whether accesses are looked at for races. */
  readonly isTracked: boolean;
}

/** What the code of all functions of a module needs to know. */
export interface ModuleCode {
  readonly writer: ModuleWriter;
  readonly memories: readonly Memory[];
  /** Whether the code tells what it does, step by step (`trace.ts`). */
  readonly isTraced: boolean;
  /** Where a variable starts that lives in words; undefined if it lives in JavaScript variables. */
  readonly wordsOf: (variable: Variable) => (Location & { readonly kind: "words" }) | undefined;
  /** Whether a function can come to a barrier: then it is a generator. */
  readonly waits: (tree: FunctionTree) => boolean;
  /** The name of the JavaScript function for a function with these pointers among its arguments. */
  readonly instance: (tree: FunctionTree, pointers: readonly Location[]) => string;
}

/** A function while its code is written. */
export class FunctionCode {
  readonly module: ModuleCode;
  readonly tree: FunctionTree;
  readonly writer: FunctionWriter;
  readonly locals = new Map<Variable, readonly string[]>();
  /** What a `let` or a parameter is: its scalars, or what it points to. */
  readonly named = new Map<Named, readonly string[] | Location>();
  /** The labels that `break` and `continue` leave, the innermost last. */
  readonly breaks: string[] = [];
  readonly continues: string[] = [];

  /** The variables of the blocks around what is written. */
  #live: readonly LiveName[] = [];

  constructor(module: ModuleCode, tree: FunctionTree) {
    this.module = module;
    this.tree = tree;
    this.writer = new FunctionWriter(module.writer, tree.span);
  }

  /** Tells that names have values of a type from here to the end of the block. */
  keepAlive(names: readonly string[], type: Type): void {
    const places = scalarPlaces(type);
    const isName = (name: string): boolean => /^[a-z]/.test(name) && name !== "true" && name !== "false";
    this.#live = [
      ...this.#live,
      ...names.flatMap((name, i) => (isName(name) ? [{ name, of: places[i]?.of ?? "f32" }] : [])),
    ];
  }

  /** Writes a block; its variables are of no use behind it. */
  inBlock(write: () => void): void {
    const before = this.#live;
    write();
    this.#live = before;
  }

  /** Writes a point where others run before the function goes on. */
  pause(text: string): void {
    this.writer.pause(text, this.#live);
  }

  site(kind: Site["kind"], span: Span, more: Partial<Pick<Site, "variable" | "words" | "operation">> = {}): number {
    return this.module.writer.site(kind, span, more);
  }

  /** Tells a value that the statement has made, by its name; `where` are memory and address of what lives in words. */
  tell(span: Span, operation: string, scalars: readonly string[], where?: string): void {
    if (!this.module.isTraced) return;
    const site = this.site("step", span, { operation });
    const values = scalars.map((scalar) => `, +${scalar}`).join("");
    this.writer.line(where === undefined ? `tell(${site}${values});` : `tellWord(${site}, ${where}${values});`);
  }

  memory(id: number): Memory {
    const memory = this.module.memories[id];
    if (memory === undefined) throw new Error("a location is in a memory of its module");
    return memory;
  }

  /** A name that keeps its value: that of a variable may change before it is used. */
  steady(atom: string): string {
    return atom.startsWith("v") ? this.writer.keep(atom) : atom;
  }
}
