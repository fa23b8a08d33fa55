import fc from "fast-check";
import { Mismatch } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Answered } from "../../specs/support/reading.ts";
import type { Death } from "../sandbox/conversation.ts";
import { type Breach, describeBreach } from "./counterexample.ts";
import type { Bench, Judgement } from "./judgement.ts";
import type { IdentifiedLaw } from "../course/laws.ts";

/** The limit of cases for shrinking. */
const maxShrinkCases = 400;

/**
 * Judges a law. All cases go to the respondent in one frame. A failing case is shrunk in a fresh process, which confirms
 * the failure. If the case passes there, the law is judged again in a fresh process, and the second verdict counts.
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
  first: Extract<Cases, { kind: "failed" | "died" }>,
): Promise<Judgement> {
  if (first.kind === "died") return confirmDeath(law, bench);
  const shrunk = await shrink(law, bench, String(first.index), first.suspects);
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
      return { ...(await confirmDeath(law, bench)), unstable: true };
    case "failed": {
      const again = await shrink(law, bench, String(second.index), second.suspects);
      return { ...(again ?? { verdict: "failed" }), unstable: true };
    }
  }
}

/** Judges one case of a law, given by its path. @returns undefined if the case passes */
export async function judgeReplay(law: IdentifiedLaw, bench: Bench, path: string): Promise<Judgement | undefined> {
  return shrink(law, bench, path, [], true);
}

/** The outcome of all cases of a law. */
export type Cases =
  | { readonly kind: "passed" }
  | { readonly kind: "blocked"; readonly by: string }
  | { readonly kind: "failed"; readonly index: number; readonly suspects: readonly string[] }
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

/** Asks all cases of a law in one frame and judges the answers, without shrinking or confirming. */
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
  let suspects: readonly string[] | undefined;
  let failed: number | undefined;
  for (const [index, { posed: each, answers }] of answered.entries()) {
    const waitsFor = bench.alone ? undefined : findUnfilledStub(answers, law.stub);
    if (waitsFor !== undefined) return { kind: "blocked", by: waitsFor };
    if (failed === undefined && breachOf(each, answers) !== undefined) failed = index;
  }
  if (failed === undefined) return { kind: "passed" };
  for (const { posed: each, answers } of answered) {
    const likely = isAnswered(answers) ? each.explainedBy(answers) : [];
    suspects = suspects === undefined ? likely : suspects.filter((suspect) => likely.includes(suspect));
  }
  return { kind: "failed", index: failed, suspects: suspects ?? [] };
}

/** Shrinks the case at a path to the smallest failing case. With `isReplay`, the case itself is judged alone. */
async function shrink(
  law: IdentifiedLaw,
  bench: Bench,
  path: string,
  suspects: readonly string[],
  isReplay = false,
): Promise<Judgement | undefined> {
  let last: { readonly posed: Posed; readonly breach: Breach } | undefined;
  let askedCount = 0;
  let hasDied = false;
  const property = fc.asyncProperty(law.given, async (given) => {
    if (hasDied || ++askedCount > maxShrinkCases) return true;
    const posed = law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    const breach: Breach | undefined =
      reply.kind === "died" ? { kind: "death", death: reply } : breachOf(posed, reply.answers, reply.console);
    hasDied = reply.kind === "died";
    // After a death the process answers nothing, so an earlier breach stays the result.
    if (breach === undefined || (hasDied && last !== undefined)) return true;
    last = { posed, breach };
    return false;
  });
  const checked = await fc.check(property, {
    seed: bench.seed,
    path,
    // The path leads to one case; no later case is asked.
    numRuns: 1,
    examples: law.examples.map((example) => [example]),
    endOnFailure: isReplay,
  });
  if (!checked.failed || last === undefined || checked.counterexamplePath === null) return undefined;
  const { posed, breach } = last;
  return describeBreach({ law, bench, posed, breach, path: checked.counterexamplePath, suspects });
}

/** Judges the cases one by one in a fresh process after a death. The first case that breaks the law is reported. */
async function confirmDeath(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  for (const [index, given] of drawCases(law, bench.seed).entries()) {
    const posed = law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    if (reply.kind === "died") {
      return describeBreach({ law, bench, posed, breach: { kind: "death", death: reply }, path: String(index) });
    }
    const waitsFor = bench.alone ? undefined : findUnfilledStub(reply.answers, law.stub);
    if (waitsFor !== undefined) return { verdict: "blocked", blockedBy: waitsFor };
    const breach = breachOf(posed, reply.answers, reply.console);
    if (breach !== undefined) return describeBreach({ law, bench, posed, breach, path: String(index) });
  }
  return { verdict: "passed", unstable: true };
}

/** The breach in the answers to one case; undefined if the law holds. */
function breachOf(posed: Posed, answers: readonly Answer[], console = ""): Breach | undefined {
  for (const [i, answer] of answers.entries()) {
    if (answer.kind === "not-started") return { kind: "unfilled", stub: answer.stub };
    if (answer.kind === "threw" && posed.questions[i]?.mayRefuse !== true)
      return { kind: "thrown", error: answer.error, console };
  }
  try {
    posed.judge(answers.filter((answer): answer is Answered => answer.kind !== "not-started"));
    return undefined;
  } catch (error) {
    if (error instanceof Mismatch) return { kind: "mismatch", difference: error.difference, answers, console };
    throw error;
  }
}

function findUnfilledStub(answers: readonly Answer[], own: string): string | undefined {
  for (const answer of answers) if (answer.kind === "not-started" && answer.stub !== own) return answer.stub;
  return undefined;
}

function isAnswered(answers: readonly Answer[]): answers is readonly Answered[] {
  return answers.every(({ kind }) => kind !== "not-started");
}
