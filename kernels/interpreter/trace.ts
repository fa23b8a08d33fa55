import type { TextPlace } from "./fault.ts";
import type { Compiled } from "./module-code.ts";
import type { Progress } from "./schedule.ts";
import type { NameWord } from "./watch.ts";

/** Whose steps a traced run tells: some invocations of one workgroup, by their `local_invocation_index`. */
export interface TraceRequest {
  readonly workgroup: readonly [number, number, number];
  readonly invocations: readonly number[];
}

/** A value that an invocation made: of a `let`, a variable, a word of memory, or a condition, which has no name. */
export interface Step extends TextPlace {
  readonly invocation: number;
  readonly name: string;
  /** A bool is 0 or 1. */
  readonly values: readonly number[];
}

/** How the accesses of one place in the text fall on storage, as a GPU sees them: 32 invocations at once. */
export interface Coalescing extends TextPlace {
  readonly variable: string;
  readonly kind: "load" | "store" | "atomic";
  /** How often 32 invocations, or what is left of them, came here. */
  readonly requests: number;
  /** The pieces of 128 bytes that they touched: one for each request where neighbours touch neighbours. */
  readonly segments: number;
}

/** What a traced run tells beside its outcome. It ends where the launch ended, or after so many steps. */
export interface Trace {
  readonly steps: readonly Step[];
  readonly coalescing: readonly Coalescing[];
}

/** The most steps that are told. */
const mostSteps = 20_000;
const wordsOfSegment = 32;
const together = 32;

/** Writes down what the code of a traced run tells. */
export class Recorder {
  readonly #request: TraceRequest;
  readonly #steps: Step[] = [];
  readonly #totals = new Map<number, { requests: number; segments: number }>();
  /** In the workgroup that runs: how often each invocation came to each site. */
  #visits = new Map<number, number>();
  /** In the workgroup that runs: the segments that 32 invocations touch at a site when they are there for the nth time. */
  #touched = new Map<string, Set<number>>();

  constructor(request: TraceRequest) {
    this.#request = request;
  }

  /** What the generated code calls. */
  functions(
    compiled: Compiled,
    progress: Progress,
    nameWord: NameWord,
  ): Readonly<Record<string, (...args: number[]) => void>> {
    const tell = (site: number, name: string, values: readonly number[]): void => {
      const { workgroup, invocations } = this.#request;
      const isAsked = workgroup.every((x, i) => x === progress.workgroup[i]) && invocations.includes(progress.number);
      if (!isAsked || this.#steps.length >= mostSteps) return;
      const { line = 0, column = 0 } = compiled.sites[site] ?? {};
      this.#steps.push({ line, column, invocation: progress.number, name, values });
    };
    return {
      tell: (site = 0, ...values) => tell(site, compiled.sites[site]?.operation ?? "", values),
      tellWord: (site = 0, memory = 0, word = 0, ...values) => {
        const name = compiled.sites[site]?.operation ?? "";
        const isPrivate = compiled.memories[memory]?.space === "private";
        tell(site, isPrivate ? name : nameWord(memory, word).element, values);
      },
      visit: (site = 0, word = 0) => {
        const { number, size } = progress;
        const visitor = site * size + number;
        const nth = this.#visits.get(visitor) ?? 0;
        this.#visits.set(visitor, nth + 1);
        const key = `${site} ${nth} ${Math.floor(number / together)}`;
        const touched = this.#touched.get(key) ?? new Set();
        this.#touched.set(key, touched);
        const last = word + (compiled.sites[site]?.words ?? 1) - 1;
        for (let i = Math.floor(word / wordsOfSegment); i <= last / wordsOfSegment; i++) touched.add(i);
      },
    };
  }

  /** Adds up what a workgroup touched. */
  endWorkgroup(): void {
    for (const [key, touched] of this.#touched) {
      const site = Number.parseInt(key, 10);
      const { requests, segments } = this.#totals.get(site) ?? { requests: 0, segments: 0 };
      this.#totals.set(site, { requests: requests + 1, segments: segments + touched.size });
    }
    this.#visits = new Map();
    this.#touched = new Map();
  }

  /** The trace so far. */
  trace(compiled: Compiled | undefined): Trace {
    this.endWorkgroup();
    const coalescing = [...this.#totals].flatMap(([i, totals]): readonly Coalescing[] => {
      const site = compiled?.sites[i];
      if (site?.kind !== "load" && site?.kind !== "store" && site?.kind !== "atomic") return [];
      const { kind, line, column, variable } = site;
      return [{ kind, line, column, variable: variable?.name ?? "", ...totals }];
    });
    return { steps: this.#steps, coalescing };
  }
}
