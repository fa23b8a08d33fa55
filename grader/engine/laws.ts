import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { isLaw, type Law } from "../../specs/support/law.ts";
import type { Assignment } from "../release/assignment.ts";

const specsFolder = new URL("../../specs/", import.meta.url);

/** A law with its id, `mul.backward/gradient`, and the stubs that it cannot be judged without. */
export interface IdentifiedLaw {
  readonly id: string;
  readonly law: Law;
  /** Other stubs that even the reference needs for this law; generated, see `specs/needs.json`. */
  readonly needs: readonly string[];
}

/** Law id → the stubs that it needs. */
export type Needs = Readonly<Record<string, readonly string[]>>;

const needsSchema = v.record(v.string(), v.array(v.string()));

/** Where the generated needs stand. */
export const needsFile = new URL("needs.json", specsFolder);

/** The needs as they were generated last; empty if they never were. */
export function loadNeeds(): Needs {
  return existsSync(needsFile) ? v.parse(needsSchema, JSON.parse(readFileSync(needsFile, "utf8"))) : {};
}

/**
 * The laws of an assignment, in the order of its stubs; a stub's core law comes first, then its others as they are
 * written down.
 *
 * @throws {Error} if a law names a stub that is not there, two laws have one id, or a stub has not one core law
 */
export async function loadLaws(assignment: Assignment, needs: Needs = loadNeeds()): Promise<readonly IdentifiedLaw[]> {
  const folder = new URL(`${assignment.id}/`, specsFolder);
  const order = [...assignment.stubs.map(({ id }) => id), assignment.capstone.id];
  const laws = new Map<string, Law>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))) {
    const exports = (await import(new URL(name, folder).href)) as Readonly<Record<string, unknown>>;
    for (const [exported, law] of Object.entries(exports)) {
      if (!isLaw(law)) continue;
      const id = `${law.stub}/${exported}`;
      if (!order.includes(law.stub))
        throw new Error(
          `specs/${assignment.id}/${name}: ${id} names a stub that ${assignment.id} does not have [E_LAW]`,
        );
      if (laws.has(id)) throw new Error(`specs/${assignment.id}/${name}: a second law is called ${id} [E_LAW]`);
      laws.set(id, law);
    }
  }
  return order.flatMap((stub) => {
    const own = [...laws].filter(([, law]) => law.stub === stub).toSorted(([, a], [, b]) => a.place - b.place);
    const cores = own.filter(([, law]) => law.core);
    if (cores.length !== 1) throw new Error(`${stub}: expected one core law, got ${cores.length} [E_LAW]`);
    return [...cores, ...own.filter(([, law]) => !law.core)].map(([id, law]) => ({ id, law, needs: needs[id] ?? [] }));
  });
}
