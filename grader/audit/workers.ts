/** @file The worker processes of an audit, one per core: two subjects in one thread gain no time. */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { type Course, loadCourse } from "../course/course.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { Subjects } from "../subject/subject.ts";

/** The tools of an audit. */
export interface Auditor {
  readonly course: Course;
  /** All laws of the course. */
  readonly laws: readonly IdentifiedLaw[];
  readonly subjects: Subjects;
}

/** Called for each region after its judgement. */
export type OnAudited = (region: { readonly stub: string; readonly name: string }) => void;

/** A job for workers: tasks, and the script that does them. */
export interface Job<Task, Row> {
  /** The URL of a script that calls `serveTasks`. */
  readonly script: string;
  readonly tasks: readonly Task[];
  /** The form of the result of one task. */
  readonly rowSchema: v.GenericSchema<unknown, Row>;
  readonly onAudited: OnAudited | undefined;
}

const progressSchema = v.object({ stub: v.string(), name: v.string() });

/**
 * Gives tasks to workers. @returns one row for each task, in the order in which they ended
 *
 * @throws {ChainruleError} if a worker ends before its work is done
 */
export async function runInWorkers<Task extends { readonly stub: string }, Row>(
  job: Job<Task, Row>,
): Promise<readonly Row[]> {
  const waiting = [...job.tasks];
  const rows: Row[] = [];
  const work = async (worker: ChildProcess): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
      rows.push(await askWorker(worker, task, job));
  };
  const count = Math.min(availableParallelism(), waiting.length);
  const workers = Array.from({ length: count }, () => fork(fileURLToPath(job.script)));
  try {
    await Promise.all(workers.map(work));
    return rows;
  } finally {
    // One that has failed ends the work of all.
    for (const worker of workers) worker.kill();
  }
}

/** Gives one task to a worker. The worker tells each judged region, and at the end the row. */
function askWorker<Task extends { readonly stub: string }, Row>(
  worker: ChildProcess,
  task: Task,
  { rowSchema, onAudited }: Job<Task, Row>,
): Promise<Row> {
  const messageSchema = v.union([progressSchema, v.object({ row: rowSchema })]);
  const { promise, resolve, reject } = Promise.withResolvers<Row>();
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

/** Runs in a worker: does each task that the main process sends. */
export function serveTasks<Task, Row>(
  taskSchema: v.GenericSchema<unknown, Task>,
  perform: (auditor: Auditor, task: Task, onAudited: OnAudited) => Promise<Row>,
): void {
  const auditor = prepare();
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => void work(v.parse(taskSchema, message)));

  async function prepare(): Promise<Auditor> {
    const course = loadCourse();
    return { course, laws: await loadLaws(course.assignments), subjects: new Subjects() };
  }

  async function work(task: Task): Promise<void> {
    const row = await perform(await auditor, task, ({ stub, name }) => process.send?.({ stub, name }));
    process.send?.({ row });
  }
}
