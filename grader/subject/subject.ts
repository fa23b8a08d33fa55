import { fileURLToPath } from "node:url";
import type { LaunchAsk } from "../../specs/support/launch.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Ask } from "../../specs/support/question.ts";
import { withImports } from "../course/imports.ts";
import type { ModuleMap } from "../course/locked-modules.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import {
  type Allowance,
  Conversation,
  type Death,
  type SealedAnswer,
  type Times,
  timesFor,
} from "../sandbox/conversation.ts";
import { FrameError } from "../../kernels/frames.ts";
import type { SealedScript } from "../sandbox/launch.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { type Protection, protectionOf } from "../sandbox/sealed-process.ts";
import { askLaunches, type KernelReply, kernelProgram, runSealed } from "./kernel-process.ts";
import { interpreterModule, type RunnerRequest } from "./runner-messages.ts";
import { decode, encode, inOrderOf, isRealmAsk, limitFor, neededBy, type RealmAsk } from "./wire.ts";

/** The answers of a subject to a frame of questions, and the CPU time that they took; or why there are none. */
export type Reply =
  | { readonly kind: "answers"; readonly answers: readonly Answer[]; readonly console: string; readonly cpuMs: number }
  | Death;

/** How much time a frame of questions may take. */
export const frameTimes = timesFor(2000);

/** The reply where the subject has ended meanwhile. */
const unneeded: Death = {
  kind: "died",
  verdict: "not-run",
  reason: "nobody needs the answer any more",
  cpuMs: 0,
  waitMs: 0,
};

/** The reply of a realm that was asked nothing. */
const silent: Reply & { readonly kind: "answers" } = { kind: "answers", answers: [], console: "", cpuMs: 0 };

const program: SealedScript = {
  kind: "script",
  script: fileURLToPath(new URL("runner.cjs", import.meta.url)),
  // In kB, of a stack of 8 MB: a recursion along a chain of 2,000 tensors must fit, with several calls a tensor.
  nodeFlags: ["--experimental-vm-modules", "--expose-internals", "--stack-size=3900"],
  readable: [],
  addons: false,
  memoryBytes: 256 * 2 ** 20,
  cpuSeconds: 120,
};

/** Starts processes for subjects. It starts some of them ahead, since a start takes longer than most questions. */
export class Subjects implements Disposable {
  readonly #spares: Conversation[] = [];
  /** Processes for kernels that were started ahead: none before the first kernel is launched. */
  readonly #kernelSpares: Conversation[] = [];
  readonly #ahead: number;
  readonly #refills: boolean;
  /** What its processes are started by. */
  readonly sandbox: Sandbox;
  #protection: Protection | undefined;
  /** The processes that were taken last, of which one answers now: one for a realm, one for kernels. */
  #current: { readonly realm?: Conversation; readonly kernels?: Conversation } = {};
  #isOver = false;

  /**
   * @param options.ahead - how many processes `warm` starts ahead. If it is given, the owner calls `warm` at a moment when
   *   it waits for no answer; left out: one, and `take` starts the next one itself
   */
  constructor(options: { readonly sandbox?: Sandbox; readonly ahead?: number } = {}) {
    this.sandbox = options.sandbox ?? new Sandbox();
    this.#ahead = options.ahead ?? 1;
    this.#refills = options.ahead === undefined;
  }

  /** The layers around the last process that was taken; undefined before the first. */
  get protection(): Protection | undefined {
    return this.#protection;
  }

