/**
 * @file Grades the grader: the starter, the reference, and a bank of regions whose verdict is known beforehand.
 *
 * Banks are audited side by side, in one grader process a core: two subjects in one thread gain nothing.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import * as v from "valibot";
import { judgeCases } from "../engine/judge.ts";
import { type IdentifiedLaw, loadLaws } from "../engine/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { selected } from "../grade.ts";
import { assembleWhole } from "../intake/assemble.ts";
import type { Submission } from "../intake/submission.ts";
import { benchFor, judgeSubmission } from "../plan.ts";
import type { AssignmentResult, StubResult } from "../score/result.ts";
import { scoreAssignment } from "../score/score.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { type BankEntry, type BankSubmission, readBank, submissionsOf } from "./bank.ts";
import type { Course } from "./course.ts";
import { loadCourse } from "./course.ts";
import { referenceSubmission } from "./reference.ts";

/** What to audit. */
export interface AuditOptions {
  /**
   * Judge the whole bank as submissions are: whole and alone, with what needs a region, and the capstone; otherwise a
   * drawn sample. The rest is asked its own laws only.
   */
  readonly everything: boolean;
  /** Only the banks of these stubs; empty for all. */
  readonly stubs: readonly string[];
  /** Draws the sample. */
  readonly seed: number;
  /** Called for each region as soon as it has been judged. */
  readonly onAudited?: (region: { readonly stub: string; readonly name: string }) => void;
}

const rowSchema = v.object({
  stub: v.string(),
  wrong: v.number(),
  killed: v.number(),
  blamed: v.number(),
  right: v.number(),
  seeds: v.number(),
  alarms: v.number(),
  /** How many entries were judged with all that needs them. */
  withDependents: v.number(),
  shortcomings: v.array(v.string()),
  /** Law → the wrong regions that no other law of the stub kills. */
  onlyKillerOf: v.record(v.string(), v.array(v.string())),
});

/** One line of the table: what came of a stub's bank. */
export type AuditRow = v.InferOutput<typeof rowSchema>;

/** What a process is told to audit, and what it says: each region as it is judged, at the end the row. */
const taskSchema = v.object({ id: v.string(), stub: v.string(), everything: v.boolean(), seed: v.number() });
const wordSchema = v.union([v.object({ stub: v.string(), name: v.string() }), v.object({ row: rowSchema })]);
type Task = v.InferOutput<typeof taskSchema>;

/** What an audit found. */
export interface Audit {
  readonly rows: readonly AuditRow[];
  readonly shortcomings: readonly string[];
}

/** Every right region is judged with this many secrets, and so with as many sets of questions. */
const seedsForRight = 5;
/** How many entries of each bank are judged with everything that needs them, unless all are. */
const sampleSize = 1;

/** Audits an assignment. @throws {Error} if one of the processes ends before its work is done */
export async function audit(id: string, { everything, stubs, seed, onAudited }: AuditOptions): Promise<Audit> {
  const course = loadCourse(id);
  const laws = await loadLaws(course.assignment);
  using subjects = new Subjects();
  const chosen = course.assignment.stubs
    .map((stub) => stub.id)
    .filter((stub) => stubs.length === 0 || stubs.includes(stub));
  const waiting = [...chosen];
  const rows = new Map<string, AuditRow>();
  const work = async (): Promise<void> => {
    const worker = fork(fileURLToPath(import.meta.url));
    try {
      for (let stub = waiting.shift(); stub !== undefined; stub = waiting.shift())
        rows.set(stub, await auditedBy(worker, { id, stub, everything, seed }, onAudited));
    } finally {
      worker.kill();
    }
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, work);
  const [shortcomings] = await Promise.all([auditEnds(course, laws, subjects), ...workers]);
  const inOrder = chosen.flatMap((stub) => rows.get(stub) ?? []);
  return { rows: inOrder, shortcomings: [...shortcomings, ...inOrder.flatMap((row) => row.shortcomings)] };
}

/** Has a process audit one bank. */
function auditedBy(worker: ChildProcess, task: Task, onAudited: AuditOptions["onAudited"]): Promise<AuditRow> {
  const { promise, resolve, reject } = Promise.withResolvers<AuditRow>();
  const onMessage = (message: unknown): void => {
    const word = v.parse(wordSchema, message);
    if ("row" in word) resolve(word.row);
    else onAudited?.(word);
  };
  const onExit = (code: number | null) =>
    reject(new Error(`the audit of ${task.stub} ended with ${code} before it was done [E_AUDIT]`));
  worker.on("message", onMessage).once("exit", onExit);
  worker.send(task);
  return promise.finally(() => worker.off("message", onMessage).off("exit", onExit));
}

