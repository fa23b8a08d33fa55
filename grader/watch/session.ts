/**
 * @file Grades a folder again after every edit. A session first judges the stubs that an edit touched, and then
 * everything that builds on them. The caller watches the files and calls `look()`; the session reports through
 * `onEvent`.
 */
import { type Course, assignmentOf } from "../course/course.ts";
import { loadLaws } from "../course/laws.ts";
import type { Store } from "../disk/store.ts";
import type { LawOutcome } from "../engine/judgement.ts";
import { createFingerprinter, type Fingerprints } from "../grading/fingerprints.ts";
import { graderInfoOf } from "../grading/grader-info.ts";
import { errorLinesOf, judgementsOf, type KeptOutcomes } from "../grading/kept-outcomes.ts";
import { isReproducible, openCache, type Prepared, sandboxOptionsOf } from "../grading/grade.ts";
import { judgeSubmission, type Stage } from "../grading/plan.ts";
import { type Selection, selectLaws, selectResults } from "../grading/select.ts";
import { Inspector } from "../intake/inspect.ts";
import { inspectFiles } from "../intake/submission.ts";
import { nextStep, stubOf } from "../result/next-step.ts";
import type { AssignmentResult, GradingResult, StubResult, Verdict } from "../result/result.ts";
import { isFailure } from "../result/verdicts.ts";
import { scoreSubmission } from "../score/score.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { Subjects } from "../subject/subject.ts";
import type { TypeFindings } from "../typecheck/check-types.ts";
import type { VerdictCache } from "../grading/verdict-cache.ts";
import { Compiler } from "./compiler.ts";
import { type SessionState, knownOutcomesOf, findTouchedStubs } from "./session-state.ts";
import { allRemarks, readFolder, readFolderSafely, findNewRemarks, type WatchedFolder } from "./folder-state.ts";

/** Options of a session: course, folder, selected stubs, listener. */
export interface SessionOptions extends Selection {
  /** The selected assignments, and all assignments that they build on. */
  readonly course: Course;
  /** The folder with the submission's files. */
  readonly folder: string;
  readonly secret: string;
  /** false: without bubblewrap, even where bubblewrap works. */
  readonly strong?: boolean;
  /** Where outcomes are kept beyond the session. Left out: they are kept nowhere. */
  readonly store?: Store;
  /** True: what was kept before the session is judged again, and replaced. */
  readonly fresh?: boolean;
  readonly onEvent: (event: SessionEvent) => void;
}

/** The events of a session, each reported as soon as possible. */
export type SessionEvent =
  /** Everything has been judged, for the first time or after `judgeAll`. */
  | { readonly kind: "report"; readonly report: GradingResult }
  /** An edit came. `touched`: the stubs changed by more than comments. `report`: the new remarks, without stubs. */
  | { readonly kind: "edit"; readonly touched: readonly string[]; readonly report: GradingResult }
  /** A law has been judged. */
  | { readonly kind: "judging"; readonly law: string }
  /** A touched stub has a verdict. `report`: this stub only. `first`: it is the first failure since the edit. */
  | { readonly kind: "verdict"; readonly report: GradingResult; readonly first: boolean }
  /** A verdict is due, and this stub takes long. Perhaps it never ends; the next edit ends it. */
  | { readonly kind: "slow"; readonly stub: string }
  /** Everything that builds on the edit has been judged. `changed`: untouched stubs whose state has changed. */
  | {
      readonly kind: "settled";
      /** Includes the compiler's findings, if they came in time. */
      readonly report: GradingResult;
      /** The stubs that edits have touched since the last `settled` or `report`. */
      readonly touched: readonly string[];
      readonly changed: readonly string[];
      readonly atHand: string | undefined;
    }
  /** The grader is at fault; the session goes on. */
  | { readonly kind: "fault"; readonly error: unknown };

/** The wait before a second look. An editor may leave a file missing or half-written for a moment. */
const secondLookMs = 150;
/** The CPU time of one question after which a stub counts as slow. A busy machine makes no stub slow. */
export const slowMs = 1000;
const slowPollMs = 100;

/** Processes to start ahead. A failing region needs two: one to fail in, and one to shrink the case. */
const spares = 2;

