/**
 * @file The planner of the judging. The engine judges the student's *whole* library; then, if the reference is at hand, each
 * stub that did not pass *alone*. The stubs of all assignments are judged in one run. The other rooms do not call each other.
 */
import { type Assembly, assembleAlone, assembleWhole } from "../assembly/assemble.ts";
import { type Course, assignmentOf, includeFoundations } from "../course/course.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import { judge, judgeReplay, poseCases } from "../engine/judge.ts";
import type { Bench, Judgement, LawOutcome, Respondent, Way } from "../engine/judgement.ts";
import { type Replay, seedOf } from "../engine/seed.ts";
import type { Submission } from "../intake/submission.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Death, Times } from "../sandbox/conversation.ts";
import { frameTimes, type Reply, Subject, type Subjects } from "../subject/subject.ts";
import type { Ask } from "../../specs/support/question.ts";
import { Budget } from "./budget.ts";
import { type Outcomes, shareOut, type StubJudge } from "./share-out.ts";

/** The input of the judging: course, submission, secret, and the subjects that answer questions. */
export interface JudgingInput {
  readonly course: Course;
  readonly submission: Submission;
  readonly subjects: Subjects;
  /** Decides the questions, together with the student's code. */
  readonly secret: string;
}

/** The input and the options for judging a submission. */
export interface Plan extends JudgingInput {
  /** The laws to judge, in order. The list includes the laws of all needed stubs. */
  readonly laws: readonly IdentifiedLaw[];
  /** Outcomes of an earlier run that still hold, by stub: one for each law. */
  readonly known?: Outcomes;
  /** The stubs to judge before all others. Their needs come still earlier. */
  readonly first?: readonly string[];
  /** Called after each judged law. */
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
  /** Called for each stub before its first law is judged. */
  readonly onStart?: (stub: string) => void;
  /** Called for each stub after its laws are judged on the whole, and again after they are judged alone. */
  readonly onStub?: (stub: string, outcomes: readonly LawOutcome[], stage: Stage) => void;
  /** Judge stubs in other processes. Left out: this process judges all of them. */
  readonly workers?: readonly StubJudge[];
  /** Ends the run between two laws; the remaining laws are not-run. */
  readonly signal?: AbortSignal;
  /** Ends the run at once: the current law is not-run, too. */
  readonly interrupt?: AbortSignal;
}

/** Whether an outcome may still change: it is provisional on the whole if the stub is to be judged alone afterwards. */
export type Stage = "provisional" | "final";

/**
 * The time that a process may take, for a stub on the whole and for a graft; for all stubs on the whole; and for a
 * submission, with all its grafts. Code that works computes, so the waiting time matters only if a process sleeps.
 */
const budgets = {
  stub: { cpuMs: 10_000, waitMs: 45_000 },
  graft: { cpuMs: 10_000, waitMs: 45_000 },
  whole: { cpuMs: 90_000, waitMs: Infinity },
  submission: { cpuMs: Infinity, waitMs: 300_000 },
};

/** Judges a submission. @returns one outcome for each law, in the order of the laws */
export async function judgeSubmission(plan: Plan): Promise<readonly LawOutcome[]> {
  using judge = new LocalJudge(plan);
  const workers = plan.workers ?? [];
  const judged = await shareOut({
    stubs: orderStubs(plan).filter((stub) => plan.known?.has(stub) !== true),
    needs: needsOf(plan),
    known: plan.known ?? new Map(),
    judges: [judge, ...workers],
  });
  return stubsOf(plan).flatMap((stub) => judged.get(stub) ?? []);
}

