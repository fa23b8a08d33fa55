import type { Span } from "../wgsl/span.ts";
import type { Variable } from "../wgsl/tree.ts";
import { WgslError } from "../wgsl/span.ts";
import type { Site } from "./site.ts";

/** The most sites of a module, and the longest text: code that is expanded for vectors may grow. */
const mostSites = 60_000;
const longestText = 8_000_000;

/** What all functions of a module share while their code is written. */
export class ModuleWriter {
  readonly sites: Site[] = [];
  /** The counter that counts the executions of a site. */
  readonly counterOf = new Map<number, number>();
  /** The runtime functions that the code calls. */
  readonly used = new Set<string>();
  counters = 0;
  #names = 0;
  #length = 0;

  name(letter: string): string {
    return `${letter}${this.#names++}`;
  }

  site(kind: Site["kind"], span: Span, more: Partial<Pick<Site, "variable" | "words" | "operation">> = {}): number {
    if (this.sites.length >= mostSites) throw new WgslError("the module is larger than is supported here", span);
    const { line, column } = span;
    const { variable, words = 0, operation } = more;
    return this.sites.push({ kind, line, column, variable, words, operation }) - 1;
  }

  /** Counts what is written. @throws {WgslError} if it grows beyond all bounds */
  grow(by: number, span: Span): void {
    this.#length += by;
    if (this.#length > longestText) throw new WgslError("the module is larger than is supported here", span);
  }

  use(name: string): string {
    this.used.add(name);
    return name;
  }
}

/** Stand where a function leaves, and goes on after a barrier, until it is known what has to be done there. */
const leaving = "/*leave*/";
const resuming = "/*resume*/";

/** A JavaScript variable whose value is still needed. */
export interface LiveName {
  readonly name: string;
  readonly of: "bool" | "i32" | "u32" | "f32";
}

const retyped: Readonly<Record<LiveName["of"], (name: string) => string>> = {
  bool: (name) => `${name} === true`,
  i32: (name) => `${name} | 0`,
  u32: (name) => `${name} >>> 0`,
  f32: (name) => `+${name}`,
};

/** Writes one function as JavaScript. All its names are the writer's own: no text of the module comes through. */
export class FunctionWriter {
  readonly module: ModuleWriter;
  readonly #lines: string[] = [];
  /** The counters of the function's straight stretches. */
  readonly #counters: number[] = [];
  /** The counter of the stretch that is being written, if it has one. */
  counter: number | undefined;
  #span: Span;

  constructor(module: ModuleWriter, span: Span) {
    this.module = module;
    this.#span = span;
  }

  /** The statement that is being written. */
  at(span: Span): void {
    this.#span = span;
  }

  line(text: string): void {
    this.module.grow(text.length, this.#span);
    this.#lines.push(text);
  }

  /** Computes a value once, and names it. */
  keep(text: string): string {
    const name = this.module.name("t");
    this.line(`var ${name} = ${text};`);
    return name;
  }

  /** Counts the executions of a site with those of the stretch that it stands in. */
  count(site: number): void {
    if (this.counter === undefined) {
      this.counter = this.module.counters++;
      this.#counters.push(this.counter);
      this.line(`k${this.counter}++;`);
    }
    this.module.counterOf.set(site, this.counter);
  }

  /** Writes a part that may run more or less often than what stands around it. */
  branch(write: () => void): void {
    const { counter } = this;
    this.counter = undefined;
    write();
    this.counter = counter;
  }

  /**
   * Writes a point where the function stops for others. What a generator kept while it slept has lost its types for the
   * optimizing compiler, so that each number would be boxed from there on: here all say again what they are.
   */
  pause(text: string, live: readonly LiveName[]): void {
    const again = live.map(({ name, of }) => `${name} = ${retyped[of](name)};`).join(" ");
    this.line(`fuel = F; ${text} F = fuel | 0; ${again} ${resuming}`);
  }

  /** Writes the end of the function. */
  leave(result: string): void {
    this.line(`${leaving} return ${result};`);
  }

  /** The body, with its counters started and added up. */
  text(): string {
    const start = this.#counters.map((i) => `k${i} = 0`).join(", ");
    const stop = `${this.#counters.map((i) => `K[${i}] += k${i};`).join(" ")} fuel = F;`;
    const resume = this.#counters.map((i) => `k${i} |= 0;`).join(" ");
    const body = this.#lines
      .map((line) => line.replace(leaving, () => stop).replace(resuming, () => resume))
      .join("\n");
    return `var F = fuel | 0${start === "" ? "" : `, ${start}`};\n${body}`;
  }
}

/** A part of a variable that lives in JavaScript variables, or words of a memory. */
export type Location =
  | { readonly kind: "locals"; readonly variable: Variable; readonly names: readonly string[] }
  | {
      readonly kind: "words";
      readonly memory: number;
      readonly variable: Variable;
      /** A JavaScript expression without operators: the words before; empty for none. */
      readonly base: string;
      /** Further words. */
      readonly offset: number;
    };

/** The address of a word, as JavaScript. */
export function addressText(location: Location & { readonly kind: "words" }, word: number): string {
  const offset = location.offset + word;
  if (location.base === "") return String(offset);
  return offset === 0 ? location.base : `${location.base} + ${offset}`;
}
