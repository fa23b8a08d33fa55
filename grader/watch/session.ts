/**
 * @file Grading while somebody works: a session that judges what an edit touched, tells the verdict of the stub at hand
 * first, and then brings all that builds on it up to date. It knows neither a terminal nor a clock of the file system:
 * somebody says `look()`, and `tell` hears what there is to say.
 */
import { loadLaws } from "../engine/laws.ts";
import type { LawOutcome } from "../engine/judgement.ts";
import { aboutTheGrader, isReproducible, onlyStubs, type Prepared, selected } from "../grade.ts";
import { Inspector } from "../intake/inspect.ts";
import { lookInto } from "../intake/submission.ts";
import { judgeSubmission, type Stage } from "../plan.ts";
import { loadCourse } from "../release/course.ts";
import { nextStep } from "../report/next.ts";
import { isFailure } from "../report/words.ts";
import type { AssignmentResult, GradingResult, StubResult, Verdict } from "../score/result.ts";
import { Subjects } from "../subject/subject.ts";
import { Compiler, type Types } from "./compiler.ts";
import { type Desk, judgements, type Kept, knownOf, linesOf, scored, touchedBetween } from "./desk.ts";
import { lookAt, lookSafely, newRemarks } from "./look.ts";
import { printer } from "./prints.ts";

/** What to watch over, and who is told. */
export interface SessionOptions {
  /** The folder with the submission's files. */
  readonly folder: string;
  readonly assignments: readonly string[];
  /** Stub ids; empty for all. */
  readonly stubs: readonly string[];
  readonly secret: string;
  /** false: without bubblewrap even where it works. */
  readonly strong?: boolean;
  readonly tell: (told: Told) => void;
}

/** What a session has to say, as soon as it knows. */
export type Told =
  /** Everything has been judged, for the first time or because somebody asked for it. */
  | { readonly kind: "report"; readonly report: GradingResult }
  /** An edit came. `touched`: stubs whose text differs by more than comments; `report`: remarks that are new, no stubs. */
  | { readonly kind: "edit"; readonly touched: readonly string[]; readonly report: GradingResult }
  | { readonly kind: "judging"; readonly law: string }
  /** A touched stub has been judged; the report has only that one. `first`: no other has failed since the edit. */
  | { readonly kind: "verdict"; readonly report: GradingResult; readonly first: boolean }
  /** A verdict is waited for, and this stub takes long: perhaps it never ends. An edit ends it. */
  | { readonly kind: "slow"; readonly stub: string }
  /** What builds on the edit has been judged too. `changed`: stubs that nobody touched, and that come out otherwise now. */
  | {
      readonly kind: "settled";
      /** With what the compiler says of the assignments that were edited. */
      readonly report: GradingResult;
      /** What edits have touched since the last time. */
      readonly touched: readonly string[];
      readonly changed: readonly string[];
      readonly atHand: string | undefined;
    }
  /** The grader is at fault; the session goes on. */
  | { readonly kind: "fault"; readonly error: unknown };

/** A file that is missing or half-written for a moment is looked at again before anything is said of it. */
const secondLookMs = 150;
/** How long a stub is judged before that is told. */
const slowMs = 1000;

/** A region that fails needs two processes before its verdict: one that it fails in, one in which the case is shrunk. */
const spares = 2;

/** A student at work on a folder. */
export class WatchSession implements AsyncDisposable {
  /** Where subjects come from. */
  readonly subjects: Subjects;
  readonly #inspector: Inspector;
  readonly #options: SessionOptions;
  readonly #desks: readonly Desk[];
  #interrupt = new AbortController();
  /** Ends when all that is known has been judged. Never rejects. */
  #working: Promise<void> = Promise.resolve();
  #round = 0;
  #secondLook: { readonly timer: NodeJS.Timeout; readonly over: PromiseWithResolvers<void> } | undefined;
  #slow: NodeJS.Timeout | undefined;
  #isOver = false;
  /** Whether it is told of everything when everything has been judged, or only of what has changed. */
  #owesReport = true;
  /** The stubs that were touched since everything was judged. */
  readonly #touched = new Set<string>();
  /** Stub → what was told of it last. */
  readonly #told = new Map<string, string>();
  #atHand: string | undefined;

