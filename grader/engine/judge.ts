import fc from "fast-check";
import { Mismatch } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Answered } from "../../specs/support/reading.ts";
import type { Death } from "../subject/conversation.ts";
import { type Breach, tell } from "./counterexample.ts";
import type { Bench, Judgement } from "./judgement.ts";
import type { IdentifiedLaw } from "./laws.ts";

/** Shrinking ends after this many cases, wherever it has got to. */
const mostShrinkCases = 400;

/**
 * Judges a law: all cases in one frame; what fails is shrunk, and thereby confirmed, in a fresh process. What passes
 * there is judged once more there, and that verdict counts.
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
  // The next law finds nothing of what this one may have broken.
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

/** Judges one case of a law, named by the path to it. @returns undefined if the case passes */
export async function judgeReplay(law: IdentifiedLaw, bench: Bench, path: string): Promise<Judgement | undefined> {
  return shrink(law, bench, path, [], true);
}

/** How all cases of a law came out. */
export type Cases =
  | { readonly kind: "passed" }
  | { readonly kind: "blocked"; readonly by: string }
  | { readonly kind: "failed"; readonly index: number; readonly suspects: readonly string[] }
  | { readonly kind: "died"; readonly death: Death };

/** The cases that a law is asked about, as its seed draws them. */
export function casesOf({ law }: IdentifiedLaw, seed: number): readonly unknown[] {
  return fc.sample(law.given, {
    seed,
    numRuns: law.examples.length + law.runs,
    examples: law.examples.map((example) => example),
  });
}

const ahead = new WeakMap<IdentifiedLaw, { readonly seed: number; readonly posed: readonly Posed[] }>();

/** Puts a law's cases into questions now, while a subject is busy with those of another law. */
export function poseAhead(law: IdentifiedLaw, seed: number): void {
  try {
    ahead.set(law, { seed, posed: pose(law, seed) });
  } catch {
    // A law that cannot be put into questions says so when its own turn comes.
  }
}

function pose(law: IdentifiedLaw, seed: number): readonly Posed[] {
  return casesOf(law, seed).map((given) => law.law.pose(given));
}

/** A law's cases as questions, if they were not made ahead, made now. */
function posedFor(law: IdentifiedLaw, seed: number): readonly Posed[] {
  const made = ahead.get(law);
  ahead.delete(law);
  return made?.seed === seed ? made.posed : pose(law, seed);
}

/** Asks all cases of a law in one frame, and judges them; nothing is shrunk or confirmed. */
export async function judgeCases(law: IdentifiedLaw, bench: Bench): Promise<Cases> {
  const posed = posedFor(law, bench.seed);
  const asked = bench.respondent.ask(posed.flatMap(({ questions }) => questions.map(({ ask }) => ask)));
  bench.meanwhile?.();
  const reply = await asked;
  if (reply.kind === "died") return { kind: "died", death: reply };
  let next = 0;
  const judged = posed.map((each) => ({
    posed: each,
    answers: reply.answers.slice(next, (next += each.questions.length)),
  }));
  let suspects: readonly string[] | undefined;
  let failed: number | undefined;
  for (const [index, { posed: each, answers }] of judged.entries()) {
    const waitsFor = bench.alone ? undefined : unfilledIn(answers, law.law.stub);
    if (waitsFor !== undefined) return { kind: "blocked", by: waitsFor };
    if (failed === undefined && breachOf(each, answers) !== undefined) failed = index;
  }
  if (failed === undefined) return { kind: "passed" };
  for (const { posed: each, answers } of judged) {
    const explained = isAnswered(answers) ? each.explainedBy(answers) : [];
    suspects = suspects === undefined ? explained : suspects.filter((suspect) => explained.includes(suspect));
  }
  return { kind: "failed", index: failed, suspects: suspects ?? [] };
}

/** Looks for the smallest case from one that fails; `only` looks at that one case and no other. */
async function shrink(
  law: IdentifiedLaw,
  bench: Bench,
  path: string,
  suspects: readonly string[],
  only = false,
): Promise<Judgement | undefined> {
  let last: { readonly posed: Posed; readonly breach: Breach } | undefined;
  let asked = 0;
  let dead = false;
  const property = fc.asyncProperty(law.law.given, async (given) => {
    if (dead || ++asked > mostShrinkCases) return true;
    const posed = law.law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    const breach: Breach | undefined =
      reply.kind === "died" ? { kind: "death", death: reply } : breachOf(posed, reply.answers, reply.console);
    dead = reply.kind === "died";
    // A process that died once would die of everything: what was found before stands.
    if (breach === undefined || (dead && last !== undefined)) return true;
    last = { posed, breach };
    return false;
  });
  const found = await fc.check(property, {
    seed: bench.seed,
    path,
    // Only the case at the path: if it passes, those that come after it are none of our business.
    numRuns: 1,
    examples: law.law.examples.map((example) => [example]),
    endOnFailure: only,
  });
  if (!found.failed || last === undefined || found.counterexamplePath === null) return undefined;
  return tell(law, bench, last.posed, last.breach, found.counterexamplePath, suspects);
}

/** After a death, the cases one by one in a fresh process: the first that dies again is the counterexample. */
async function confirmDeath(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  for (const [index, given] of casesOf(law, bench.seed).entries()) {
    const posed = law.law.pose(given);
    const reply = await bench.respondent.ask(posed.questions.map(({ ask }) => ask));
    if (reply.kind === "died") return tell(law, bench, posed, { kind: "death", death: reply }, String(index), []);
    const waitsFor = bench.alone ? undefined : unfilledIn(reply.answers, law.law.stub);
    if (waitsFor !== undefined) return { verdict: "blocked", blockedBy: waitsFor };
    const breach = breachOf(posed, reply.answers, reply.console);
    if (breach !== undefined) return tell(law, bench, posed, breach, String(index), []);
  }
  return { verdict: "passed", unstable: true };
}

/** What is wrong with the answers to one case. */
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

function unfilledIn(answers: readonly Answer[], own: string): string | undefined {
  for (const answer of answers) if (answer.kind === "not-started" && answer.stub !== own) return answer.stub;
  return undefined;
}

function isAnswered(answers: readonly Answer[]): answers is readonly Answered[] {
  return answers.every(({ kind }) => kind !== "not-started");
}