/** A session of `grade --watch`: grades a folder once, and again after every edit. */
export class WatchSession implements AsyncDisposable {
  /** The source of processes that run the submission. */
  readonly subjects: Subjects;
  readonly #inspector: Inspector;
  readonly #options: SessionOptions;
  readonly #state: SessionState;
  #interrupt = new AbortController();
  /** Resolves when the current round ends. Never rejects. */
  #working: Promise<void> = Promise.resolve();
  #round = 0;
  #secondLook: { readonly timer: NodeJS.Timeout; readonly over: PromiseWithResolvers<void> } | undefined;
  #slow: NodeJS.Timeout | undefined;
  #isOver = false;
  /** Whether this round ends with a full `report`, or only with the changes. */
  #isReportDue = true;
  #cache: VerdictCache | undefined;
  /** Stub → its outcomes in the cache. */
  readonly #stored = new Map<string, KeptOutcomes>();
  /** The stubs that edits have touched since the end of the last round. */
  readonly #touched = new Set<string>();
  /** Stub → the summary of its last reported state. */
  readonly #lastSummaries = new Map<string, string>();
  #atHand: string | undefined;

  private constructor(options: SessionOptions, state: SessionState) {
    this.#options = options;
    this.#state = state;
    const sandbox = new Sandbox(sandboxOptionsOf(options));
    this.subjects = new Subjects({ sandbox, ahead: spares });
    this.#inspector = new Inspector(sandbox, options);
  }

  /**
   * Starts a session, which judges everything once.
   *
   * @throws {ChainruleError} if the folder has nothing to grade
   */
  static async start(options: SessionOptions): Promise<WatchSession> {
    const { course } = options;
    const folderState = readFolder(watchedFolderOf(options));
    const laws = selectLaws(course, await loadLaws(course.assignments), options);
    const session = new WatchSession(options, {
      course,
      laws,
      fingerprintsOf: createFingerprinter(course, laws),
      folderState,
      inspected: undefined,
      kept: new Map(),
      due: new Set(),
    });
    session.#inspector.warm();
    session.subjects.warm();
    session.#judgeAnew();
    return session;
  }

  /** The stub at hand: the one that the last edit touched, or, once this one passes, the next one to do. */
  get atHand(): string | undefined {
    return this.#atHand;
  }

  /** Sets the stub at hand. */
  pick(stub: string): void {
    this.#atHand = stub;
  }

  /** The result by now. A stub that an edit made uncertain is `not-run` until it has been judged. */
  get report(): GradingResult {
    return this.#reportOf(this.#results());
  }

  /** The laws and the submission that was inspected last; undefined before the first inspection. */
  get prepared(): Prepared | undefined {
    const { laws, inspected } = this.#state;
    return inspected === undefined ? undefined : { laws, submission: inspected.submission };
  }

  /** Reads the folder and judges what has changed. A call without changes is cheap. */
  look(): void {
    this.#lookSafely(false);
  }

  /** Forgets all outcomes and judges everything again. */
  judgeAll(): void {
    this.#state.kept.clear();
    this.#isReportDue = true;
    this.#judgeAnew();
  }

  /** Waits until everything that `look` has read is judged. */
  async waitUntilIdle(): Promise<void> {
    for (let round = -1; round !== this.#round;) {
      round = this.#round;
      await this.#secondLook?.over.promise;
      await this.#working;
    }
  }

