/**
 * @file Audits the grader: grades the starter, the reference, and a bank of regions with known verdicts.
 *
 * The banks are audited in parallel, in one grader process per core: two subjects in one thread gain no time.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import * as v from "valibot";
import { loadLaws } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { Subjects } from "../subject/subject.ts";
import {
  type Auditor,
  type AuditRow,
  auditBank,
  describeFailure,
  judgeLaws,
  rowSchema,
  type Task,
  taskSchema,
} from "./audit-bank.ts";
import { type Course, loadCourse } from "../course/course.ts";
import { selectLaws } from "../grading/select.ts";
import { type BankEntry, readBank } from "../specimens/bank.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";

/** The part of the course to audit, and how to audit it. */
export interface AuditOptions {
  /**
   * True: judge every region like a submission, whole and alone, with the dependents and the capstone. False: judge
   * one region of ten like this, and the others by their own laws.
   */
  readonly everything: boolean;
  /** The number of regions to draw from all these banks; left out for every region. */
  readonly sample?: number;
  /** The stubs whose banks are audited; empty for all. */
  readonly stubs: readonly string[];
  /** The number of secrets, and so of sets of questions, that every right region is judged with. */
  readonly seeds: number;
  /** The seed that draws the samples. */
  readonly seed: number;
  /** Called for each region after its judgement. */
  readonly onAudited?: (region: { readonly stub: string; readonly name: string }) => void;
}

/** Of so many regions, one is judged with its dependents, unless all are. */
const oneWidelyOf = 10;

/** The messages of a worker: each judged region, and at the end the row. */
const messageSchema = v.union([v.object({ stub: v.string(), name: v.string() }), v.object({ row: rowSchema })]);

/** The result of an audit. */
export interface Audit {
  /** One row per stub, in the course's order. */
  readonly rows: readonly AuditRow[];
  readonly shortcomings: readonly string[];
}

/** Audits the course. @throws {ChainruleError} if a worker ends before its work is done */
export async function audit(course: Course, { stubs, onAudited, ...options }: AuditOptions): Promise<Audit> {
  using subjects = new Subjects();
  const laws = selectLaws(course, await loadLaws(course.assignments), { assignments: [], stubs });
  const auditor = { course, laws, subjects };
  const chosen = course.stubs.map(({ id }) => id).filter((id) => stubs.length === 0 || stubs.includes(id));
  const waiting = [...drawTasks(course, chosen, options)];
  const rows = new Map<string, AuditRow>();
  const work = async (): Promise<void> => {
    const worker = fork(fileURLToPath(import.meta.url));
    try {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
        rows.set(task.stub, await auditInWorker(worker, task, onAudited));
    } finally {
      worker.kill();
    }
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), waiting.length) }, work);
  const [shortcomings] = await Promise.all([auditStarterAndReference(auditor), ...workers]);
  const inOrder = chosen.flatMap((stub) => rows.get(stub) ?? []);
  return { rows: inOrder, shortcomings: [...shortcomings, ...inOrder.flatMap((row) => row.shortcomings)] };
}

/** Draws the regions to judge, and those to judge widely. @returns one task for each bank with a drawn region */
function drawTasks(
  course: Course,
  stubs: readonly string[],
  { everything, sample, seeds, seed }: Omit<AuditOptions, "stubs" | "onAudited">,
): readonly Task[] {
  const entries = stubs.flatMap((stub) => readBank(course, stub));
  const judged = shuffle(entries, seed).slice(0, sample);
  const widely = everything ? judged : judged.slice(0, Math.ceil(judged.length / oneWidelyOf));
  const namesIn = (stub: string, regions: readonly BankEntry[]) =>
    regions.filter((entry) => entry.stub === stub).map(({ name }) => name);
  return stubs
    .map((stub) => ({ stub, judged: namesIn(stub, judged), widely: namesIn(stub, widely), seeds }))
    .filter((task) => task.judged.length > 0);
}

/** Shuffles the regions of a bank. The seed decides the order. */
function shuffle(entries: readonly BankEntry[], seed: number): readonly BankEntry[] {
  const whole = { minLength: entries.length, maxLength: entries.length };
  return fc.sample(fc.shuffledSubarray([...entries], whole), { seed, numRuns: 1 })[0] ?? [];
}

/** Audits one bank in a worker. */
function auditInWorker(worker: ChildProcess, task: Task, onAudited: AuditOptions["onAudited"]): Promise<AuditRow> {
  const { promise, resolve, reject } = Promise.withResolvers<AuditRow>();
  const onMessage = (message: unknown): void => {
    const parsed = v.parse(messageSchema, message);
    if ("row" in parsed) resolve(parsed.row);
    else onAudited?.(parsed);
  };
  const onExit = (code: number | null) =>
    reject(
      new ChainruleError("E_AUDIT", {
        where: `the audit of ${task.stub}`,
        expected: "a process that ends its work",
        got: `one that ended with ${code}`,
        next: `npx grade audit --stub ${task.stub}, and look at the free memory`,
      }),
    );
  worker.on("message", onMessage).once("exit", onExit);
  worker.send(task);
  return promise.finally(() => worker.off("message", onMessage).off("exit", onExit));
}

/**
 * Audits the starter and the reference by the auditor's laws: every stub of the starter must be not-started, every stub of
 * the reference must pass. @returns the shortcomings
 */
async function auditStarterAndReference(auditor: Auditor): Promise<readonly string[]> {
  const reference = referenceSubmission(auditor.course);
  const starter = {
    ...reference,
    regions: new Map(
      [...reference.regions].map(([id, region]) => [
        id,
        { ...region, state: "not-started" as const, stripped: "", tokens: "" },
      ]),
    ),
  };
  const empty = await judgeLaws(auditor, starter, practiceSecret);
  const full = await judgeLaws(auditor, reference, practiceSecret);
  const started = empty.filter(({ kind, verdict }) => verdict !== (kind === "capstone" ? "blocked" : "not-started"));
  return [
    ...started.map((stub) => `the starter's ${stub.id} is ${stub.verdict}, not not-started`),
    ...full
      .filter(({ verdict }) => verdict !== "passed")
      .map((stub) => `the reference's ${stub.id} is ${stub.verdict}: ${describeFailure(stub)}`),
  ];
}

/** Runs in a worker: audits one bank for each task that the main process sends. */
function serveAudits(): void {
  const subjects = new Subjects();
  const prepared = prepare();
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => void work(v.parse(taskSchema, message)));

  async function prepare(): Promise<Auditor> {
    const course = loadCourse();
    return { course, laws: await loadLaws(course.assignments), subjects };
  }

  async function work(task: Task): Promise<void> {
    const row = await auditBank(await prepared, task, ({ stub, name }) => process.send?.({ stub, name }));
    process.send?.({ row });
  }
}

if (import.meta.main) serveAudits();
