/**
 * @file Grades the grader: the starter, the reference, and a bank of regions whose verdict is known beforehand.
 *
 * Banks are audited side by side, in one grader process a core: two subjects in one thread gain nothing.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { type IdentifiedLaw, loadLaws } from "../engine/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { selected } from "../grade.ts";
import { Subjects } from "../subject/subject.ts";
import { type AuditRow, auditBank, describe, judged, rowSchema, type Task, taskSchema } from "./audit-bank.ts";
import { type Course, loadCourse } from "./course.ts";
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

/** What a process says: each region as it is judged, at the end the row. */
const wordSchema = v.union([v.object({ stub: v.string(), name: v.string() }), v.object({ row: rowSchema })]);

/** What an audit found. */
export interface Audit {
  readonly rows: readonly AuditRow[];
  readonly shortcomings: readonly string[];
}

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
