/** @file Shrinks the cases that break a law, so that a report shows a small one. */
import fc from "fast-check";
import type { Posed } from "../../specs/support/law.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Ask } from "../../specs/support/question.ts";
import { type Breach, type BrokenCase, describeBreach, verdictOf } from "./counterexample.ts";
import { type AnsweredCase, examine } from "./examine.ts";
import type { Bench, Judgement } from "./judgement.ts";
import { suspectsOf } from "./suspects.ts";

/** So many failing cases of a law are shrunk. */
const maxShrunkCases = 3;

/** What is known of a law that does not hold. */
export interface FailedCases {
  readonly kind: "failed";
  /** The failing cases of the same verdict, the simplest first. */
  readonly indices: readonly number[];
  /** The number of questions about all cases. */
  readonly asked: number;
  readonly answered: readonly AnsweredCase[];
}

/** Sorts failing cases by how many characters write them down. Examples come last: they cannot shrink. */
export function simplestFirst(
  { examples }: IdentifiedLaw,
  given: readonly unknown[],
  indices: readonly number[],
): readonly number[] {
  const sizes = new Map(indices.map((i) => [i, i < examples.length ? Number.MAX_VALUE : sizeOf(given[i])]));
  return indices.toSorted((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0));
}

/**
 * Shrinks failing cases, and describes the smallest that is found. A case may shrink to one that no step makes smaller
 * although there are smaller ones, so several are tried.
 *
 * @returns undefined if the simplest case passes
 */
export async function shrink(
  law: IdentifiedLaw,
  bench: Bench,
  { indices, asked, answered }: FailedCases,
): Promise<Judgement | undefined> {
  let smallest: Shrunk | undefined;
  let left = asked;
  for (const index of indices.slice(0, maxShrunkCases)) {
    const shrunk = await shrinkCase(law, bench, String(index), left);
    if (shrunk === undefined) break;
    if (smallest === undefined || isSmaller(shrunk, smallest)) smallest = shrunk;
    left -= shrunk.asked;
    if (left <= 0 || shrunk.hasDied) break;
  }
  return smallest && describeBreach({ ...smallest.broken, suspects: suspectsOf(answered, smallest.broken) });
}

/** The smallest case that was found below a failing case. */
interface Shrunk {
  readonly broken: BrokenCase;
  readonly size: number;
  /** The number of questions that the search took. */
  readonly asked: number;
  /** Whether the process died of a smaller case. It answers nothing more. */
  readonly hasDied: boolean;
}

/** Whether one case is the better one to show. A search that came to its end counts more than the size. */
function isSmaller(one: Shrunk, other: Shrunk): boolean {
  return one.broken.isShrunk === other.broken.isShrunk ? one.size < other.size : one.broken.isShrunk;
}

/**
 * Finds a small case with the same verdict below the failing case at a path: the smallest, unless the search ends early. Its
 * tensors have names, unless it passes with names.
 *
 * @param most - the search ends after so many questions; 0: the case itself is judged, and no smaller one
 * @returns undefined if the case passes
 */
export async function shrinkCase(
  law: IdentifiedLaw,
  bench: Bench,
  path: string,
  most: number,
): Promise<Shrunk | undefined> {
  return (await search(law, bench, { path, most, prepare: withNames })) ?? search(law, bench, { path, most });
}

/** What to search. `prepare`: what becomes of each question before it is asked. */
interface Search {
  readonly path: string;
  readonly most: number;
  readonly prepare?: (ask: Ask) => Ask;
}

async function search(
  law: IdentifiedLaw,
  bench: Bench,
  { path, most, prepare = (ask) => ask }: Search,
): Promise<Shrunk | undefined> {
  let last: { readonly given: unknown; readonly posed: Posed; readonly breach: Breach } | undefined;
  let asked = 0;
  let hasDied = false;
  let isCutOff = false;
  const property = fc.asyncProperty(law.given, async (given) => {
    if (isCutOff) return true;
    const posed = law.pose(given);
    isCutOff = last !== undefined && asked + posed.questions.length > most;
    if (isCutOff) return true;
    asked += posed.questions.length;
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => prepare(ask)));
    const breach: Breach | undefined =
      reply.kind === "died" ? { kind: "death", death: reply } : examine(posed, reply.answers, reply.console).breach;
    hasDied = reply.kind === "died";
    isCutOff = hasDied;
    if (breach === undefined) return true;
    if (last !== undefined && verdictOf(breach) !== verdictOf(last.breach)) return true;
    last = { given, posed, breach };
    return false;
  });
  const checked = await fc.check(property, {
    seed: bench.seed,
    path,
    // The path leads to one case; no later case is asked.
    numRuns: 1,
    examples: law.examples.map((example) => [example]),
    endOnFailure: most === 0,
  });
  if (!checked.failed || last === undefined || checked.counterexamplePath === null) return undefined;
  const { given, posed, breach } = last;
  const isShrunk = most > 0 && !isCutOff && Number(path) >= law.examples.length;
  const broken = { law, bench, posed, breach, path: checked.counterexamplePath, isShrunk };
  return { broken, size: sizeOf(given), asked, hasDied };
}

/**
 * A question whose tensors have the names that the report shows, so that a line on the console can be understood; a kernel's
 * answer says which invocation wrote what.
 */
function withNames(ask: Ask): Ask {
  switch (ask.kind) {
    case "program":
      return { ...ask, labelled: true };
    case "launches":
      return { ...ask, writers: true };
    case "probe":
      return ask;
  }
}

/** How many characters write a case down. */
function sizeOf(given: unknown): number {
  return fc.stringify(given).length;
}
