import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { projectRoot } from "../course/roots.ts";
import type { Store } from "../disk/store.ts";
import { type Inspection, inspectionSchema } from "./inspection.ts";
import type { RuleName } from "./rules.ts";

/** The verdicts of these rules may depend on the speed of a machine. */
const machineRules: ReadonlySet<string> = new Set<RuleName>(["internal", "size"]);

/** Inspections that outlive a run: a submission without a change needs no parser. */
export class KeptInspections {
  readonly #store: Store;
  readonly #inspector: string;

  constructor(store: Store) {
    this.#store = store;
    const hash = createHash("sha256").update(process.version);
    const own = readdirSync(new URL(".", import.meta.url)).filter((name) => !name.endsWith(".test.ts"));
    const files = [
      ...own.toSorted().map((name) => new URL(name, import.meta.url)),
      new URL("package-lock.json", projectRoot),
    ];
    for (const file of files) hash.update(JSON.stringify(readFileSync(file, "utf8")));
    this.#inspector = hash.digest("hex");
  }

  /** Reads the inspection of a check, which is given as JSON; undefined if there is none. */
  read(check: string): Inspection | undefined {
    const entry = v.safeParse(inspectionSchema, this.#store.read(this.#keyOf(check)));
    return entry.success ? entry.output : undefined;
  }

  /** Keeps inspections, by check as JSON. */
  write(inspections: ReadonlyMap<string, Inspection>): void {
    const lasting = Array.from(inspections).filter(([, { findings }]) =>
      findings.every(({ rule }) => !machineRules.has(rule)),
    );
    this.#store.write(new Map(lasting.map(([check, inspection]) => [this.#keyOf(check), inspection])));
  }

  #keyOf(check: string): string {
    return JSON.stringify(["inspection", this.#inspector, check]);
  }
}
