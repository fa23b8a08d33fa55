/**
 * @file Judges in processes of their own. The truth of the grader costs more than the pipe to a subject, and two subjects in
 * one thread gain nothing: so there is one grader process a core.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Course } from "../course/course.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import type { Judgement, LawOutcome, Way } from "../engine/judgement.ts";
import type { Submission } from "../intake/submission.ts";
import type { Times } from "../sandbox/conversation.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { Subjects } from "../subject/subject.ts";
import { type OutcomeRecords, outcomesOf, recordsOf } from "./outcome-records.ts";
import { LocalJudge } from "./plan.ts";
import { LostJudge, type Outcomes, type StubJudge } from "./share-out.ts";

/** A worker's start costs as much as judging so many stubs. */
const stubsAWorker = 12;

/** How many workers to start beside this process for so many stubs: none for a few. */
export function workerCountFor(stubs: number, processes = availableParallelism()): number {
  return Math.max(0, Math.min(processes - 1, Math.floor(stubs / stubsAWorker)));
}

/** What a worker needs to judge stubs of a submission. */
export interface WorkersPlan {
  readonly course: Course;
  readonly laws: readonly IdentifiedLaw[];
  readonly submission: Submission;
  readonly secret: string;
  readonly strong?: boolean;
  readonly signal?: AbortSignal;
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
}

/** The course as it is sent: a URL is sent as text. */
type SentCourse = Omit<Course, "assignments"> & {
  readonly assignments: readonly (Omit<Course["assignments"][number], "root"> & { readonly root: string })[];
};

/** The messages to a worker. */
type Order =
  | {
      readonly kind: "begin";
      readonly course: SentCourse;
      /** The ids of the laws. */
      readonly laws: readonly string[];
      readonly submission: Submission;
      readonly secret: string;
      readonly strong: boolean | undefined;
    }
  | {
      readonly kind: "judge";
      readonly stub: string;
      readonly judged: readonly (readonly [stub: string, records: OutcomeRecords])[];
      readonly elsewhere: Times;
    }
  /** Only the law at hand is still judged. */
  | { readonly kind: "stop" };

/** The messages of a worker. */
type Answer =
  | { readonly kind: "law"; readonly law: string; readonly way: Way; readonly judgement: Judgement }
  | { readonly kind: "judged"; readonly records: OutcomeRecords; readonly spent: Times };

/** Workers that judge stubs of one submission. End them: `using workers = new Workers(…)`. */
export class Workers implements Disposable {
  readonly judges: readonly StubJudge[];
  readonly #workers: readonly Worker[];

  constructor(count: number, plan: WorkersPlan) {
    this.#workers = Array.from({ length: count }, () => new Worker(plan));
    this.judges = this.#workers;
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers) worker[Symbol.dispose]();
  }
}

/** A worker, seen from the process that started it. */
class Worker implements StubJudge, Disposable {
  readonly #plan: WorkersPlan;
  readonly #laws: ReadonlyMap<string, readonly IdentifiedLaw[]>;
  readonly #process: ChildProcess;
  readonly #onStop = () => this.#send({ kind: "stop" });
  /** The stub at hand. */
  #current: PromiseWithResolvers<OutcomeRecords> | undefined;
  #isLost = false;
  #spent: Times = { cpuMs: 0, waitMs: 0 };