/** The starter earns nothing and says why; the reference earns everything. */
async function auditEnds(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
): Promise<readonly string[]> {
  const reference = referenceSubmission(course);
  const starter = {
    ...reference,
    regions: new Map(
      [...reference.regions].map(([id, region]) => [
        id,
        { ...region, state: "not-started" as const, stripped: "", tokens: "" },
      ]),
    ),
  };
  const empty = await judged(course, laws, subjects, { submission: starter }, practiceSecret);
  const full = await judged(course, laws, subjects, { submission: reference }, practiceSecret);
  const started = empty.stubs.filter(
    ({ kind, verdict }) => verdict !== (kind === "capstone" ? "blocked" : "not-started"),
  );
  return [
    ...started.map((stub) => `the starter's ${stub.id} is ${stub.verdict}, not not-started`),
    ...full.stubs
      .filter(({ verdict }) => verdict !== "passed")
      .map((stub) => `the reference's ${stub.id} is ${stub.verdict}: ${describe(stub)}`),
  ];
}

async function auditBank(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  { stub, everything, seed }: Task,
  onAudited: (entry: BankEntry) => void,
): Promise<AuditRow> {
  const bank = await submissionsOf(course, readBank(course, stub));
  const drawn = new Set(
    fc.sample(fc.shuffledSubarray([...bank.keys()], { minLength: sampleSize, maxLength: sampleSize }), {
      seed,
      numRuns: 1,
    })[0],
  );
  const own = laws.filter(({ law }) => law.stub === stub);
  const wide = dependentsOf(laws, stub);
  const row: AuditRow = {
    stub,
    wrong: 0,
    killed: 0,
    blamed: 0,
    right: 0,
    seeds: seedsForRight,
    alarms: 0,
    withDependents: 0,
    shortcomings: [],
    onlyKillerOf: {},
  };
  for (const [i, { entry, submission }] of bank.entries()) {
    const widely = everything || drawn.has(i);
    if (widely) row.withDependents++;
    const judge = (secret: string): Promise<Found> =>
      widely
        ? foundWidely(course, wide, subjects, entry, submission, secret)
        : foundNarrowly(course, own, subjects, entry, submission, secret);
    row[entry.kind]++;
    if (entry.kind === "right") {
      let alarm: string | undefined;
      for (let n = 1; n <= seedsForRight && alarm === undefined; n++)
        alarm = (await judge(`${practiceSecret} ${n}`)).shortcoming;
      if (alarm !== undefined) row.alarms++;
      if (alarm !== undefined) row.shortcomings.push(alarm);
    } else {
      const { failing, isBlamed, shortcoming } = await judge(practiceSecret);
      if (failing.length > 0) row.killed++;
      if (isBlamed) row.blamed++;
      const [killer] = failing;
      // A stub's other laws are not judged once its core has failed, so a core never counts as the only killer.
      if (failing.length === 1 && killer !== undefined && !killer.core)
        (row.onlyKillerOf[killer.id] ??= []).push(entry.name);
      if (shortcoming !== undefined) row.shortcomings.push(shortcoming);
    }
    onAudited(entry);
  }
  return row;
}

/** What was found out about a region of the bank. */
interface Found {
  /** The laws of its stub that it breaks. */
  readonly failing: readonly { readonly id: string; readonly core: boolean }[];
  /** Whether its stub is the first at fault. */
  readonly isBlamed: boolean;
  /** In which way the verdict is not what it should be. */
  readonly shortcoming: string | undefined;
}

