import fc from "fast-check";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Death } from "../sandbox/conversation.ts";
import { describeBreach, describeExhaustion, verdictOf } from "./counterexample.ts";
import { examine, verdictIn } from "./examine.ts";
import type { Bench, Judgement } from "./judgement.ts";
import { suspectsOf } from "./suspects.ts";
import { type FailedCases, shrink, shrinkCase, simplestFirst } from "./shrink.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Verdict } from "../result/result.ts";

/**
 * Judges a law. All cases go to the respondent in one frame. A failing case is shrunk in a fresh process, which confirms
 * the failure. If the case passes there, the law is judged again in a fresh process, and the second verdict counts.
 * Shrinking asks at most as many questions as the law itself.
 */
export async function judge(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  const first = await judgeCases(law, bench);
  if (first.kind === "passed") return { verdict: "passed" };
  if (first.kind === "blocked") {
    bench.respondent.renew();
    return { verdict: "blocked", blockedBy: first.by };
  }
  bench.respondent.restart();
  const judgement = await confirm(law, bench, first);
  // The next law gets a fresh process, whatever this law's code has broken.
  bench.respondent.restart();
  return judgement;
}

async function confirm(
  law: IdentifiedLaw,
  bench: Bench,
  first: FailedCases | Extract<Cases, { kind: "died" }>,
): Promise<Judgement> {
  if (first.kind === "died") return confirmDeath(law, bench, first.death);
  const shrunk = await shrink(law, bench, first);
  if (shrunk !== undefined) return shrunk;
  bench.respondent.restart();
  const second = await judgeCases(law, bench);
  bench.respondent.restart();
  switch (second.kind) {
    case "passed":
      return { verdict: "passed", unstable: true };
    case "blocked":
      return { verdict: "blocked", blockedBy: second.by, unstable: true };
    case "died":
      return { ...(await confirmDeath(law, bench, second.death)), unstable: true };
    case "failed": {
      const again = await shrink(law, bench, second);
      return { ...(again ?? { verdict: "failed" }), unstable: true };
    }
  }
}

/**
 * Judges one case of a law, given by its path. The suspects are those of all cases of the same seed, as in a report.
 *
 * @returns undefined if the case passes
 */
export async function judgeReplay(law: IdentifiedLaw, bench: Bench, path: string): Promise<Judgement | undefined> {
  const broken = (await shrinkCase(law, bench, path, 0))?.broken;
  if (broken === undefined || broken.breach.kind === "death") return broken && describeBreach(broken);
  bench.respondent.restart();
  const all = await judgeCases(law, bench);
  return describeBreach({ ...broken, suspects: all.kind === "failed" ? suspectsOf(all.answered, broken) : [] });
}

/** The outcome of all cases of a law. */
export type Cases =
  /** `unjudged`: how many cases have no truth to compare with. */
  | { readonly kind: "passed"; readonly unjudged: number }
  | { readonly kind: "blocked"; readonly by: string }
  | FailedCases
  | { readonly kind: "died"; readonly death: Death };

/** Draws the cases of a law: its examples, then random cases from the seed. */
export function drawCases(law: IdentifiedLaw, seed: number): readonly unknown[] {
  return fc.sample(law.given, {
    seed,
    numRuns: law.examples.length + law.runs,
    examples: [...law.examples],
  });
}

/** Turns all cases of a law into questions. */
export function poseCases(law: IdentifiedLaw, seed: number): readonly Posed[] {
  return drawCases(law, seed).map((given) => law.pose(given));
}

/**
 * Asks all cases of a law in one frame and judges the answers, without shrinking or confirming.
 *
 * @throws {RangeError} if no case of the law can be judged: then the law says nothing
 */
export async function judgeCases(law: IdentifiedLaw, bench: Bench): Promise<Cases> {
  const posed = bench.posed ?? poseCases(law, bench.seed);
  const replying = bench.respondent.ask(posed.flatMap(({ questions }) => questions.map(({ ask }) => ask)));
  bench.meanwhile?.();
  const reply = await replying;
  if (reply.kind === "died") return { kind: "died", death: reply };
  let next = 0;
  const answered = posed.map((each) => ({
    posed: each,
    answers: reply.answers.slice(next, (next += each.questions.length)),
  }));
  let first: { readonly index: number; readonly verdict: Verdict } | undefined;
  let unjudged = 0;
  for (const [index, { posed: each, answers }] of answered.entries()) {
    const waitsFor = findUnfilledStub(answers, law, bench);
    if (waitsFor !== undefined) return { kind: "blocked", by: waitsFor };
    if (first !== undefined) continue;
    const { breach, isJudged } = examine(each, answers);
    if (!isJudged) unjudged++;
    if (breach !== undefined) first = { index, verdict: verdictOf(breach) };
  }
  // By chance, the few cases of a costly law may all lie where the oracle has no truth.
  if (unjudged === posed.length && unjudged >= judgeableFrom)
    throw new RangeError(`no case of ${law.id} can be judged`);
  if (first === undefined) return { kind: "passed", unjudged };
  const { verdict } = first;
  const alike = answered.flatMap((each, i) => (i > first.index && verdictIn(each) === verdict ? [i] : []));
  return {
    kind: "failed",
    indices: simplestFirst(law, drawCases(law, bench.seed), [first.index, ...alike]),
    asked: reply.answers.length,
    answered,
  };
}

/** Of so many cases, at least one can be judged. */
const judgeableFrom = 10;

/**
 * Judges the cases one by one in a fresh process after a death. The first case that breaks the law is reported. Each case has
 * as much time and memory as all cases had together, so if all pass, a verdict on time or memory stays.
 */
async function confirmDeath(law: IdentifiedLaw, bench: Bench, death: Death): Promise<Judgement> {
  for (const [index, given] of drawCases(law, bench.seed).entries()) {
    const posed = law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    if (reply.kind === "died") {
      const breach = { kind: "death", death: reply } as const;
      return describeBreach({ law, bench, posed, breach, path: String(index), isShrunk: false });
    }
    const waitsFor = findUnfilledStub(reply.answers, law, bench);
    if (waitsFor !== undefined) return { verdict: "blocked", blockedBy: waitsFor };
    const { breach } = examine(posed, reply.answers, reply.console);
    if (breach !== undefined)
      return describeBreach({ law, bench, posed, breach, path: String(index), isShrunk: false });
  }
  if (death.verdict !== "timed-out" && death.verdict !== "out-of-memory") return { verdict: "passed", unstable: true };
  return { verdict: death.verdict, counterexample: describeExhaustion(law, death) };
}

/** The stub that a law waits for: one that has the starter's throw, as an answer says. In a graft, no law waits. */
function findUnfilledStub(
  answers: readonly Answer[],
  { stub: own }: IdentifiedLaw,
  { alone, isUnfilled }: Bench,
): string | undefined {
  const named = answers.flatMap((answer) => (answer.kind === "not-started" ? [answer.stub] : []));
  return alone ? undefined : named.find((stub) => stub !== own && isUnfilled(stub));
}
