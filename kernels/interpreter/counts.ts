import type { CountedSpace } from "./site.ts";
import type { Compiled } from "./module-code.ts";

/** Words of 4 bytes that were moved. */
export interface Traffic {
  readonly loads: number;
  readonly stores: number;
  readonly atomics: number;
}

/** What one place of the module moved. */
export interface SiteCount {
  readonly kind: "load" | "store" | "atomic";
  readonly line: number;
  readonly column: number;
  readonly variable: string;
  readonly space: CountedSpace;
  readonly binding: number | undefined;
  readonly words: number;
}

/** The traffic of a launch: by address space, by binding, and by place in the text. */
export interface Counts {
  readonly spaces: Readonly<Record<CountedSpace, Traffic>>;
  readonly bindings: ReadonlyMap<number, Traffic>;
  readonly sites: readonly SiteCount[];
}

/** Adds up the counters of a run. */
export function countTraffic({ sites, counterOf }: Compiled, counters: Float64Array): Counts {
  const counted = sites.flatMap((site, i): readonly SiteCount[] => {
    const { kind, line, column, variable, words } = site;
    const times = counters[counterOf.get(i) ?? -1] ?? 0;
    if ((kind !== "load" && kind !== "store" && kind !== "atomic") || variable === undefined) return [];
    const { name, space, binding } = variable;
    if (space === "function" || space === "private") return [];
    return [{ kind, line, column, variable: name, space, binding, words: words * times }];
  });
  const sum = (is: (site: SiteCount) => boolean): Traffic => {
    const words = (kind: SiteCount["kind"]): number =>
      counted.reduce((total, site) => (site.kind === kind && is(site) ? total + site.words : total), 0);
    return { loads: words("load"), stores: words("store"), atomics: words("atomic") };
  };
  const inSpace = (space: CountedSpace): Traffic => sum((site) => site.space === space);
  const bindings = new Set(counted.flatMap(({ binding }) => (binding === undefined ? [] : [binding])));
  return {
    spaces: { storage: inSpace("storage"), uniform: inSpace("uniform"), workgroup: inSpace("workgroup") },
    bindings: new Map([...bindings].map((binding) => [binding, sum((site) => site.binding === binding)])),
    sites: counted,
  };
}
