import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { type Closed, describeExit, endingOf } from "./ending.ts";
import { type Frame, FrameError, type FrameLimit, FrameReader, writeFrame } from "../../kernels/frames.ts";
import type { Layer, SealedScript } from "./launch.ts";
import { type Beginning, Sandbox } from "./sandbox.ts";
import type { SealedProcess } from "./sealed-process.ts";

/** Time in milliseconds: CPU time, and the time until an answer in which the process did not compute. */
export interface Times {
  readonly cpuMs: number;
  readonly waitMs: number;
}

/** Why a sealed process no longer answers, and the time that the request took. */
export interface Death extends Times {
  readonly kind: "died";
  readonly verdict: "timed-out" | "out-of-memory" | "crashed" | "refused" | "not-run";
  readonly reason: string;
}

/** The answer of a sealed process to a request, and the time that it took. Its content is not checked yet. */
export interface SealedAnswer extends Times {
  readonly kind: "answer";
  readonly content: unknown;
  readonly numbers: Float64Array;
}

/** What one request may cost: the size of the answer, and time. */
export interface Allowance extends FrameLimit, Times {}

/** CPU time decides. Waiting time is ten times as long: it ends a process that sleeps. */
export function timesFor(cpuMs: number): Times {
  return { cpuMs, waitMs: 10 * cpuMs };
}

const pollMs = 25;

/** What the grader adds to each request. The answer must bring it back. */
export interface Stamp {
  readonly seq: number;
  readonly nonce: string;
}

/** The text of an answer, as JSON. */
export interface StampedAnswer extends Stamp {
  readonly content: unknown;
}

const stampedAnswer: v.GenericSchema<unknown, StampedAnswer> = v.object({
  seq: v.number(),
  nonce: v.string(),
  content: v.unknown(),
});

/**
 * Requests to a sealed process, one at a time. The process sends a greeting before it receives anything of a submission.
 * From then on it sends one answer a request, in the agreed form; anything else ends the process.
 */
export class Conversation implements Disposable {
  readonly #greeting: Promise<Greeting>;
  readonly #nonce = randomUUID();
  readonly #memoryBytes: number;
  /** The process, and the reader of its answers; undefined if no process could be started. */
  #line: { readonly process: SealedProcess; readonly reader: FrameReader } | undefined;
  #seq = 0;
  #isOver = false;
  /** How long the process has computed on the current request; undefined between requests. */
  #spent: (() => number) | undefined;

  /** Starts the script. */
  constructor(program: SealedScript, sandbox: Sandbox = new Sandbox()) {
    this.#memoryBytes = program.memoryBytes;
    this.#greeting = sandbox.start(program, (process) => this.#awaitGreeting(process));
    // `ready` passes an error on. Until somebody calls it, the error must not end the grader.
    this.#greeting.catch(() => {});
  }

  /** What stands between the process and the machine. */
  get layers(): readonly Layer[] {
    return this.#line?.process.layers ?? [];
  }

  /** CPU time of the current request; wall time where a machine does not tell CPU time; 0 between requests. */
  get busyMs(): number {
    return this.#spent?.() ?? 0;
  }

  /**
   * Waits for the greeting.
   *
   * @returns undefined, or why there was none
   * @throws {ChainruleError} if no process could be started
   */
  async ready(): Promise<string | undefined> {
    return (await this.#greeting).failure;
  }

  /** Sends a request and waits for its answer. */
  async exchange(request: object, numbers: Float64Array, allowance: Allowance): Promise<SealedAnswer | Death> {
    if (this.#line === undefined) throw new TypeError("exchange: expected a process that is ready, got none");
    const { process, reader } = this.#line;
    const [before, start] = [process.cpuMs() ?? 0, performance.now()];
    const spent = (): Times => {
      const cpuMs = (process.cpuMs() ?? before) - before;
      return { cpuMs, waitMs: Math.max(0, performance.now() - start - cpuMs) };
    };
    this.#spent = () => (process.cpuMs() === undefined ? performance.now() - start : spent().cpuMs);
    const seq = ++this.#seq;
    const answer = reader.next(allowance);
    const stamp: Stamp = { seq, nonce: this.#nonce };
    writeFrame(process.requests, { text: JSON.stringify({ ...request, ...stamp }), numbers });

    const clock = startDeadline(spent, allowance);
    const ended = process.closed.then((closed): DeathCause => this.#causeOf(closed));
    try {
      const first = await Promise.race([answer, clock.expired, ended]);
      if ("verdict" in first) return { kind: "died", ...first, ...spent() };
      return { kind: "answer", content: this.#openAnswer(first, seq), numbers: first.numbers, ...spent() };
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return { kind: "died", verdict: "crashed", reason: `it sent ${error.message}`, ...spent() };
    } finally {
      clock.stop();
      this.#spent = undefined;
      answer.catch(() => {});
    }
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#line?.process.kill();
  }

  #awaitGreeting(process: SealedProcess): Promise<Greeting> {
    const reader = new FrameReader(process.answers);
    this.#line = { process, reader };
    if (this.#isOver) process.kill();
    const greeted = reader.next({ textBytes: 64, numbers: 0 }).then(
      (): Greeting => ({}),
      (error: unknown): Greeting => ({ failure: String(error) }),
    );
    const ended = process.closed.then((closed): Greeting => {
      const ending = endingOf(closed);
      const isSeal = ending.kind === "seal-failed";
      return {
        closed,
        failure: isSeal ? ending.sentence : `it ended before its first answer, with ${describeExit(closed)}`,
      };
    });
    return Promise.race([greeted, ended]);
  }

  /** @throws {FrameError} if the frame is no answer to this request */
  #openAnswer({ text }: Frame, seq: number): unknown {
    const parsed = v.safeParse(stampedAnswer, parseJson(text));
    if (!parsed.success) throw new FrameError("an answer of another form than agreed");
    if (parsed.output.seq !== seq || parsed.output.nonce !== this.#nonce)
      throw new FrameError("an answer to another question");
    return parsed.output.content;
  }

  #causeOf(closed: Closed): DeathCause {
    switch (endingOf(closed).kind) {
      case "out-of-memory":
        return { verdict: "out-of-memory", reason: `more than ${this.#memoryBytes / 2 ** 20} MB of memory` };
      case "out-of-cpu-time":
        return { verdict: "timed-out", reason: "the process has used up its CPU time" };
      case "seal-failed":
      case "other":
        return { verdict: "crashed", reason: `the process ended, with ${describeExit(closed)}` };
    }
  }
}

/** The beginning of a conversation. `failure`: why there was no greeting. */
interface Greeting extends Beginning {
  readonly failure?: string;
}

type DeathCause = Pick<Death, "verdict" | "reason">;

/** Expires when the CPU time or the waiting time reaches its limit. */
function startDeadline(
  spent: () => Times,
  { cpuMs, waitMs }: Times,
): { readonly expired: Promise<DeathCause>; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<DeathCause>((resolve) => {
    timer = setInterval(() => {
      const now = spent();
      if (now.cpuMs < cpuMs && now.waitMs < waitMs) return;
      const reason =
        now.cpuMs >= cpuMs ? `no answer after ${cpuMs / 1000} s of computing` : `no answer after ${waitMs / 1000} s`;
      // The grader may have been busy while the answer arrived: let it read the answer first.
      setImmediate(() => resolve({ verdict: "timed-out", reason }));
    }, pollMs);
  });
  return { expired, stop: () => clearInterval(timer) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FrameError("an answer that is not JSON");
  }
}