/** Judges a region as a submission is: whole and alone, with all that needs it; what fails is shrunk and confirmed. */
async function foundWidely(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<Found> {
  const result = await judged(course, laws, subjects, { submission }, secret);
  const mark = result.stubs.find(({ id }) => id === entry.stub);
  const failing = mark?.laws.filter(({ verdict }) => verdict !== "passed" && verdict !== "blocked") ?? [];
  return {
    failing: mark !== undefined && mark.earned < mark.points ? failing : [],
    isBlamed: firstBlamed(result) === entry.stub,
    shortcoming: shortcomingOf(entry, result),
  };
}

/** Asks a region its own laws, and no more: nothing is shrunk, and nothing else can be blamed. */
async function foundNarrowly(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<Found> {
  const assembly = assembleWhole(course, submission);
  using subject = new Subject(subjects, assembly.modules);
  const failing: { id: string; core: boolean }[] = [];
  for (const law of laws) {
    const cases = await judgeCases(law, benchFor({ course, submission, secret }, law, assembly, subject, false));
    if (cases.kind === "passed") continue;
    failing.push({ id: law.id, core: law.law.core });
    if (law.law.core) break;
    subject.renew();
  }
  const named = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const fell = failing.length > 0;
  const shortcoming =
    fell === (entry.kind === "wrong")
      ? undefined
      : fell
        ? `${named}: false alarm of ${failing.map(({ id }) => id).join(", ")}`
        : `${named}: survives`;
  return { failing, isBlamed: fell, shortcoming };
}

async function judged(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  { submission }: Pick<BankSubmission, "submission">,
  secret: string,
): Promise<AssignmentResult> {
  const outcomes = await judgeSubmission({ course, laws, submission, subjects, secret });
  const stubs = new Set(laws.map(({ law }) => law.stub));
  const scored = scoreAssignment(course.assignment, submission, outcomes, true);
  return { ...scored, stubs: scored.stubs.filter(({ id }) => stubs.has(id)) };
}

/** A stub's own laws, those of every stub that has a law which needs it, and the capstone's. */
function dependentsOf(laws: readonly IdentifiedLaw[], stub: string): readonly IdentifiedLaw[] {
  const stubs = new Set(
    laws.filter(({ law, needs }) => law.stub === stub || needs.includes(stub)).map(({ law }) => law.stub),
  );
  return laws.filter(({ law }) => stubs.has(law.stub));
}

/** In which way an entry's verdict is not what it should be. */
function shortcomingOf(entry: BankEntry, result: AssignmentResult): string | undefined {
  const named = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const own = result.stubs.find(({ id }) => id === entry.stub);
  if (own === undefined) return `${named}: not judged`;
  const others = result.stubs.filter(({ id, kind }) => id !== entry.stub && kind !== "capstone");
  const robbed = others.find(({ earned, points }) => earned < points);
  if (robbed !== undefined)
    return `${named}: costs points of ${robbed.id}, which is ${robbed.verdict}: ${describe(robbed)}`;
  if (entry.kind === "right") {
    const alarm = result.stubs.find(({ verdict }) => verdict !== "passed");
    return alarm === undefined
      ? undefined
      : `${named}: false alarm, ${alarm.id} is ${alarm.verdict}: ${describe(alarm)}`;
  }
  if (own.earned >= own.points) return `${named}: survives`;
  const core = own.laws.find((law) => law.core);
  if (core?.verdict !== "passed" && own.earned > 0)
    return `${named}: earns ${own.earned} although its core law does not hold`;
  const blamed = firstBlamed(result);
  return blamed === entry.stub ? undefined : `${named}: the first stub blamed is ${blamed ?? "none"}`;
}

/** The first stub in order that is neither passed, not-started nor blocked. */
function firstBlamed(result: AssignmentResult): string | undefined {
  return result.stubs.find(({ verdict }) => verdict !== "passed" && verdict !== "not-started" && verdict !== "blocked")
    ?.id;
}

function describe({ counterexample, attention, blockedBy }: StubResult): string {
  if (counterexample === undefined)
    return [...attention, ...(blockedBy === undefined ? [] : [`waits for ${blockedBy}`])].join("; ");
  const { law, difference, thrown, reason, replay } = counterexample;
  const what =
    difference === undefined
      ? thrown === undefined
        ? (reason ?? "")
        : `${thrown.name}: ${thrown.message}`
      : `${difference.what}: expected ${difference.expected}, got ${difference.got}`;
  return `${law}: ${what} (${replay ?? ""})`;
}

/** Whether a stub is known to an assignment, for the command line. */
export function auditedStubs(id: string, stubs: readonly string[]): void {
  selected(loadCourse(id).assignment, [], stubs);
}

/** A process of its own for some of the banks: it audits one for each task that it is sent. */
function serve(): void {
  const subjects = new Subjects();
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => void work(v.parse(taskSchema, message)));

  async function work(task: Task): Promise<void> {
    const course = loadCourse(task.id);
    const laws = await loadLaws(course.assignment);
    const row = await auditBank(course, laws, subjects, task, ({ stub, name }) => process.send?.({ stub, name }));
    process.send?.({ row });
  }
}

if (import.meta.main) serve();
