/**
 * @file The one planner: it asks the engine for the student's library *whole*, then, where the reference is at hand,
 * for each stub that did not pass *alone*. The rooms do not call each other.
 */
import { judge } from "./engine/judge.ts";
import type { Bench, Judgement, LawOutcome, Respondent, Way } from "./engine/judgement.ts";
import type { IdentifiedLaw } from "./engine/laws.ts";
import { seedOf } from "./engine/seed.ts";
import { type Assembly, assembleAlone, assembleWhole } from "./intake/assemble.ts";
import type { Submission } from "./intake/submission.ts";
import type { Course } from "./release/course.ts";
import { Subject, type Subjects } from "./subject/subject.ts";

/** Everything that a submission is judged with. */
export interface Plan {
  readonly course: Course;
  /** The laws to judge, in order; with a stub's laws come those of the stubs that they need. */
  readonly laws: readonly IdentifiedLaw[];
  readonly submission: Submission;
  readonly subjects: Subjects;
  readonly secret: string;
  /** Called as soon as a law has been judged. */
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
  /** Ends the run between two laws; what was not judged is not-run. */
  readonly signal?: AbortSignal;
}

/** CPU time of a stub's laws on the whole, of a graft, and of everything on the whole. */
const budgets = { stubMs: 10_000, graftMs: 10_000, wholeMs: 90_000 };

/** Judges a submission: one outcome a law, in the laws' order. */
export async function judgeSubmission(plan: Plan): Promise<readonly LawOutcome[]> {
  const whole = await judgeWhole(plan);
  const outcomes: LawOutcome[] = [];
  for (const stub of new Set(plan.laws.map(({ law }) => law.stub))) {
    const own = whole.filter(({ law }) => law.law.stub === stub);
    outcomes.push(...(await judgeAlone(plan, stub, own)));
  }
  return outcomes;
}

async function judgeWhole(plan: Plan): Promise<readonly LawOutcome[]> {
  const assembly = assembleWhole(plan.course, plan.submission);
  using subject = new Subject(plan.subjects, assembly.modules);
  const outcomes: LawOutcome[] = [];
  let stub = "";
  let stubStart = 0;
  for (const law of plan.laws) {
    if (law.law.stub !== stub) [stub, stubStart] = [law.law.stub, subject.cpuMs];
    const beforehand = withoutAsking(plan, law, outcomes);
    const untilMs = Math.min(budgets.wholeMs, stubStart + budgets.stubMs);
    const judgement =
      beforehand ??
      (subject.cpuMs > untilMs || plan.signal?.aborted === true
        ? { verdict: "not-run" as const }
        : await judgeSafely(law, benchFor(plan, law, assembly, within(subject, untilMs), false)));
    outcomes.push({ law, whole: judgement });
    plan.onJudged?.(law, "whole", judgement);
  }
  return outcomes;
}

/** What can be said about a law without asking: its stub is not there, or it waits for another stub, or for its core. */
function withoutAsking(
  plan: Plan,
  { law, needs }: IdentifiedLaw,
  before: readonly LawOutcome[],
): Judgement | undefined {
  const region = plan.submission.regions.get(law.stub);
  if (region !== undefined && region.state !== "started") return { verdict: region.state };
  for (const needed of needs) {
    const judged = before.filter((outcome) => outcome.law.law.stub === needed);
    // What the needed stub lacks only because it waits for a stub that this law never uses is no hindrance here.
    const elsewhere = ({ whole }: LawOutcome) =>
      whole.verdict === "blocked" && whole.blockedBy !== needed && !needs.includes(whole.blockedBy ?? "");
    const short = judged.find((outcome) => outcome.whole.verdict !== "passed" && !elsewhere(outcome))?.whole;
    // What the budget cut off is nobody's fault, nor is what waits for it.
    if (short?.verdict === "not-run") return { verdict: "not-run" };
    // Whoever the needed stub itself waits for is the one to mend first.
    if (short !== undefined)
      return { verdict: "blocked", blockedBy: short.verdict === "blocked" ? rootOf(needed, before) : needed };
  }
  const core = before.find((outcome) => outcome.law.law.stub === law.stub && outcome.law.law.core)?.whole;
  if (core !== undefined && core.verdict !== "passed" && core.verdict !== "not-run")
    return { verdict: "blocked", blockedBy: core.blockedBy ?? law.stub };
  return undefined;
}