/** Judges one stub after the other in this process. */
export class LocalJudge implements StubJudge, Disposable {
  readonly #plan: Plan;
  readonly #assembly: Assembly;
  readonly #subject: Subject;
  readonly #ahead: CasesAhead;
  readonly #budget = new Budget(budgets.submission);
  readonly #wholeBudget = new Budget(budgets.whole, this.#budget);

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#assembly = assembleWhole(plan.course, plan.submission);
    this.#subject = new Subject(plan.subjects, this.#assembly.modules);
    this.#ahead = new CasesAhead(plan, orderStubs(plan));
  }

  get spent(): Times {
    return {
      cpuMs: budgets.whole.cpuMs - this.#wholeBudget.left.cpuMs,
      waitMs: budgets.submission.waitMs - this.#budget.left.waitMs,
    };
  }

  /** Judges a stub: on the whole, and alone if the whole does not pass. */
  async judge(
    stub: string,
    judged: Outcomes,
    elsewhere: Times = { cpuMs: 0, waitMs: 0 },
  ): Promise<readonly LawOutcome[]> {
    const plan = this.#plan;
    const waitMs = this.#budget.left.waitMs - elsewhere.waitMs;
    const cpuMs = this.#wholeBudget.left.cpuMs - elsewhere.cpuMs;
    const run = {
      plan,
      assembly: this.#assembly,
      subject: this.#subject,
      ahead: this.#ahead,
      judged,
      budget: new Budget({ cpuMs: Infinity, waitMs }, this.#budget),
      wholeBudget: new Budget({ cpuMs, waitMs }, this.#wholeBudget),
    };
    plan.onStart?.(stub);
    const whole = await judgeWhole(run, stub);
    const isFinal = plan.interrupt?.aborted === true || !canGraft(plan, stub, whole);
    plan.onStub?.(stub, whole, isFinal ? "final" : "provisional");
    const outcomes = isFinal ? whole : await judgeAlone(run, stub, whole);
    if (!isFinal) plan.onStub?.(stub, outcomes, "final");
    return outcomes;
  }

  [Symbol.dispose](): void {
    this.#subject[Symbol.dispose]();
  }
}

/** One run over the whole library, with the outcomes so far. */
interface Run {
  readonly plan: Plan;
  readonly assembly: Assembly;
  readonly subject: Subject;
  /** The time that the submission has left, and that all stubs on the whole have left. */
  readonly budget: Budget;
  readonly wholeBudget: Budget;
  readonly judged: Outcomes;
  readonly ahead: CasesAhead;
}

function stubsOf({ laws }: Plan): readonly string[] {
  return [...new Set(laws.map(({ stub }) => stub))];
}

/** Orders the stubs: first `plan.first` with all needs, then the others, both in the order of the laws. */
function orderStubs(plan: Plan): readonly string[] {
  const all = stubsOf(plan);
  if (plan.first === undefined) return all;
  const needs = needsOf(plan);
  const first = new Set(plan.first);
  // The loop also visits the stubs that it adds to the set.
  for (const stub of first) for (const needed of needs.get(stub) ?? []) first.add(needed);
  return [...all.filter((stub) => first.has(stub)), ...all.filter((stub) => !first.has(stub))];
}

/** Stub → the stubs that its laws need. */
function needsOf(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map<string, Set<string>>(stubsOf(plan).map((stub) => [stub, new Set()]));
  for (const law of plan.laws) for (const needed of law.needs) needs.get(law.stub)?.add(needed);
  return needs;
}

/** Prepares the questions of the next law while the subject works on the current law. */
class CasesAhead {
  readonly #plan: Plan;
  /** Law → the law that is probably judged next. */
  readonly #next: ReadonlyMap<IdentifiedLaw, IdentifiedLaw>;
  readonly #posed = new Map<IdentifiedLaw, readonly Posed[]>();

  constructor(plan: Plan, order: readonly string[]) {
    const isAsked = (stub: string) =>
      plan.known?.has(stub) !== true && (plan.submission.regions.get(stub)?.state ?? "started") === "started";
    const laws = order.filter(isAsked).flatMap((stub) => plan.laws.filter((law) => law.stub === stub));
    this.#plan = plan;
    this.#next = new Map(laws.slice(1).map((law, i) => [laws[i] ?? law, law]));
  }

  /** Takes the prepared cases of a law, if there are any. */
  take(law: IdentifiedLaw): Pick<Bench, "posed"> {
    const posed = this.#posed.get(law);
    this.#posed.clear();
    return posed === undefined ? {} : { posed };
  }

  /** Prepares the cases of the law after this one. */
  poseAfter(law: IdentifiedLaw): void {
    const next = this.#next.get(law);
    // Another process may take the next stub.
    const isShared = this.#plan.workers !== undefined && next?.stub !== law.stub;
    if (next === undefined || isShared) return;
    try {
      const posed = poseCases(next, lawSeedOf(this.#plan, next));
      this.#posed.set(next, posed);
      if (posed.some(({ questions }) => questions.some(({ ask }) => ask.kind === "launches")))
        this.#plan.subjects.warmKernels();
    } catch {
      // The error of a faulty law appears again when the law is judged.
    }
  }
}

async function judgeWhole(run: Run, stub: string): Promise<readonly LawOutcome[]> {
  const { plan, assembly, subject, ahead } = run;
  const outcomes: LawOutcome[] = [];
  const budget = new Budget(budgets.stub, run.wholeBudget);
  const respondent = limitSubject(plan, subject, budget);
  for (const law of plan.laws.filter((each) => each.stub === stub)) {
    const whole =
      decideWithoutAsking(run, law, outcomes) ??
      (budget.isSpent || isStopped(plan)
        ? { verdict: "not-run" as const }
        : await judgeSafely(plan, law, {
            ...benchOf(plan, law, { assembly, respondent, alone: false }),
            ...ahead.take(law),
            meanwhile: () => ahead.poseAfter(law),
          }));
    outcomes.push({ law, whole });
    plan.onJudged?.(law, "whole", whole);
  }
  return outcomes;
}

function isStopped({ signal, interrupt }: Plan): boolean {
  return signal?.aborted === true || interrupt?.aborted === true;
}

/**
 * Decides a law without a question, if its stub is not started, or if it waits for another stub or for its core law.
 *
 * @param own - the outcomes of the stub's laws so far
 * @returns undefined if the law has to be asked
 */
function decideWithoutAsking(
  { plan, judged }: Run,
  law: IdentifiedLaw,
  own: readonly LawOutcome[],
): Judgement | undefined {
  const region = plan.submission.regions.get(law.stub);
  if (region !== undefined && region.state !== "started") return { verdict: region.state };
  for (const needed of law.needs) {
    // A law of the needed stub may wait for a stub that the current law never uses. Such a law is no obstacle here.
    const elsewhere = ({ whole }: LawOutcome) =>
      whole.verdict === "blocked" && whole.blockedBy !== needed && !law.needs.includes(whole.blockedBy ?? "");
    const unpassed = judged
      .get(needed)
      ?.find((outcome) => outcome.whole.verdict !== "passed" && !elsewhere(outcome))?.whole;
    // A spent time budget is no fault of a stub, so a law that waits for a not-run law is not-run, too.
    if (unpassed?.verdict === "not-run") return { verdict: "not-run" };
    // The student has to mend the start of the chain first: the stub that the needed stub itself waits for.
    if (unpassed !== undefined)
      return { verdict: "blocked", blockedBy: unpassed.verdict === "blocked" ? rootStubOf(needed, judged) : needed };
  }
  const core = own.find((outcome) => outcome.law.core)?.whole;
  if (core !== undefined && core.verdict !== "passed" && core.verdict !== "not-run")
    return { verdict: "blocked", blockedBy: core.blockedBy ?? law.stub };
  return undefined;
}

/** The stub at the start of a chain of waiting stubs: the one to mend first. */
function rootStubOf(stub: string, judged: Outcomes): string {
  const own = (judged.get(stub) ?? []).map(({ whole }) => whole);
  const atFault = own.some(({ verdict }) => verdict !== "passed" && verdict !== "blocked");
  const waitsFor = own.find(({ blockedBy }) => blockedBy !== undefined && blockedBy !== stub)?.blockedBy;
  return atFault || waitsFor === undefined ? stub : waitsFor;
}

/** Whether a stub can be judged alone: it is started, it does not pass, and the reference is at hand. */
function canGraft({ submission, course }: Plan, stub: string, own: readonly LawOutcome[]): boolean {
  const isThere = submission.regions.get(stub)?.state === "started";
  return isThere && course.reference !== undefined && own.some(({ whole }) => whole.verdict !== "passed");
}

async function judgeAlone(
  { plan, budget: ofSubmission }: Run,
  stub: string,
  own: readonly LawOutcome[],
): Promise<readonly LawOutcome[]> {
  const unpassed = own.filter(({ whole }) => whole.verdict !== "passed");
  const needed = new Set(own.flatMap(({ law }) => law.needs));
  const assembly = assembleAlone(plan.course, plan.submission, stub, needed);
  using subject = new Subject(plan.subjects, assembly.modules);
  const budget = new Budget(budgets.graft, ofSubmission);
  const respondent = limitSubject(plan, subject, budget);
  const outcomes: LawOutcome[] = [];
  let coreFailed = false;
  for (const outcome of own) {
    const { law } = outcome;
    if (!unpassed.includes(outcome)) {
      outcomes.push(outcome);
      continue;
    }
    const isCutOff = budget.isSpent || isStopped(plan);
    const alone: Judgement = coreFailed
      ? { verdict: "blocked", blockedBy: stub }
      : isCutOff
        ? { verdict: "not-run" }
        : await judgeSafely(plan, law, benchOf(plan, law, { assembly, respondent, alone: true }));
    coreFailed ||= law.core && alone.verdict !== "passed" && alone.verdict !== "not-run";
    outcomes.push({ ...outcome, alone });
    plan.onJudged?.(law, "alone", alone);
  }
  return outcomes;
}

/** Judges one case of a law: on the whole, and on the stub alone if the whole does not pass. */
export async function judgeCase(
  input: JudgingInput,
  law: IdentifiedLaw,
  { seed, path }: Pick<Replay, "seed" | "path">,
  onReply: (console: string) => void,
): Promise<LawOutcome> {
  const { course, submission } = input;
  const region = submission.regions.get(law.stub);
  if (region !== undefined && region.state !== "started") return { law, whole: { verdict: region.state } };
  const judgeIn = async (assembly: Assembly, alone: boolean): Promise<Judgement> => {
    using subject = new Subject(input.subjects, assembly.modules);
    const respondent: Respondent = {
      ask: async (questions) => {
        const reply = await subject.ask(questions);
        onReply(reply.kind === "answers" ? reply.console : "");
        return reply;
      },
      renew: () => subject.renew(),
      restart: () => subject.restart(),
    };
    const bench = { ...benchOf(input, law, { assembly, respondent, alone }), seed };
    return (await judgeReplay(law, bench, path)) ?? { verdict: "passed" };
  };
  const whole = await judgeIn(assembleWhole(course, submission), false);
  if (whole.verdict === "passed" || region === undefined || course.reference === undefined) return { law, whole };
  const graft = assembleAlone(course, submission, law.stub, new Set(law.needs));
  return { law, whole, alone: await judgeIn(graft, true) };
}

/**
 * Limits a subject: it gets no question after its budget is spent or the run is interrupted. The check is needed before
 * each question, because one law may ask hundreds of times, and one question may take seconds.
 */
function limitSubject({ interrupt }: Plan, subject: Subject, budget: Budget): Respondent {
  const ask = async (questions: readonly Ask[]): Promise<Reply> => {
    const before = subject.spent;
    const times = { ...frameTimes, waitMs: Math.min(frameTimes.waitMs, budget.left.waitMs) };
    const reply = await subject.ask(questions, times);
    const { spent } = subject;
    budget.spend({ cpuMs: spent.cpuMs - before.cpuMs, waitMs: spent.waitMs - before.waitMs });
    // A frame that could have waited longer was cut off by the budget.
    const isCutOff = times.waitMs < frameTimes.waitMs && budget.isSpent;
    return reply.kind === "died" && reply.verdict === "timed-out" && isCutOff ? cutOff : reply;
  };
  return {
    ask: async (questions) => {
      interrupt?.throwIfAborted();
      if (budget.isSpent) return cutOff;
      if (interrupt === undefined) return ask(questions);
      using abort = rejectOnAbort(interrupt);
      return await Promise.race([ask(questions), abort.rejection]);
    },
    renew: () => subject.renew(),
    restart: () => subject.restart(),
  };
}

/** The reply to questions for which no time is left. */
const cutOff: Death = {
  kind: "died",
  verdict: "not-run",
  reason: "the time for this stub is used up",
  cpuMs: 0,
  waitMs: 0,
};

/** A promise that is rejected when the signal aborts; `using` removes its listener. */
function rejectOnAbort(signal: AbortSignal): Disposable & { readonly rejection: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error("interrupted"));
  signal.addEventListener("abort", onAbort);
  return { rejection: promise, [Symbol.dispose]: () => signal.removeEventListener("abort", onAbort) };
}

/** A library, and the respondent that runs it. */
interface Library {
  readonly assembly: Assembly;
  readonly respondent: Respondent;
  readonly alone: boolean;
}

/** Makes the bench for judging a law on a library. */
export function benchOf(
  input: Omit<JudgingInput, "subjects">,
  law: IdentifiedLaw,
  { assembly, respondent, alone }: Library,
): Bench {
  const isUnfilled = (stub: string) => (input.submission.regions.get(stub)?.state ?? "started") !== "started";
  return { respondent, seed: lawSeedOf(input, law), alone, isUnfilled, placeOf: assembly.placeOf };
}

/** The seed of a law's questions. It depends on the code that the law judges. */
function lawSeedOf({ submission, secret, course }: Omit<JudgingInput, "subjects">, law: IdentifiedLaw): number {
  const region = submission.regions.get(law.stub);
  const helpers = region === undefined ? undefined : submission.helpers.get(region.file);
  const tokens =
    region === undefined ? capstoneTokens(course, submission, law.stub) : `${region.tokens} ${helpers?.tokens ?? ""}`;
  return seedOf({ secret, assignment: law.assignment, law: law.id, tokens });
}

/** The tokens of all regions below a capstone: those of its assignment and of the assignments that it builds on. */
function capstoneTokens(course: Course, { regions, helpers }: Submission, capstone: string): string {
  const ids = includeFoundations(course.assignments, [assignmentOf(course, capstone).id]).map(({ id }) => id);
  const isBelow = ({ file }: { readonly file: string }) => ids.some((id) => file.startsWith(`${id}/`));
  return [...regions.values(), ...helpers.values()]
    .filter(isBelow)
    .map(({ tokens }) => tokens)
    .join(" ");
}

/** Judges a law and turns an exception into the verdict `internal-error`, which costs no mark. */
async function judgeSafely(plan: Plan, law: IdentifiedLaw, bench: Bench): Promise<Judgement> {
  try {
    const judgement = await judge(law, bench);
    // A judgement during an interruption is incomplete.
    const isInterrupted = plan.interrupt?.aborted === true;
    // A not-run law has no useful case, because its budget was spent.
    return isInterrupted || judgement.verdict === "not-run" ? { verdict: "not-run" } : judgement;
  } catch (error) {
    bench.respondent.restart();
    if (plan.interrupt?.aborted === true) return { verdict: "not-run" };
    return {
      verdict: "internal-error",
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