  private constructor(options: SessionOptions, desks: readonly Desk[]) {
    const strong = options.strong === undefined ? {} : { strong: options.strong };
    this.#options = options;
    this.#desks = desks;
    this.subjects = new Subjects({ ...strong, ahead: spares });
    this.#inspector = new Inspector(strong);
  }

  /**
   * Begins with judging everything once.
   *
   * @throws {SubmissionError} if there is nothing to grade
   */
  static async start(options: SessionOptions): Promise<WatchSession> {
    const desks: Desk[] = [];
    for (const id of options.assignments) {
      const course = loadCourse(id);
      const seen = lookAt(course, options.folder);
      const { laws } = selected(course.assignment, await loadLaws(course.assignment), options.stubs);
      const empty = { taken: undefined, kept: new Map<string, Kept>(), due: new Set<string>() };
      desks.push({ course, laws, print: printer(course, laws), seen, ...empty });
    }
    const session = new WatchSession(options, desks);
    session.#inspector.warm();
    session.subjects.warm();
    session.#judgeAnew();
    return session;
  }

  /** The stub that is worked on: the last that an edit touched, or, once it passes, the next one to do. */
  get atHand(): string | undefined {
    return this.#atHand;
  }

  /** Sets the stub that is worked on. */
  pick(stub: string): void {
    this.#atHand = stub;
  }

  /** How everything stands; what an edit has made uncertain is `not-run` until it has been judged. */
  get report(): GradingResult {
    return this.#reportOf(this.#desks.flatMap((desk) => this.#resultOf(desk) ?? []));
  }

