import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parse } from "yaml";
import { type Assignment, assignmentFolder } from "../course/assignment.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** A mutant that does the same as the reference in every case that the course allows. */
export interface Equivalent {
  readonly stub: string;
  /** The name of the mutant: `x + y → y + x`. */
  readonly mutant: string;
  /** Why no law can tell it from the reference. */
  readonly reason: string;
}

/** What a mutant is found by. */
interface MutantName {
  readonly stub: string;
  readonly name: string;
}

const text = v.pipe(v.string(), v.nonEmpty("some text"));
const fileSchema = v.nullable(v.record(text, v.array(v.strictObject({ mutants: v.array(text), reason: text }))));

/**
 * Reads `private/equivalents.yaml` of an assignment; without the file there are none.
 *
 * @param folder - the folder of the assignment's data
 * @throws {ChainruleError} if the file has another form
 */
export function readEquivalents(assignment: Assignment, folder = assignmentFolder(assignment)): readonly Equivalent[] {
  const file = new URL("private/equivalents.yaml", folder);
  if (!existsSync(file)) return [];
  const parsed = v.safeParse(fileSchema, parse(readFileSync(file, "utf8")));
  if (!parsed.success)
    throw new ChainruleError("E_EQUIVALENTS", {
      where: `${fileURLToPath(file)}: at ${v.getDotPath(parsed.issues[0]) ?? "the top"}`,
      expected: "stub: [{ mutants: [names], reason: text }]",
      got: parsed.issues[0].received,
      next: "correct it there",
    });
  return Object.entries(parsed.output ?? {}).flatMap(([stub, groups]) =>
    groups.flatMap(({ mutants, reason }) => mutants.map((mutant) => ({ stub, mutant, reason }))),
  );
}

/**
 * Finds the entries in the list of equivalents that no mutant has, or that a law kills.
 *
 * @param known - the mutants that there are
 * @param verdicts - the mutants that were judged
 */
export function findFaults(
  equivalents: readonly Equivalent[],
  known: readonly MutantName[],
  verdicts: readonly (MutantName & { readonly isKilled: boolean })[],
): readonly string[] {
  const has = (list: readonly MutantName[], { stub, mutant }: Equivalent) =>
    list.some((each) => each.stub === stub && each.name === mutant);
  const killed = verdicts.filter(({ isKilled }) => isKilled);
  return equivalents.flatMap((entry) => {
    const label = `equivalents.yaml: ${entry.stub}: ${entry.mutant}`;
    if (!has(known, entry)) return [`${label}: the stub has no such mutant`];
    return has(killed, entry) ? [`${label}: a law kills it, so it is not equivalent`] : [];
  });
}
