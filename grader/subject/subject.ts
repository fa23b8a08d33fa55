import { fileURLToPath } from "node:url";
import type { Answer } from "../../specs/support/program.ts";
import { type Allowance, Conversation, type Death } from "./conversation.ts";
import { FrameError } from "./frames.ts";
import type { SealedProgram } from "./launch.ts";
import { type Protection, protectionOf } from "./sandbox.ts";
import { type Ask, decode, encode, limitFor, neededBy } from "./wire.ts";

/** The modules of a realm: module id (`course:2-autodiff/ops/mul.ts`) → text without types. */
export type ModuleMap = Readonly<Record<string, string>>;

/** What a subject says to a frame of questions, and the CPU time that it took. */
export type Reply =
  | { readonly kind: "answers"; readonly answers: readonly Answer[]; readonly console: string; readonly cpuMs: number }
  | Death;

/** How much CPU time a frame of questions may take. */
const frameCpuMs = 2000;

const program: SealedProgram = {
  script: fileURLToPath(new URL("runner.cjs", import.meta.url)),
  // The stack is 8 MB: a chain of 2,000 tensors must fit, however roundabout the recursion is written.
  nodeFlags: ["--experimental-vm-modules", "--stack-size=3900"],
  readable: [],
  addons: false,
  memoryBytes: 256 * 2 ** 20,
  cpuSeconds: 120,
};

/** Where subjects come from. It keeps processes started ahead, since a start takes longer than most questions. */
export class Subjects implements Disposable {
  readonly #spares: Conversation[] = [];
  readonly #ahead: number;
  readonly #refills: boolean;
  #strong: boolean | undefined;
  #protection: Protection | undefined;

  /**
   * @param options.strong - false: never with bubblewrap; left out: wherever it works
   * @param options.ahead - how many processes `warm` starts ahead, where somebody says `warm` whenever nobody waits for an
   *   answer; left out: one, and another one as soon as that is taken
   */
  constructor(options: { readonly strong?: boolean; readonly ahead?: number } = {}) {
    this.#strong = options.strong;
    this.#ahead = options.ahead ?? 1;
    this.#refills = options.ahead === undefined;
  }

  /** What stood between the last process and the machine; undefined before the first one was there. */
  get protection(): Protection | undefined {
    return this.#protection;
  }

  /** Starts processes ahead, so that they are ready when the first question comes. */
  warm(): void {
    while (this.#spares.length < this.#ahead) this.#spares.push(this.#start());
  }

  /** A process that nobody has used. @throws {Error} if none starts */
  async take(): Promise<Conversation> {
    for (;;) {
      const process = this.#spares.shift() ?? this.#start();
      const failure = await process.ready();
      if (failure === undefined) {
        this.#protection = protectionOf(process.layers);
        if (this.#refills) this.warm();
        return process;
      }
      process[Symbol.dispose]();
      if (!process.layers.includes("bubblewrap")) {
        throw new Error(
          `subject: expected a sealed process to start, got: ${failure}.\n  Next: npx grade doctor [E_NO_SUBJECT]`,
        );
      }
      // bubblewrap is installed, but this machine does not let it work. Reports will say so.
      this.#strong = false;
    }
  }

  [Symbol.dispose](): void {
    for (const spare of this.#spares.splice(0)) spare[Symbol.dispose]();
  }

  #start(): Conversation {
    return new Conversation(program, this.#strong === undefined ? {} : { strong: this.#strong });
  }
}

/** One submission under test, or one graft: its modules, and the process that holds them. */
export class Subject implements Disposable {
  readonly #subjects: Subjects;
  readonly #modules: ModuleMap;
  #process: Conversation | undefined;
  #realmIsFresh = false;
  #spentMs = 0;
  #isOver = false;

  constructor(subjects: Subjects, modules: ModuleMap) {
    this.#subjects = subjects;
    this.#modules = modules;
  }

  /** CPU time of all questions so far. */
  get cpuMs(): number {
    return this.#spentMs;
  }

  /** Asks a frame of questions. After a death the next frame goes to a new process. */
  async ask(questions: readonly Ask[], cpuMs = frameCpuMs): Promise<Reply> {
    const process = this.#process ?? (await this.#subjects.take());
    if (this.#isOver) {
      process[Symbol.dispose]();
      return { kind: "died", verdict: "not-run", reason: "nobody needs the answer any more", cpuMs: 0 };
    }
    this.#process = process;
    if (!this.#realmIsFresh) {
      const made = await process.exchange({ kind: "realm", files: this.#modules }, new Float64Array(0), {
        textBytes: 4096,
        numbers: 0,
        cpuMs,
      });
      if (made.kind === "died") return this.#bury(made);
      this.#realmIsFresh = true;
    }
    const { text, numbers } = encode(questions);
    const allowance: Allowance = { ...limitFor(questions), cpuMs };
    const heard = await process.exchange(
      { kind: "ask", needs: neededBy(questions), questions: text },
      numbers,
      allowance,
    );
    this.#spentMs += heard.cpuMs;
    if (heard.kind === "died") return this.#bury(heard);
    try {
      const said = decode(heard.said, heard.numbers, questions);
      if ("refused" in said)
        return this.#bury({
          kind: "died",
          verdict: "refused",
          reason: `${said.refused} is not allowed`,
          cpuMs: heard.cpuMs,
        });
      return { kind: "answers", ...said, cpuMs: heard.cpuMs };
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#bury({ kind: "died", verdict: "crashed", reason: `it sent ${error.message}`, cpuMs: heard.cpuMs });
    }
  }

  /** The next question finds a realm in which no student code has run. */
  renew(): void {
    this.#realmIsFresh = false;
  }

  /** The next question finds a process in which no student code has run. */
  restart(): void {
    this.#process?.[Symbol.dispose]();
    this.#process = undefined;
    this.#realmIsFresh = false;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.restart();
  }

  #bury(death: Death): Death {
    this.restart();
    return death;
  }
}