  /** What was handed in for each assignment, as it was looked into last. */
  get prepared(): readonly Prepared[] {
    return this.#desks.flatMap(({ course, laws, taken }) =>
      taken === undefined ? [] : [{ course, laws, submission: taken.submission }],
    );
  }

  /** Looks whether the files have changed, which costs little where they have not, and judges what an edit touched. */
  look(): void {
    this.#lookSafely(false);
  }

  /** Judges everything again, whatever is known. */
  judgeAll(): void {
    for (const { kept } of this.#desks) kept.clear();
    this.#owesReport = true;
    this.#judgeAnew();
  }

  /** Waits until all that was looked at has been judged. */
  async idle(): Promise<void> {
    for (let round = -1; round !== this.#round;) {
      round = this.#round;
      await this.#secondLook?.over.promise;
      await this.#working;
    }
  }

  /** Ends the session, and every process of it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#endSecondLook();
    this.#interrupt.abort();
    this.#inspector[Symbol.dispose]();
    await this.#working;
    this.subjects[Symbol.dispose]();
  }

  #lookSafely(again: boolean): void {
    try {
      if (!this.#isOver) this.#look(again);
    } catch (error) {
      this.#options.tell({ kind: "fault", error });
    }
  }

  #look(again: boolean): void {
    const seen = this.#desks.map((desk) => ({ desk, now: lookSafely(desk.course, this.#options.folder) }));
    const isBroken = seen.some(({ desk, now }) => newRemarks(desk.seen.found, now.found).length > 0);
    if (isBroken && !again) {
      this.#secondLook ??= this.#lookAgain();
      return;
    }
    this.#endSecondLook();
    const changed = seen.filter(({ desk, now }) => desk.seen.text !== now.text);
    for (const { desk, now } of changed) desk.seen = now;
    if (changed.length > 0) this.#judgeAnew();
  }

  #lookAgain(): { readonly timer: NodeJS.Timeout; readonly over: PromiseWithResolvers<void> } {
    return { timer: setTimeout(() => this.#lookSafely(true), secondLookMs), over: Promise.withResolvers<void>() };
  }

  #endSecondLook(): void {
    clearTimeout(this.#secondLook?.timer);
    this.#secondLook?.over.resolve();
    this.#secondLook = undefined;
  }

  /** Begins anew with what is there now; what was being judged is given up. */
  #judgeAnew(): void {
    const round = ++this.#round;
    this.#interrupt.abort();
    this.#interrupt = new AbortController();
    const { signal } = this.#interrupt;
    this.#working = this.#working
      .then(() => (round === this.#round && !this.#isOver ? this.#judge(signal) : undefined))
      .catch((error: unknown) => {
        if (!this.#isOver) this.#options.tell({ kind: "fault", error });
      })
      .finally(() => clearTimeout(this.#slow));
  }

  async #judge(interrupt: AbortSignal): Promise<void> {
    await this.#takeIn();
    using compiler = new Compiler(this.#options);
    const failed = new Set<string>();
    const isDue = ({ due }: Desk) => due.size > 0;
    for (const desk of [...this.#desks.filter(isDue), ...this.#desks.filter((desk) => !isDue(desk))]) {
      await this.#judgeDesk(desk, interrupt, failed, compiler);
      if (interrupt.aborted) return;
    }
    const types = await compiler.answers();
    if (!interrupt.aborted) this.#settle(types);
  }

  /** Looks into what has changed, and tells what an edit has touched. */
  async #takeIn(): Promise<void> {
    const touched: string[] = [];
    const remarks: AssignmentResult[] = [];
    const isEdit = this.#desks.every(({ taken }) => taken !== undefined);
    for (const desk of this.#desks) {
      const { course, seen, taken } = desk;
      if (taken?.seen === seen) continue;
      const submission = await lookInto(course, this.#options.folder, seen.found, this.#inspector);
      desk.taken = { seen, submission, prints: desk.print(submission) };
      if (taken === undefined) continue;
      const stubs = touchedBetween(desk, taken.submission, submission);
      for (const stub of stubs) desk.due.add(stub);
      for (const stub of stubs) this.#touched.add(stub);
      touched.push(...stubs);
      const fresh = newRemarks(taken.submission, submission);
      remarks.push({ ...scored(desk, submission, []), stubs: [], remarks: [...fresh] });
    }
    if (isEdit && remarks.length > 0) this.#options.tell({ kind: "edit", touched, report: this.#reportOf(remarks) });
  }

  /** @param failed - touched stubs that did not pass since the edit; those that this desk finds are added */
  async #judgeDesk(desk: Desk, interrupt: AbortSignal, failed: Set<string>, compiler: Compiler): Promise<void> {
    const { course, laws, kept, due, taken } = desk;
    if (taken === undefined) return;
    const { submission, prints } = taken;
    const told = new Map<string, Verdict>();
    const tell = (stub: string, outcomes: readonly LawOutcome[], stage: Stage) => {
      const result = scored(desk, submission, outcomes);
      const one = result.stubs.find(({ id }) => id === stub);
      if (one === undefined || told.get(stub) === one.verdict) return;
      // What waits for another stub may still pass alone.
      if (stage === "provisional" && (one.verdict === "blocked" || one.verdict === "not-run")) return;
      due.delete(stub);
      told.set(stub, one.verdict);
      this.#told.set(stub, inWords(one));
      const first = isFailure(one) && (failed.size === 0 || failed.has(stub));
      if (isFailure(one)) failed.add(stub);
      if (first || failed.size === 0) this.#atHand = stub;
      clearTimeout(this.#slow);
      this.#options.tell({
        kind: "verdict",
        report: this.#reportOf([{ ...result, stubs: [one], remarks: [] }]),
        first,
      });
      if (due.size > 0) return;
      // Nobody waits any more; but the next save may come before everything is judged.
      this.subjects.warm();
      compiler.ask(course, submission);
    };

    const known = knownOf(desk);
    for (const stub of course.assignment.stubs) {
      const outcomes = due.has(stub.id) ? known.get(stub.id) : undefined;
      if (outcomes !== undefined) tell(stub.id, outcomes, "final");
    }
    await judgeSubmission({
      course,
      laws,
      submission,
      subjects: this.subjects,
      secret: this.#options.secret,
      known,
      first: [...due],
      interrupt,
      onJudged: ({ id }) => this.#options.tell({ kind: "judging", law: id }),
      onStart: (stub) => {
        clearTimeout(this.#slow);
        if (due.size > 0) this.#slow = setTimeout(() => this.#options.tell({ kind: "slow", stub }), slowMs);
      },
      onStub: (stub, outcomes, stage) => {
        if (interrupt.aborted) return;
        // A fault of the grader is not kept: it may go well the next time.
        const isFault = outcomes.some((outcome) => judgements(outcome).some(({ fault }) => fault !== undefined));
        if (stage === "final" && !isFault)
          kept.set(stub, { outcomes, print: prints.get(stub) ?? "", lines: linesOf(outcomes, submission) });
        if (due.has(stub) || told.has(stub)) tell(stub, outcomes, stage);
      },
    });
  }

  /** Everything has been judged: tells what is new in it. */
  #settle(types: Types): void {
    const { report } = this;
    const stubs = report.assignments.flatMap((assignment) => assignment.stubs);
    const changed = stubs.filter((stub) => this.#told.get(stub.id) !== inWords(stub)).map(({ id }) => id);
    for (const stub of stubs) this.#told.set(stub.id, inWords(stub));
    for (const { due } of this.#desks) due.clear();
    const atHand = stubs.find(({ id }) => id === this.#atHand);
    if (atHand === undefined || atHand.verdict === "passed") this.#atHand = nextStub(report) ?? this.#atHand;
    const typed = report.assignments.map((each) => {
      const findings = types.get(each.assignment);
      return findings === undefined ? each : { ...each, types: [...findings] };
    });
    this.#options.tell(
      this.#owesReport
        ? { kind: "report", report }
        : {
            kind: "settled",
            report: { ...report, assignments: typed },
            touched: [...this.#touched],
            changed,
            atHand: this.#atHand,
          },
    );
    this.#owesReport = false;
    this.#touched.clear();
    this.subjects.warm();
  }

  #resultOf(desk: Desk): AssignmentResult | undefined {
    if (desk.taken === undefined) return undefined;
    const known = knownOf(desk);
    const outcomes = desk.laws.map(
      (law): LawOutcome =>
        known.get(law.law.stub)?.find((outcome) => outcome.law === law) ?? { law, whole: { verdict: "not-run" } },
    );
    const result = scored(desk, desk.taken.submission, outcomes);
    return this.#options.stubs.length === 0 ? result : onlyStubs(result, this.#options.stubs);
  }

  #reportOf(assignments: readonly AssignmentResult[]): GradingResult {
    return {
      ...aboutTheGrader(this.subjects),
      engine: { interrupted: false },
      reproducible: assignments.every(isReproducible),
      assignments: [...assignments],
      timings: {},
    };
  }
}

/** What is told of a stub beside others. */
function inWords({ verdict, whole, blockedBy, waitsFor = [], laws }: StubResult): string {
  // Which of several stubs it waits for first is no news: with each that passes it is another one.
  const forWhom = waitsFor.length > 1 ? "several" : blockedBy;
  return JSON.stringify([verdict, whole, forWhom, laws.filter((law) => law.verdict === "passed").length]);
}

function nextStub(report: GradingResult): string | undefined {
  const step = nextStep(report);
  return step.kind === "mend" || step.kind === "start" ? step.stub.id : undefined;
}
