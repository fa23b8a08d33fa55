/**
 * @file The one planner: it asks the engine for the student's library *whole*, then, where the reference is at hand,
 * for each stub that did not pass *alone*. The rooms do not call each other.
 */
import { judge, poseAhead } from "./engine/judge.ts";
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
  /** How stubs came out that nobody has to ask again: by stub, one outcome a law. */
  readonly known?: Outcomes;
  /** The stubs to judge before all others, each after those that it needs. */
  readonly first?: readonly string[];
  /** Called as soon as a law has been judged. */
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
  /** Called for every stub before its laws are judged. */
  readonly onStart?: (stub: string) => void;
  /** Called for every stub as soon as its laws have been judged: on the whole, and again if it was then tried alone. */
  readonly onStub?: (stub: string, outcomes: readonly LawOutcome[], stage: Stage) => void;
  /** Ends the run between two laws; what was not judged is not-run. */
  readonly signal?: AbortSignal;
  /** Ends the run at once: the law at hand is not-run, too. */
  readonly interrupt?: AbortSignal;
}

/** How the laws of a stub came out, by stub. */
export type Outcomes = ReadonlyMap<string, readonly LawOutcome[]>;

/** Whether there is more to come: an outcome on the whole stays provisional where the stub is still to be tried alone. */
export type Stage = "provisional" | "final";

/** CPU time of a stub's laws on the whole, of a graft, and of everything on the whole. */
const budgets = { stubMs: 10_000, graftMs: 10_000, wholeMs: 90_000 };

/** Judges a submission: one outcome a law, in the laws' order. */
export async function judgeSubmission(plan: Plan): Promise<readonly LawOutcome[]> {
  const assembly = assembleWhole(plan.course, plan.submission);
  using subject = new Subject(plan.subjects, assembly.modules);
  const judged = new Map<string, readonly LawOutcome[]>(plan.known);
  const order = inOrder(plan);
  const nextLaw = successors(plan, order);
  for (const stub of order) {
    if (plan.known?.has(stub) === true) continue;
    plan.onStart?.(stub);
    const whole = await judgeWhole(plan, stub, judged, assembly, subject, nextLaw);
    const isFinal = plan.interrupt?.aborted === true || !isGraftable(plan, stub, whole);
    plan.onStub?.(stub, whole, isFinal ? "final" : "provisional");
    const outcomes = isFinal ? whole : await judgeAlone(plan, stub, whole);
    if (!isFinal) plan.onStub?.(stub, outcomes, "final");
    judged.set(stub, outcomes);
  }
  return stubsOf(plan).flatMap((stub) => judged.get(stub) ?? []);
}

function stubsOf({ laws }: Plan): readonly string[] {
  return [...new Set(laws.map(({ law }) => law.stub))];
}

/** The stubs that come first, each after what it needs, then the others; otherwise in the laws' order. */
function inOrder(plan: Plan): readonly string[] {
  const all = stubsOf(plan);
  if (plan.first === undefined) return all;
  const needs = new Map<string, Set<string>>(all.map((stub) => [stub, new Set()]));
  for (const { law, needs: needed } of plan.laws) for (const stub of needed) needs.get(law.stub)?.add(stub);
  const first = new Set(plan.first);
  // What is added to a set while it is walked is walked too.
  for (const stub of first) for (const needed of needs.get(stub) ?? []) first.add(needed);
  return [...all.filter((stub) => first.has(stub)), ...all.filter((stub) => !first.has(stub))];
}

/** For every law the one that is likely to be asked after it, so that its cases can be made ready meanwhile. */
function successors(
  { laws, known, submission }: Plan,
  order: readonly string[],
): ReadonlyMap<IdentifiedLaw, IdentifiedLaw> {
  const isAsked = (stub: string) =>
    known?.has(stub) !== true && (submission.regions.get(stub)?.state ?? "started") === "started";
  const asked = order.filter(isAsked).flatMap((stub) => laws.filter(({ law }) => law.stub === stub));
  return new Map(asked.flatMap((law, i) => (i === 0 ? [] : [[asked[i - 1] ?? law, law] as const])));
}

async function judgeWhole(
  plan: Plan,
  stub: string,
  judged: Outcomes,
  assembly: Assembly,
  subject: Subject,
  nextLaw: ReadonlyMap<IdentifiedLaw, IdentifiedLaw>,
): Promise<readonly LawOutcome[]> {
  const outcomes: LawOutcome[] = [];
  const untilMs = Math.min(budgets.wholeMs, subject.cpuMs + budgets.stubMs);
  for (const law of plan.laws.filter(({ law }) => law.stub === stub)) {
    const meanwhile = () => {
      const next = nextLaw.get(law);
      if (next !== undefined) poseAhead(next, seedFor(plan, next));
    };
    const judgement =
      withoutAsking(plan, law, judged, outcomes) ??
      (subject.cpuMs > untilMs || isOver(plan)
        ? { verdict: "not-run" as const }
        : await judgeSafely(plan, law, {
            ...benchFor(plan, law, assembly, within(plan, subject, untilMs), false),
            meanwhile,
          }));
    outcomes.push({ law, whole: judgement });
    plan.onJudged?.(law, "whole", judgement);
  }
  return outcomes;
}

function isOver({ signal, interrupt }: Plan): boolean {
  return signal?.aborted === true || interrupt?.aborted === true;
}

/**
 * What can be said about a law without asking: its stub is not there, or it waits for another stub, or for its core.
 *
 * @param own - the outcomes of its stub's laws so far
 */
