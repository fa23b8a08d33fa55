/** @file Grades a folder: reads the submission, judges it, scores it. */
import type { Course } from "../course/course.ts";
import type { Store } from "../disk/store.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import type { Judgement, Way } from "../engine/judgement.ts";
import { startParser } from "../intake/inspect.ts";
import { type Submission, readSubmission } from "../intake/submission.ts";
import type { AssignmentResult, GradingResult, Verdict } from "../result/result.ts";
import { scoreSubmission } from "../score/score.ts";
import type { Conversation } from "../sandbox/conversation.ts";
import { Sandbox, type SandboxOptions } from "../sandbox/sandbox.ts";
import { type Protection, protectionOf } from "../sandbox/sealed-process.ts";
import { Subjects } from "../subject/subject.ts";
import { TypesQuestion } from "../typecheck/question.ts";
import { graderInfoOf } from "./grader-info.ts";
import { judgeSubmission } from "./plan.ts";
import type { Outcomes } from "./share-out.ts";
import { type Selection, selectLaws, selectResults } from "./select.ts";
import { VerdictCache } from "./verdict-cache.ts";
import { workerCountFor, Workers } from "./workers.ts";

/** The time to wait for the type compiler after the judging. */
const typesPatienceMs = 1500;

/** Options for grading a folder. */
export interface GradeOptions extends Selection {
  /** The selected assignments and all that they build on. */
  readonly course: Course;
  /** The folder with the submission's files. */
  readonly folder: string;
  readonly secret: string;
  /** False: no bubblewrap, even if it works. */
  readonly strong?: boolean;
  /** True: the type compiler checks the regions during the judging. Its findings cost no mark. */
  readonly types?: boolean;
  /** Where verdicts are kept. Left out: everything is judged, and nothing is kept. */
  readonly store?: Store;
  /** True: the kept verdicts are judged again, and replaced. */
  readonly fresh?: boolean;
  /** What was started while the course was read. */
  readonly ahead?: Ahead;
  /** The most processes that judge at the same time; one a core if left out. */
  readonly processes?: number;
  readonly signal?: AbortSignal;
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
}

/** A run's sandbox, and the parser's process in it. */
export interface Ahead extends Disposable {
  readonly sandbox: Sandbox;
  readonly parser: Conversation;
}

/** Starts ahead what every run with a new region needs. */
export function startAhead(options: Pick<GradeOptions, "strong" | "store">): Ahead {
  const sandbox = new Sandbox(sandboxOptionsOf(options));
  const parser = startParser(sandbox);
  return { sandbox, parser, [Symbol.dispose]: () => parser[Symbol.dispose]() };
}

/** The laws of a course, and a submission. */
export interface Prepared {
  readonly laws: readonly IdentifiedLaw[];
  readonly submission: Submission;
}

/**
 * Grades a submission.
 *
 * @throws {ChainruleError} if the folder has nothing to grade
 */
export async function grade(options: GradeOptions): Promise<GradingResult> {
  const { course, secret, signal, onJudged, fresh = false } = options;
  const startedAt = performance.now();
  const sandbox = options.ahead?.sandbox ?? new Sandbox(sandboxOptionsOf(options));
  using subjects = new Subjects({ sandbox });
  using workers = new Workers(course.assignments);
  const { laws: all, submission } = await prepare(options, subjects, (changed) =>
    workers.warm(workerCountFor(changed, options.processes)),
  );
  const laws = selectLaws(course, all, options);
  const cache = openCache(options, laws, sandbox);
  const known: Outcomes = fresh ? new Map() : (cache?.read(submission) ?? new Map());
  const inspectedAt = performance.now();
  const due = new Set(laws.map(({ stub }) => stub).filter((stub) => !known.has(stub) && isStarted(submission, stub)));
  if (due.size > 0) subjects.warm();
  const judges = workers.begin(workerCountFor(due.size, options.processes), { ...options, laws, submission });
  const knownTypes = options.types === true && !fresh ? cache?.readTypes(submission) : undefined;
  using question =
    options.types === true && knownTypes === undefined ? new TypesQuestion(course, submission, sandbox) : undefined;
  const outcomes = await judgeSubmission({
    course,
    laws,
    submission,
    subjects,
    secret,
    known,
    ...(judges.length === 0 ? {} : { workers: judges }),
    ...(signal === undefined ? {} : { signal }),
    ...(onJudged === undefined ? {} : { onJudged }),
  });
  const isInterrupted = signal?.aborted === true;
  if (!isInterrupted) cache?.keep(submission, outcomes, known);
  const scored = scoreSubmission(course, submission, outcomes);
  const judgedAt = performance.now();
  const answer = await question?.answer(typesPatienceMs);
  if (answer?.kind === "checked") cache?.keepTypes(submission, answer.findings);
  const endedAt = performance.now();
  const types = answer?.kind === "checked" ? answer.findings : knownTypes;
  const withTypes = scored.map((result) =>
    types === undefined ? result : { ...result, types: [...(types.get(result.assignment) ?? [])] },
  );
  const assignments = selectResults(course, withTypes, options);
  return {
    ...graderInfoOf({ protection: subjects.protection ?? protectionOfKnown(known, sandbox) }),
    engine: {
      seconds: Math.round(endedAt - startedAt) / 1000,
      interrupted: isInterrupted,
      ...(answer?.kind === "unchecked" ? { types: answer.reason } : {}),
    },
    reproducible: scored.every(isReproducible) && (signal?.aborted === true || !scored.some(isCutOff)),
    assignments: [...assignments],
    timings: {
      intake: Math.round(inspectedAt - startedAt),
      judging: Math.round(judgedAt - inspectedAt),
      ...(question === undefined ? {} : { "types, after judging": Math.round(endedAt - judgedAt) }),
    },
  };
}

