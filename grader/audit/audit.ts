/** @file Audits the grader: grades the starter, the reference, and a bank of regions with known verdicts. */
import { loadLaws } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { Subjects } from "../subject/subject.ts";
import {
  type AuditRow,
  auditBank,
  describeFailure,
  judgeLaws,
  rowSchema,
  type Task,
  taskSchema,
} from "./audit-bank.ts";
import type { Course } from "../course/course.ts";
import { selectLaws } from "../grading/select.ts";
import { type BankEntry, readBank } from "../specimens/bank.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { shuffle } from "./shuffle.ts";
import { type Auditor, type OnAudited, runInWorkers, serveTasks } from "./workers.ts";

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
  readonly onAudited?: OnAudited;
}

/** Of so many regions, one is judged with its dependents, unless all are. */
const oneWidelyOf = 10;

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
  const tasks = drawTasks(course, chosen, options);
  const [shortcomings, rows] = await Promise.all([
    auditStarterAndReference(auditor),
    runInWorkers({ script: import.meta.url, tasks, rowSchema, onAudited }),
  ]);
  const inOrder = chosen.flatMap((stub) => rows.filter((row) => row.stub === stub));
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

if (import.meta.main) serveTasks(taskSchema, auditBank);