/** The stub at the start of a chain of stubs that wait for each other. */
function rootOf(stub: string, before: readonly LawOutcome[]): string {
  const own = before.filter((outcome) => outcome.law.law.stub === stub).map(({ whole }) => whole);
  const atFault = own.some(({ verdict }) => verdict !== "passed" && verdict !== "blocked");
  const waitsFor = own.find(({ blockedBy }) => blockedBy !== undefined && blockedBy !== stub)?.blockedBy;
  return atFault || waitsFor === undefined ? stub : waitsFor;
}

async function judgeAlone(plan: Plan, stub: string, own: readonly LawOutcome[]): Promise<readonly LawOutcome[]> {
  const region = plan.submission.regions.get(stub);
  const short = own.filter(({ whole }) => whole.verdict !== "passed");
  if (region?.state !== "started" || plan.course.reference === undefined || short.length === 0) return own;

  const needed = new Set(own.flatMap(({ law }) => law.needs));
  const assembly = assembleAlone(plan.course, plan.submission, stub, needed);
  using subject = new Subject(plan.subjects, assembly.modules);
  const outcomes: LawOutcome[] = [];
  let coreFailed = false;
  for (const outcome of own) {
    if (!short.includes(outcome)) {
      outcomes.push(outcome);
      continue;
    }
    const over = subject.cpuMs > budgets.graftMs || plan.signal?.aborted === true;
    const alone: Judgement = coreFailed
      ? { verdict: "blocked", blockedBy: stub }
      : over
        ? { verdict: "not-run" }
        : await judgeSafely(outcome.law, benchFor(plan, outcome.law, assembly, within(subject, budgets.graftMs), true));
    coreFailed ||= outcome.law.law.core && alone.verdict !== "passed" && alone.verdict !== "not-run";
    outcomes.push({ ...outcome, alone });
    plan.onJudged?.(outcome.law, "alone", alone);
  }
  return outcomes;
}

/** A subject that is asked nothing more once its budget is used up: one law may ask hundreds of times. */
function within(subject: Subject, untilMs: number): Respondent {
  return {
    ask: async (questions) => {
      if (subject.cpuMs <= untilMs) return subject.ask(questions);
      return { kind: "died", verdict: "not-run", reason: "the time for this stub is used up", cpuMs: 0 };
    },
    renew: () => subject.renew(),
    restart: () => subject.restart(),
  };
}

/** The bench on which a law is judged. */
export function benchFor(
  plan: Pick<Plan, "submission" | "secret" | "course">,
  law: IdentifiedLaw,
  assembly: Assembly,
  respondent: Respondent,
  alone: boolean,
): Bench {
  const region = plan.submission.regions.get(law.law.stub);
  const helpers = region === undefined ? undefined : plan.submission.helpers.get(region.file);
  const tokens = region === undefined ? everything(plan.submission) : `${region.tokens} ${helpers?.tokens ?? ""}`;
  return {
    respondent,
    seed: seedOf({ secret: plan.secret, assignment: plan.course.assignment.id, law: law.id, tokens }),
    alone,
    placeOf: assembly.placeOf,
  };
}

/** A capstone's questions are drawn from all regions. */
function everything({ regions, helpers }: Submission): string {
  return [...regions.values(), ...helpers.values()].map(({ tokens }) => tokens).join(" ");
}

/** A fault of the grader is told as such, and costs nobody a mark. */
async function judgeSafely(law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  try {
    const judgement = await judge(law, bench);
    // What the budget cut off has no case that would show anything.
    return judgement.verdict === "not-run" ? { verdict: "not-run" } : judgement;
  } catch (error) {
    bench.respondent.restart();
    return {
      verdict: "internal-error",
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