function withoutAsking(
  plan: Plan,
  { law, needs }: IdentifiedLaw,
  judged: Outcomes,
  own: readonly LawOutcome[],
): Judgement | undefined {
  const region = plan.submission.regions.get(law.stub);
  if (region !== undefined && region.state !== "started") return { verdict: region.state };
  for (const needed of needs) {
    // What the needed stub lacks only because it waits for a stub that this law never uses is no hindrance here.
    const elsewhere = ({ whole }: LawOutcome) =>
      whole.verdict === "blocked" && whole.blockedBy !== needed && !needs.includes(whole.blockedBy ?? "");
    const short = judged
      .get(needed)
      ?.find((outcome) => outcome.whole.verdict !== "passed" && !elsewhere(outcome))?.whole;
    // What the budget cut off is nobody's fault, nor is what waits for it.
    if (short?.verdict === "not-run") return { verdict: "not-run" };
    // Whoever the needed stub itself waits for is the one to mend first.
    if (short !== undefined)
      return { verdict: "blocked", blockedBy: short.verdict === "blocked" ? rootOf(needed, judged) : needed };
  }
  const core = own.find((outcome) => outcome.law.law.core)?.whole;
  if (core !== undefined && core.verdict !== "passed" && core.verdict !== "not-run")
    return { verdict: "blocked", blockedBy: core.blockedBy ?? law.stub };
  return undefined;
}

/** The stub at the start of a chain of stubs that wait for each other. */
function rootOf(stub: string, judged: Outcomes): string {
  const own = (judged.get(stub) ?? []).map(({ whole }) => whole);
  const atFault = own.some(({ verdict }) => verdict !== "passed" && verdict !== "blocked");
  const waitsFor = own.find(({ blockedBy }) => blockedBy !== undefined && blockedBy !== stub)?.blockedBy;
  return atFault || waitsFor === undefined ? stub : waitsFor;
}

/** Whether a stub is there, does not pass, and the reference that it could be tried in is at hand. */
function isGraftable({ submission, course }: Plan, stub: string, own: readonly LawOutcome[]): boolean {
  const isThere = submission.regions.get(stub)?.state === "started";
  return isThere && course.reference !== undefined && own.some(({ whole }) => whole.verdict !== "passed");
}

async function judgeAlone(plan: Plan, stub: string, own: readonly LawOutcome[]): Promise<readonly LawOutcome[]> {
  const short = own.filter(({ whole }) => whole.verdict !== "passed");
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
    const over = subject.cpuMs > budgets.graftMs || isOver(plan);
    const alone: Judgement = coreFailed
      ? { verdict: "blocked", blockedBy: stub }
      : over
        ? { verdict: "not-run" }
        : await judgeSafely(
            plan,
            outcome.law,
            benchFor(plan, outcome.law, assembly, within(plan, subject, budgets.graftMs), true),
          );
    coreFailed ||= outcome.law.law.core && alone.verdict !== "passed" && alone.verdict !== "not-run";
    outcomes.push({ ...outcome, alone });
    plan.onJudged?.(outcome.law, "alone", alone);
  }
  return outcomes;
}

/**
 * A subject that is asked nothing more once its budget is used up, or the run is interrupted: one law may ask hundreds of
 * times, and one question may take seconds.
 */
function within({ interrupt }: Plan, subject: Subject, untilMs: number): Respondent {
  return {
    ask: async (questions) => {
      interrupt?.throwIfAborted();
      if (subject.cpuMs > untilMs)
        return { kind: "died", verdict: "not-run", reason: "the time for this stub is used up", cpuMs: 0 };
      if (interrupt === undefined) return subject.ask(questions);
      using end = interruption(interrupt);
      return await Promise.race([subject.ask(questions), end.comes]);
    },
    renew: () => subject.renew(),
    restart: () => subject.restart(),
  };
}

/** A promise that is broken when the signal comes; it leaves no listener behind. */
function interruption(signal: AbortSignal): Disposable & { readonly comes: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error("interrupted"));
  signal.addEventListener("abort", onAbort);
  return { comes: promise, [Symbol.dispose]: () => signal.removeEventListener("abort", onAbort) };
}

/** The bench on which a law is judged. */
export function benchFor(
  plan: Pick<Plan, "submission" | "secret" | "course">,
  law: IdentifiedLaw,
  assembly: Assembly,
  respondent: Respondent,
  alone: boolean,
): Bench {
  return { respondent, seed: seedFor(plan, law), alone, placeOf: assembly.placeOf };
}

/** The seed of a law's questions: the text that it judges decides. */
function seedFor(
  { submission, secret, course }: Pick<Plan, "submission" | "secret" | "course">,
  { id, law }: IdentifiedLaw,
): number {
  const region = submission.regions.get(law.stub);
  const helpers = region === undefined ? undefined : submission.helpers.get(region.file);
  const tokens = region === undefined ? everything(submission) : `${region.tokens} ${helpers?.tokens ?? ""}`;
  return seedOf({ secret, assignment: course.assignment.id, law: id, tokens });
}

/** A capstone's questions are drawn from all regions. */
function everything({ regions, helpers }: Submission): string {
  return [...regions.values(), ...helpers.values()].map(({ tokens }) => tokens).join(" ");
}

/** A fault of the grader is told as such, and costs nobody a mark. */
async function judgeSafely(plan: Plan, law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  try {
    const judgement = await judge(law, bench);
    // What was found before an interruption is half of what there is to find.
    const cutShort = plan.interrupt?.aborted === true;
    // What the budget cut off has no case that would show anything.
    return cutShort || judgement.verdict === "not-run" ? { verdict: "not-run" } : judgement;
  } catch (error) {
    bench.respondent.restart();
    if (plan.interrupt?.aborted === true) return { verdict: "not-run" };
    return {
      verdict: "internal-error",
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