  constructor(plan: WorkersPlan) {
    this.#plan = plan;
    this.#laws = Map.groupBy(plan.laws, ({ stub }) => stub);
    this.#process = fork(fileURLToPath(import.meta.url), {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#process.on("message", (answer) => this.#hear(answer as Answer));
    for (const end of ["error", "exit"]) this.#process.on(end, () => this.#lose());
    const { course, laws, submission, secret, strong, signal } = plan;
    const assignments = course.assignments.map((assignment) => ({ ...assignment, root: assignment.root.href }));
    const ids = laws.map(({ id }) => id);
    this.#send({ kind: "begin", course: { ...course, assignments }, laws: ids, submission, secret, strong });
    if (signal?.aborted === true) this.#onStop();
    signal?.addEventListener("abort", this.#onStop);
  }

  get spent(): Times {
    return this.#spent;
  }

  async judge(stub: string, judged: Outcomes, elsewhere: Times): Promise<readonly LawOutcome[]> {
    if (this.#isLost) throw new LostJudge();
    const laws = this.#laws.get(stub) ?? [];
    const needed = new Set(laws.flatMap(({ needs }) => needs));
    const sent = Array.from(judged)
      .filter(([id]) => needed.has(id))
      .map(([id, outcomes]) => [id, recordsOf(outcomes)] as const);
    this.#current = Promise.withResolvers();
    this.#send({ kind: "judge", stub, judged: sent, elsewhere });
    const outcomes = outcomesOf(await this.#current.promise, laws);
    if (outcomes === undefined) throw new TypeError(`a worker gave other outcomes than those of ${stub}`);
    return outcomes;
  }

  [Symbol.dispose](): void {
    this.#plan.signal?.removeEventListener("abort", this.#onStop);
    this.#process.kill();
  }

  #hear(answer: Answer): void {
    switch (answer.kind) {
      case "law": {
        const law = this.#plan.laws.find(({ id }) => id === answer.law);
        if (law !== undefined) this.#plan.onJudged?.(law, answer.way, answer.judgement);
        return;
      }
      case "judged":
        this.#spent = answer.spent;
        this.#current?.resolve(answer.records);
    }
  }

  #lose(): void {
    this.#isLost = true;
    this.#current?.reject(new LostJudge());
  }

  #send(order: Order): void {
    // A worker that has ended is noticed by its exit.
    if (this.#process.connected) this.#process.send(order, () => {});
  }
}

/** Runs in a worker: judges one stub for each order. */
function serveOrders(): void {
  const stop = new AbortController();
  let begun: Promise<Begun>;
  // Ctrl-C reaches the whole group of processes; the process that started this one decides what it means.
  process.on("SIGINT", () => {});
  // An exit through `process.exit` ends the sealed processes, too.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit());
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => void obey(message as Order));

  async function obey(order: Order): Promise<void> {
    switch (order.kind) {
      case "begin":
        begun = begin(order, stop.signal);
        await begun;
        return;
      case "judge": {
        const { local, laws } = await begun;
        const judged = order.judged.map(
          ([id, records]) => [id, outcomesOf(records, laws.get(id) ?? []) ?? []] as const,
        );
        const outcomes = await local.judge(order.stub, new Map(judged), order.elsewhere);
        tell({ kind: "judged", records: recordsOf(outcomes), spent: local.spent });
        return;
      }
      case "stop":
        stop.abort();
    }
  }
}

/** A worker that has begun. */
interface Begun {
  readonly local: LocalJudge;
  /** Stub → its laws. */
  readonly laws: ReadonlyMap<string, readonly IdentifiedLaw[]>;
}

async function begin(order: Extract<Order, { kind: "begin" }>, signal: AbortSignal): Promise<Begun> {
  const { submission, secret, strong } = order;
  const assignments = order.course.assignments.map((each) => ({ ...each, root: new URL(each.root) }));
  const all = await loadLaws(assignments);
  const laws = all.filter(({ id }) => order.laws.includes(id));
  const subjects = new Subjects({ sandbox: new Sandbox(strong === undefined ? {} : { strong }) });
  const local = new LocalJudge({
    course: { ...order.course, assignments },
    laws,
    submission,
    subjects,
    secret,
    workers: [],
    signal,
    onJudged: ({ id }, way, judgement) => tell({ kind: "law", law: id, way, judgement }),
  });
  return { local, laws: Map.groupBy(laws, ({ stub }) => stub) };
}

function tell(answer: Answer): void {
  process.send?.(answer);
}

if (import.meta.main) serveOrders();