  /** How long the process that answers now has computed on its current question. */
  get busyMs(): number {
    return (this.#current.realm?.busyMs ?? 0) + (this.#current.kernels?.busyMs ?? 0);
  }

  /** Starts processes ahead, so that they are ready when the first question comes. */
  warm(): void {
    while (this.#spares.length < this.#ahead) this.#spares.push(this.#start());
  }

  /** Starts the first process that runs kernels ahead: call it before laws launch kernels. Later it does nothing. */
  warmKernels(): void {
    if (this.#kernelSpares.length > 0 || this.#current.kernels !== undefined || this.#isOver) return;
    this.#kernelSpares.push(new Conversation(kernelProgram, this.sandbox));
  }

  /**
   * Hands out a process that has run no code of a student.
   *
   * @throws {ChainruleError} if none starts
   * @throws {TypeError} after the end: work that goes on in the background ends here
   */
  async take(): Promise<Conversation> {
    const process = await this.#ready(this.#spares.shift() ?? this.#start());
    this.#current = { ...this.#current, realm: process };
    if (this.#refills) this.warm();
    return process;
  }

  /** Hands out a process that has run no kernel. Throws as `take` does. */
  async takeKernels(): Promise<Conversation> {
    const spare = this.#kernelSpares.shift() ?? new Conversation(kernelProgram, this.sandbox);
    const process = await this.#ready(spare);
    this.#current = { ...this.#current, kernels: process };
    return process;
  }

  async #ready(process: Conversation): Promise<Conversation> {
    if (this.#isOver) {
      process[Symbol.dispose]();
      throw new TypeError("expected subjects that have not ended");
    }
    const failure = await process.ready();
    if (failure !== undefined) {
      process[Symbol.dispose]();
      throw new ChainruleError("E_NO_SUBJECT", {
        where: "subject",
        expected: "a sealed process to start",
        got: failure,
        next: "npx grade doctor",
      });
    }
    this.#protection = protectionOf(process.layers);
    return process;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    for (const spare of [...this.#spares.splice(0), ...this.#kernelSpares.splice(0)]) spare[Symbol.dispose]();
  }

  #start(): Conversation {
    return new Conversation(program, this.sandbox);
  }
}

/** A submission under test, or a graft: its modules, and the process that runs them. */
export class Subject implements Disposable {
  readonly #subjects: Subjects;
  readonly #modules: ModuleMap;
  #process: Conversation | undefined;
  /** The process that runs its kernels. */
  #kernels: Conversation | undefined;
  /** The ids of the modules that the realm has; undefined if the next questions need a fresh realm. */
  #inRealm: Set<string> | undefined;
  #spent: Times = { cpuMs: 0, waitMs: 0 };
  #isOver = false;

  constructor(subjects: Subjects, modules: ModuleMap) {
    this.#subjects = subjects;
    this.#modules = modules;
  }

  /** The time that all requests took so far. */
  get spent(): Times {
    return this.#spent;
  }

  /** Asks a frame of questions; kernels have a process of their own. After a death the next frame goes to a new process. */
  async ask(questions: readonly Ask[], times: Times = frameTimes): Promise<Reply> {
    const launches = questions.filter((ask) => ask.kind === "launches");
    const others = questions.filter(isRealmAsk);
    const reply = launches.length > 0 && others.length === 0 ? silent : await this.#askRealm(others, times);
    if (launches.length === 0 || reply.kind === "died") return reply;
    const run = await this.#askKernels(launches, times);
    if (run.kind === "died") return run;
    const answers = inOrderOf(questions, reply.answers, run.answers);
    return { ...reply, answers, cpuMs: reply.cpuMs + run.cpuMs };
  }

  async #askKernels(questions: readonly LaunchAsk[], times: Times): Promise<KernelReply | Death> {
    const reply = await askLaunches(questions, this.#modules, async (started, texts) => {
      this.#kernels ??= await this.#subjects.takeKernels();
      if (!this.#isOver) return runSealed(this.#kernels, started, texts, times);
      this.#endKernels();
      return unneeded;
    });
    this.#spend(reply);
    if (reply.kind === "died") this.#endKernels();
    return reply;
  }

  async #askRealm(questions: readonly RealmAsk[], times: Times): Promise<Reply> {
    const process = this.#process ?? (await this.#subjects.take());
    if (this.#isOver) {
      process[Symbol.dispose]();
      return unneeded;
    }
    this.#process = process;
    if (this.#inRealm === undefined) {
      const inRealm = new Set<string>();
      const request: RunnerRequest = { kind: "realm", modules: this.#takeMissing([interpreterModule], inRealm) };
      const allowance: Allowance = { textBytes: 4096, numbers: 0, ...times };
      const realm = await this.#exchange(process, request, new Float64Array(0), allowance);
      if (realm.kind === "died") return this.#restartAfter(realm);
      this.#inRealm = inRealm;
    }
    const needs = neededBy(questions);
    const missing = needs.find(({ module }) => this.#modules[module] === undefined);
    if (missing !== undefined) throw new RangeError(`a law asks ${missing.name}, but there is no ${missing.module}`);
    const { text, numbers } = encode(questions);
    const modules = this.#takeMissing(
      needs.map(({ module }) => module),
      this.#inRealm,
    );
    const request: RunnerRequest = { kind: "ask", needs, modules, questions: text };
    const answer = await this.#exchange(process, request, numbers, { ...limitFor(questions), ...times });
    const { cpuMs, waitMs } = answer;
    if (answer.kind === "died") return this.#restartAfter(answer);
    try {
      const decoded = decode(answer.content, answer.numbers, questions);
      if (!("refused" in decoded)) return { kind: "answers", ...decoded, cpuMs };
      const reason = `${decoded.refused} is not allowed`;
      return this.#restartAfter({ kind: "died", verdict: "refused", reason, cpuMs, waitMs });
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      const reason = `it sent ${error.message}`;
      return this.#restartAfter({ kind: "died", verdict: "crashed", reason, cpuMs, waitMs });
    }
  }

  /** The next questions go to a fresh realm. */
  renew(): void {
    this.#inRealm = undefined;
  }

  /** Ends the processes. The next questions go to fresh ones. */
  restart(): void {
    this.#endKernels();
    this.#process?.[Symbol.dispose]();
    this.#process = undefined;
    this.#inRealm = undefined;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.restart();
  }

  /** The texts of modules, with all that they import, that are not in the realm yet; adds their ids to `inRealm`. */
  #takeMissing(ids: readonly string[], inRealm: Set<string>): ModuleMap {
    const missing = [...withImports(ids, this.#modules)].filter((id) => !inRealm.has(id));
    for (const id of missing) inRealm.add(id);
    return Object.fromEntries(missing.map((id) => [id, this.#modules[id] ?? ""]));
  }

  /** Sends a request, and adds its time to `spent`. */
  async #exchange(
    process: Conversation,
    request: RunnerRequest,
    numbers: Float64Array,
    allowance: Allowance,
  ): Promise<SealedAnswer | Death> {
    const answer = await process.exchange(request, numbers, allowance);
    this.#spend(answer);
    return answer;
  }

  #spend(times: Times): void {
    const { cpuMs, waitMs } = this.#spent;
    this.#spent = { cpuMs: cpuMs + times.cpuMs, waitMs: waitMs + times.waitMs };
  }

  #endKernels(): void {
    this.#kernels?.[Symbol.dispose]();
    this.#kernels = undefined;
  }

  #restartAfter(death: Death): Death {
    this.restart();
    return death;
  }
}
