import fc from "fast-check";
import { Mismatch, Unjudged } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Answered } from "../../specs/support/reading.ts";
import type { Death } from "../sandbox/conversation.ts";
import { contrastIn } from "./contrast.ts";
import { type Breach, type BrokenCase, describeBreach, describeExhaustion } from "./counterexample.ts";
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
  if (first.kind === "died") return confirmDeath(law, bench, first.death);
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
      return { ...(await confirmDeath(law, bench, second.death)), unstable: true };
    case "failed": {
      const again = await shrink(law, bench, String(second.index), second.suspects);
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
  const broken = await findBroken(law, bench, path, true);
  if (broken === undefined || broken.breach.kind === "death") return broken && describeBreach(broken);
  bench.respondent.restart();
  const all = await judgeCases(law, bench);
  return describeBreach({ ...broken, suspects: all.kind === "failed" ? all.suspects : [] });
}

/** The outcome of all cases of a law. */
export type Cases =
  /** `unjudged`: how many cases have no truth to compare with. */
  | { readonly kind: "passed"; readonly unjudged: number }
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
  let failed: number | undefined;
  let unjudged = 0;
  for (const [index, { posed: each, answers }] of answered.entries()) {
    const waitsFor = findUnfilledStub(answers, law, bench);
    if (waitsFor !== undefined) return { kind: "blocked", by: waitsFor };
    if (failed !== undefined) continue;
    const { breach, isJudged } = examine(each, answers);
    if (!isJudged) unjudged++;
    if (breach !== undefined) failed = index;
  }
  // By chance, the few cases of a costly law may all lie where the oracle has no truth.
  if (unjudged === posed.length && unjudged >= judgeableFrom)
    throw new RangeError(`no case of ${law.id} can be judged`);
  return failed === undefined
    ? { kind: "passed", unjudged }
    : { kind: "failed", index: failed, suspects: suspectsOf(answered) };
}

/** Of so many cases, at least one can be judged. */
const judgeableFrom = 10;

/** A case, and the answers to its questions. */
interface AnsweredCase {
  readonly posed: Posed;
  readonly answers: readonly Answer[];
}

/** The likely cause of a failure: the first suspect that explains every case, else what divides the cases. */
function suspectsOf(answered: readonly AnsweredCase[]): readonly string[] {
  let suspects: readonly string[] | undefined;
  for (const { posed, answers } of answered) {
    suspects = isAnswered(answers) ? posed.explainedBy(answers, suspects) : [];
    if (suspects.length === 0) break;
  }
  if (suspects !== undefined && suspects.length > 0) return suspects.slice(0, 1);
  const contrast = contrastIn(answered.map(({ posed, answers }) => ({ posed, holds: holdsIn(posed, answers) })));
  return contrast === undefined ? [] : [contrast];
}

/** Shrinks the case at a path to the smallest failing case. @returns undefined if the case passes */
async function shrink(
  law: IdentifiedLaw,
  bench: Bench,
  path: string,
  suspects: readonly string[],
): Promise<Judgement | undefined> {
  const broken = await findBroken(law, bench, path);
  return broken && describeBreach({ ...broken, suspects });
}

/** Finds the smallest failing case below the case at a path. With `isReplay`, the case itself is judged alone. */
async function findBroken(
  law: IdentifiedLaw,
  bench: Bench,
  path: string,
  isReplay = false,
): Promise<BrokenCase | undefined> {
  let last: { readonly posed: Posed; readonly breach: Breach } | undefined;
  let askedCount = 0;
  let hasDied = false;
  const property = fc.asyncProperty(law.given, async (given) => {
    if (hasDied || ++askedCount > maxShrinkCases) return true;
    const posed = law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    const breach: Breach | undefined =
      reply.kind === "died" ? { kind: "death", death: reply } : examine(posed, reply.answers, reply.console).breach;
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
  const isShrunk = Number(path.split(":", 1)[0]) >= law.examples.length;
  return { law, bench, posed, breach, path: checked.counterexamplePath, isShrunk };
}

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

/** What the answers to one case show: how they break the law, if they do, and whether they can be judged at all. */
interface Finding {
  readonly breach?: Breach;
  readonly isJudged: boolean;
}

/** Examines the answers to one case. */
function examine(posed: Posed, answers: readonly Answer[], console = ""): Finding {
  const breaks = (breach: Breach): Finding => ({ breach, isJudged: true });
  for (const [i, answer] of answers.entries()) {
    if (answer.kind === "not-started") return breaks({ kind: "unfilled", stub: answer.stub });
    if (answer.kind === "threw" && posed.questions[i]?.mayRefuse !== true)
      return breaks({ kind: "thrown", error: answer.error, console });
  }
  try {
    posed.judge(answers.filter((answer): answer is Answered => answer.kind !== "not-started"));
    return { isJudged: true };
  } catch (error) {
    if (error instanceof Mismatch) return breaks({ kind: "mismatch", difference: error.difference, answers, console });
    if (error instanceof Unjudged) return { isJudged: false };
    throw error;
  }
}

/** Whether a law holds on one case. Answers that cannot even be judged count as a breach. */
function holdsIn(posed: Posed, answers: readonly Answer[]): boolean {
  try {
    return examine(posed, answers).breach === undefined;
  } catch {
    return false;
  }
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

function isAnswered(answers: readonly Answer[]): answers is readonly Answered[] {
  return answers.every(({ kind }) => kind !== "not-started");
}