  /** Ends the session and its processes. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#endSecondLook();
    this.#interrupt.abort();
    this.#inspector[Symbol.dispose]();
    await this.#working;
    this.subjects[Symbol.dispose]();
  }

  #lookSafely(isSecond: boolean): void {
    try {
      if (!this.#isOver) this.#look(isSecond);
    } catch (error) {
      this.#options.onEvent({ kind: "fault", error });
    }
  }

  #look(isSecond: boolean): void {
    const state = this.#state;
    const now = readFolderSafely(watchedFolderOf(this.#options));
    const isBroken = findNewRemarks(allRemarks(state.folderState.cut), allRemarks(now.cut)).length > 0;
    if (isBroken && !isSecond) {
      this.#secondLook ??= this.#lookAgain();
      return;
    }
    this.#endSecondLook();
    if (state.folderState.text === now.text) return;
    state.folderState = now;
    this.#judgeAnew();
  }

  #lookAgain(): { readonly timer: NodeJS.Timeout; readonly over: PromiseWithResolvers<void> } {
    return { timer: setTimeout(() => this.#lookSafely(true), secondLookMs), over: Promise.withResolvers<void>() };
  }

  #endSecondLook(): void {
    clearTimeout(this.#secondLook?.timer);
    this.#secondLook?.over.resolve();
    this.#secondLook = undefined;
  }

  /** Ends the current round and starts one with the current files. */
  #judgeAnew(): void {
    const round = ++this.#round;
    this.#interrupt.abort();
    this.#interrupt = new AbortController();
    const { signal } = this.#interrupt;
    this.#working = this.#working
      .then(() => (round === this.#round && !this.#isOver ? this.#judge(signal) : undefined))
      .catch((error: unknown) => {
        if (!this.#isOver) this.#options.onEvent({ kind: "fault", error });
      })
      .finally(() => clearInterval(this.#slow));
  }

  async #judge(interrupt: AbortSignal): Promise<void> {
    const inspected = await this.#inspect();
    using compiler = new Compiler(this.subjects.sandbox);
    await this.#judgeInspected(inspected, interrupt, compiler);
    if (interrupt.aborted) return;
    const types = await compiler.answer();
    if (!interrupt.aborted) this.#settle(types);
  }

  /** Inspects the current files, and reports the stubs that an edit touched. */
  async #inspect(): Promise<NonNullable<SessionState["inspected"]>> {
    const state = this.#state;
    const { course, folderState, inspected } = state;
    if (inspected?.folderState === folderState) return inspected;
    const submission = await inspectFiles(course, this.#options.folder, folderState.cut, this.#inspector);
    const now = { folderState, submission, fingerprints: state.fingerprintsOf(submission) };
    state.inspected = now;
    if (inspected === undefined) {
      this.#recall(now.fingerprints);
      return now;
    }
    const touched = findTouchedStubs(state, inspected.submission, submission);
    for (const stub of touched) {
      state.due.add(stub);
      this.#touched.add(stub);
    }
    const fresh = findNewRemarks(allRemarks(inspected.submission), allRemarks(submission));
    const remarks = scoreSubmission(course, submission, []).map((result) => ({
      ...result,
      stubs: [],
      remarks: result.remarks.filter((remark) => fresh.includes(remark)),
    }));
    this.#options.onEvent({ kind: "edit", touched, report: this.#reportOf(remarks) });
    return now;
  }

  /** Takes the outcomes of an earlier run, at the start of the session. */
  #recall(fingerprints: Fingerprints): void {
    const { laws, kept } = this.#state;
    this.#cache = openCache(this.#options, laws, this.subjects.sandbox);
    if (this.#options.fresh === true) return;
    for (const [stub, outcomes] of this.#cache?.readKept(fingerprints) ?? []) {
      kept.set(stub, outcomes);
      this.#stored.set(stub, outcomes);
    }
  }

  /** Keeps the outcomes beyond the session. */
  #store(): void {
    const { kept, inspected } = this.#state;
    if (inspected === undefined) return;
    const known = knownOutcomesOf(this.#state);
    const old = new Map(Array.from(known).filter(([stub]) => this.#stored.get(stub) === kept.get(stub)));
    this.#cache?.keep(inspected.submission, [...known.values()].flat(), old);
    for (const [stub, outcomes] of kept) this.#stored.set(stub, outcomes);
  }

  async #judgeInspected(
    inspected: NonNullable<SessionState["inspected"]>,
    interrupt: AbortSignal,
    compiler: Compiler,
  ): Promise<void> {
    const { course, laws, kept, due } = this.#state;
    const { submission, fingerprints } = inspected;
    /** Stub → the verdict reported in this round. */
    const reported = new Map<string, Verdict>();
    /** Stubs reported as failing in this round. */
    const failed = new Set<string>();
    const report = (stub: string, outcomes: readonly LawOutcome[], stage: Stage) => {
      const home = assignmentOf(course, stub).id;
      const result = scoreSubmission(course, submission, outcomes).find(({ assignment }) => assignment === home);
      const one = result?.stubs.find(({ id }) => id === stub);
      if (result === undefined || one === undefined || reported.get(stub) === one.verdict) return;
      // A stub that waits for another one may still pass alone.
      if (stage === "provisional" && (one.verdict === "blocked" || one.verdict === "not-run")) return;
      due.delete(stub);
      reported.set(stub, one.verdict);
      this.#lastSummaries.set(stub, stateSummaryOf(one));
      const first = isFailure(one) && (failed.size === 0 || failed.has(stub));
      if (isFailure(one)) failed.add(stub);
      if (first || failed.size === 0) this.#atHand = stub;
      clearInterval(this.#slow);
      this.#options.onEvent({
        kind: "verdict",
        report: this.#reportOf([{ ...result, stubs: [one], remarks: [] }]),
        first,
      });
      if (due.size > 0) return;
      // The student has all verdicts of the edit. Preparing now helps if the next save comes before the end of the
      // round.
      this.subjects.warm();
      compiler.ask(course, submission);
    };

    const known = knownOutcomesOf(this.#state);
    for (const { id } of course.stubs) {
      const outcomes = due.has(id) ? known.get(id) : undefined;
      if (outcomes !== undefined) report(id, outcomes, "final");
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
      onJudged: ({ id }) => this.#options.onEvent({ kind: "judging", law: id }),
      onStart: (stub) => {
        clearInterval(this.#slow);
        if (due.size > 0) this.#slow = setInterval(() => this.#reportIfSlow(stub), slowPollMs);
      },
      onStub: (stub, outcomes, stage) => {
        if (interrupt.aborted) return;
        // After a fault of the grader, the next round judges the stub again.
        const isFault = outcomes.some((outcome) => judgementsOf(outcome).some(({ fault }) => fault !== undefined));
        if (stage === "final" && !isFault)
          kept.set(stub, {
            outcomes,
            fingerprint: fingerprints.get(stub) ?? "",
            lines: errorLinesOf(outcomes, submission),
          });
        if (due.has(stub) || reported.has(stub)) report(stub, outcomes, stage);
      },
    });
  }

  #reportIfSlow(stub: string): void {
    if (this.subjects.busyMs < slowMs) return;
    clearInterval(this.#slow);
    this.#options.onEvent({ kind: "slow", stub });
  }

  /** Ends a round: reports what has changed. */
  #settle(types: TypeFindings | undefined): void {
    const { report } = this;
    const stubs = report.assignments.flatMap((assignment) => assignment.stubs);
    const changed = stubs
      .filter((stub) => this.#lastSummaries.get(stub.id) !== stateSummaryOf(stub))
      .map(({ id }) => id);
    for (const stub of stubs) this.#lastSummaries.set(stub.id, stateSummaryOf(stub));
    this.#state.due.clear();
    const atHand = stubs.find(({ id }) => id === this.#atHand);
    if (atHand === undefined || atHand.verdict === "passed") this.#atHand = nextStub(report) ?? this.#atHand;
    const typed = report.assignments.map((each) =>
      types === undefined ? each : { ...each, types: [...(types.get(each.assignment) ?? [])] },
    );
    this.#options.onEvent(
      this.#isReportDue
        ? { kind: "report", report }
        : {
            kind: "settled",
            report: { ...report, assignments: typed },
            touched: [...this.#touched],
            changed,
            atHand: this.#atHand,
          },
    );
    this.#isReportDue = false;
    this.#touched.clear();
    this.#store();
    this.subjects.warm();
  }

  #results(): readonly AssignmentResult[] {
    const { course, laws, inspected } = this.#state;
    if (inspected === undefined) return [];
    const known = knownOutcomesOf(this.#state);
    const outcomes = laws.map(
      (law): LawOutcome =>
        known.get(law.stub)?.find((outcome) => outcome.law === law) ?? { law, whole: { verdict: "not-run" } },
    );
    return selectResults(course, scoreSubmission(course, inspected.submission, outcomes), this.#options);
  }

  #reportOf(assignments: readonly AssignmentResult[]): GradingResult {
    return {
      ...graderInfoOf(this.subjects),
      engine: { interrupted: false },
      reproducible: assignments.every(isReproducible),
      assignments: [...assignments],
      timings: {},
    };
  }
}

/** Sums up the state of a stub. A stub with a new summary counts as changed. */
function stateSummaryOf({ verdict, whole, blockedBy, waitsFor = [], laws }: StubResult): string {
  // The first of several blockers changes whenever one of them passes, so it does not count.
  const blocker = waitsFor.length > 1 ? "several" : blockedBy;
  return JSON.stringify([verdict, whole, blocker, laws.filter((law) => law.verdict === "passed").length]);
}

/** The folder that a session reads, with its assignments. */
function watchedFolderOf({ course, folder, assignments }: SessionOptions): WatchedFolder {
  return { course, folder, asked: assignments.length === 0 ? course.assignments.map(({ id }) => id) : assignments };
}

function nextStub(report: GradingResult): string | undefined {
  return stubOf(nextStep(report));
}