/** The cache of verdicts; undefined without a store, or if no process was needed to read the submission. */
export function openCache(
  { store, course, secret }: Pick<GradeOptions, "store" | "course" | "secret">,
  laws: readonly IdentifiedLaw[],
  { scriptLayers: layers }: Sandbox,
): VerdictCache | undefined {
  if (store === undefined || layers === undefined) return undefined;
  return new VerdictCache(store, { course, laws, secret, layers });
}

/** The protection of a run whose verdicts were all kept from an earlier run: the same layers are in the cache's key. */
function protectionOfKnown({ size }: Outcomes, { scriptLayers: layers }: Sandbox): Protection | undefined {
  return size === 0 || layers === undefined ? undefined : protectionOf(layers);
}

/** Whether a stub is judged by questions. A capstone has no region. */
function isStarted({ regions }: Submission, stub: string): boolean {
  return regions.get(stub)?.state === "started";
}

/** The options of a run's sandbox. */
export function sandboxOptionsOf({ strong, store }: Pick<GradeOptions, "strong" | "store">): SandboxOptions {
  return { ...(strong === undefined ? {} : { strong }), ...(store === undefined ? {} : { store }) };
}

/**
 * Loads the laws of a course, and reads the submission. Where a region is new, the process that will judge it starts, too.
 *
 * @param onStart - called with the number of regions that are new, if there are any
 */
export async function prepare(
  {
    course,
    assignments,
    folder,
    store,
    fresh = false,
    ahead,
  }: Pick<GradeOptions, "course" | "assignments" | "folder" | "store" | "fresh" | "ahead">,
  subjects: Subjects,
  onStart: (changed: number) => void = () => {},
): Promise<Prepared> {
  const [laws, submission] = await Promise.all([
    loadLaws(course.assignments),
    readSubmission(course, folder, {
      sandbox: subjects.sandbox,
      fresh,
      onStart: (changed) => {
        subjects.warm();
        onStart(changed);
      },
      ...(ahead === undefined ? {} : { parser: ahead.parser }),
      ...(store === undefined ? {} : { store }),
      ...(assignments.length === 0 ? {} : { required: assignments }),
    }),
  ]);
  return { laws, submission };
}

/** Whether laws were left out. If nobody has interrupted the run, the time was used up. */
function isCutOff({ stubs }: AssignmentResult): boolean {
  return stubs.some(({ laws }) => laws.some(({ verdict }) => verdict === "not-run"));
}

/** The verdicts that depend on the machine's speed and memory. */
const machineVerdicts: ReadonlySet<Verdict> = new Set(["timed-out", "out-of-memory"]);

/**
 * Whether all verdicts, on the whole and alone, are independent of the machine's speed and memory. An unstable verdict may
 * come out otherwise the next time.
 */
export function isReproducible({ stubs }: AssignmentResult): boolean {
  const depends = (verdict: Verdict | undefined) => verdict !== undefined && machineVerdicts.has(verdict);
  return !stubs.some(({ laws }) =>
    laws.some(({ whole, alone, verdict, unstable }) => unstable === true || [whole, alone, verdict].some(depends)),
  );
}
