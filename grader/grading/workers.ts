/**
 * @file Judges in processes of their own. The truth of the grader costs more than the pipe to a subject, and two subjects in
 * one thread gain nothing: so there is one grader process a core.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Assignment } from "../course/assignment.ts";
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

/** An assignment as it is sent: a URL is sent as text. */
type SentAssignment = Omit<Assignment, "root"> & { readonly root: string };

/** The messages to a worker. */
type Order =
  | { readonly kind: "load"; readonly assignments: readonly SentAssignment[] }
  | {
      readonly kind: "begin";
      readonly course: Omit<Course, "assignments">;
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
  readonly #assignments: readonly Assignment[];
  readonly #workers: Worker[] = [];

  /** @param assignments - those of the course that the plan will name */
  constructor(assignments: readonly Assignment[]) {
    this.#assignments = assignments;
  }

  /** Starts so many workers ahead: they load the laws. */
  warm(count: number): void {
    while (this.#workers.length < count) this.#workers.push(new Worker(this.#assignments));
  }

  /** Lets so many workers begin with a submission. Those that were started beyond that end. */
  begin(count: number, plan: WorkersPlan): readonly StubJudge[] {
    this.warm(count);
    for (const spare of this.#workers.splice(count)) spare[Symbol.dispose]();
    for (const worker of this.#workers) worker.begin(plan);
    return this.#workers;
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers) worker[Symbol.dispose]();
  }
}

/** A worker, seen from the process that started it. */
class Worker implements StubJudge, Disposable {
  readonly #process: ChildProcess;
  readonly #onStop = () => this.#send({ kind: "stop" });
  #plan: WorkersPlan | undefined;
  #laws: ReadonlyMap<string, readonly IdentifiedLaw[]> = new Map();
  /** The stub at hand. */
  #current: PromiseWithResolvers<OutcomeRecords> | undefined;
  #isLost = false;
  #spent: Times = { cpuMs: 0, waitMs: 0 };

  constructor(assignments: readonly Assignment[]) {
    this.#process = fork(fileURLToPath(import.meta.url), {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#process.on("message", (answer) => this.#hear(answer as Answer));
    for (const end of ["error", "exit"]) this.#process.on(end, () => this.#lose());
    this.#send({
      kind: "load",
      assignments: assignments.map((assignment) => ({ ...assignment, root: assignment.root.href })),
    });
  }

  begin(plan: WorkersPlan): void {
    this.#plan = plan;
    this.#laws = Map.groupBy(plan.laws, ({ stub }) => stub);
    const { course, laws, submission, secret, strong, signal } = plan;
    const { assignments: _, ...library } = course;
    this.#send({ kind: "begin", course: library, laws: laws.map(({ id }) => id), submission, secret, strong });
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
    this.#plan?.signal?.removeEventListener("abort", this.#onStop);
    this.#process.kill();
  }

  #hear(answer: Answer): void {
    switch (answer.kind) {
      case "law": {
        const law = this.#plan?.laws.find(({ id }) => id === answer.law);
        if (law !== undefined) this.#plan?.onJudged?.(law, answer.way, answer.judgement);
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
  let loaded: Promise<Loaded>;
  let begun: Promise<Begun>;
  // Ctrl-C reaches the whole group of processes; the process that started this one decides what it means.
  process.on("SIGINT", () => {});
  // An exit through `process.exit` ends the sealed processes, too.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit());
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => void obey(message as Order));

  async function obey(order: Order): Promise<void> {
    switch (order.kind) {
      case "load":
        loaded = load(order.assignments);
        await loaded;
        return;
      case "begin":
        begun = loaded.then((known) => begin(known, order, stop.signal));
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

/** What a worker knows before it has a submission. */
interface Loaded {
  readonly assignments: readonly Assignment[];
  readonly laws: readonly IdentifiedLaw[];
}

async function load(sent: readonly SentAssignment[]): Promise<Loaded> {
  const assignments = sent.map((each) => ({ ...each, root: new URL(each.root) }));
  return { assignments, laws: await loadLaws(assignments) };
}

function begin(loaded: Loaded, order: Extract<Order, { kind: "begin" }>, signal: AbortSignal): Begun {
  const { submission, secret, strong } = order;
  const course = { ...order.course, assignments: loaded.assignments };
  const laws = loaded.laws.filter(({ id }) => order.laws.includes(id));
  const subjects = new Subjects({ sandbox: new Sandbox(strong === undefined ? {} : { strong }) });
  const local = new LocalJudge({
    course,
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
