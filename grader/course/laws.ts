import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { isLaw, type Law } from "../../specs/support/law.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { type Assignment, gradedIds } from "./assignment.ts";

/** A law with its id, such as `mul.backward/gradient`, and the other stubs that it needs. */
export interface IdentifiedLaw extends Law {
  readonly id: string;
  /** The id of the law's assignment. */
  readonly assignment: string;
  /** Other stubs that the reference uses for this law; generated, see `specs/needs.json`. */
  readonly needs: readonly string[];
}

/** Law id → the stubs that the law needs. */
export type Needs = Readonly<Record<string, readonly string[]>>;

const needsSchema = v.record(v.string(), v.array(v.string()));

/** The path of the generated needs of a root's assignments. */
export function needsFile(root: URL): URL {
  return new URL("specs/needs.json", root);
}

/** Loads the generated needs of a root's assignments; empty before they are generated. */
export function loadNeeds(root: URL): Needs {
  const file = needsFile(root);
  return existsSync(file) ? v.parse(needsSchema, JSON.parse(readFileSync(file, "utf8"))) : {};
}

/**
 * Loads the laws of some assignments, in the order of the stubs. A stub's core law comes first, then its other laws in
 * the order of the source.
 *
 * @throws {ChainruleError} if a law names an unknown stub, two laws share an id, or a stub has not exactly one core law
 */
export async function loadLaws(assignments: readonly Assignment[]): Promise<readonly IdentifiedLaw[]> {
  const laws = await Promise.all(assignments.map(loadOwnLaws));
  return laws.flat();
}

async function loadOwnLaws(assignment: Assignment): Promise<readonly IdentifiedLaw[]> {
  const folder = new URL(`specs/${assignment.id}/`, assignment.root);
  const needs = loadNeeds(assignment.root);
  const order = gradedIds(assignment);
  const laws = new Map<string, Law>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))) {
    const exports = (await import(new URL(name, folder).href)) as Readonly<Record<string, unknown>>;
    for (const [exported, law] of Object.entries(exports)) {
      if (!isLaw(law)) continue;
      const id = `${law.stub}/${exported}`;
      const where = `specs/${assignment.id}/${name}`;
      if (!order.includes(law.stub))
        throw new ChainruleError("E_LAW", {
          where,
          expected: `laws of stubs that ${assignment.id} has`,
          got: id,
          next: "correct its stub, or add that to assignment.yaml",
        });
      if (laws.has(id))
        throw new ChainruleError("E_LAW", {
          where,
          expected: "laws with ids of their own",
          got: `a second ${id}`,
          next: "give it another name",
        });
      laws.set(id, law);
    }
  }
  return order.flatMap((stub) => {
    const own = [...laws].filter(([, law]) => law.stub === stub).toSorted(([, a], [, b]) => a.place - b.place);
    const cores = own.filter(([, law]) => law.core);
    if (cores.length !== 1)
      throw new ChainruleError("E_LAW", {
        where: `specs/${assignment.id}`,
        expected: `one core law of ${stub}`,
        got: String(cores.length),
        next: "mark one with core: true",
      });
    return [...cores, ...own.filter(([, law]) => !law.core)].map(([id, law]) => ({
      ...law,
      id,
      assignment: assignment.id,
      needs: needs[id] ?? [],
    }));
  });
}
