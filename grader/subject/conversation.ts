import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { type Frame, FrameError, type FrameLimit, FrameReader, writeFrame } from "./frames.ts";
import type { Layer, SealedProgram } from "./launch.ts";
import { type Closed, outOfMemory, sealFailed, type SealedProcess, startSealed } from "./sandbox.ts";

/** Why a sealed process no longer answers. */
export interface Death {
  readonly kind: "died";
  readonly verdict: "timed-out" | "out-of-memory" | "crashed" | "refused" | "not-run";
  readonly reason: string;
  readonly cpuMs: number;
}

/** What a sealed process said: not yet checked beyond being an answer to this request. */
export interface Heard {
  readonly kind: "heard";
  readonly said: unknown;
  readonly numbers: Float64Array;
  readonly cpuMs: number;
}

/** What one request may cost: the size of its answer, and CPU time. */
export interface Allowance extends FrameLimit {
  readonly cpuMs: number;
}

/** CPU time decides; wall time, this many times longer, is the reserve for a process that sleeps. */
const wallFactor = 10;
const pollMs = 25;

const envelope = v.object({ seq: v.number(), nonce: v.string(), said: v.unknown() });

/**
 * A sealed process and the one request that it may be working on. It greets once, before it has seen anything of a
 * submission; from then on it may only answer, each request once, in the agreed form. Anything else ends it.
 */
export class Conversation implements Disposable {
  readonly #sealed: SealedProcess;
  readonly #reader: FrameReader;
  readonly #greeting: Promise<string | undefined>;
  readonly #nonce = randomUUID();
  readonly #memoryBytes: number;
  #seq = 0;

  /** @param options.strong - see `startSealed` */
  constructor(program: SealedProgram, options: { readonly strong?: boolean } = {}) {
    this.#memoryBytes = program.memoryBytes;
    this.#sealed = startSealed(program, options);
    this.#reader = new FrameReader(this.#sealed.answers);
    const greeted = this.#reader.next({ textBytes: 64, numbers: 0 }).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const ended = this.#sealed.closed.then(
      (closed) => sealFailed(closed) ?? `it ended before its first answer, with ${describe(closed)}`,
    );
    this.#greeting = Promise.race([greeted, ended]);
  }

  /** What stands between the process and the machine. */
  get layers(): readonly Layer[] {
    return this.#sealed.layers;
  }

  /** Waits for the greeting. @returns undefined, or why there was none */
  ready(): Promise<string | undefined> {
    return this.#greeting;
  }

  /** Sends a request and waits for its answer. */
  async exchange(request: object, numbers: Float64Array, allowance: Allowance): Promise<Heard | Death> {
    const before = this.#sealed.cpuMs() ?? 0;
    const spent = () => (this.#sealed.cpuMs() ?? before) - before;
    const seq = ++this.#seq;
    const answer = this.#reader.next(allowance);
    writeFrame(this.#sealed.requests, { text: JSON.stringify({ ...request, seq, nonce: this.#nonce }), numbers });

    const clock = deadline(spent, allowance.cpuMs);
    const ended = this.#sealed.closed.then((closed): Ending => this.#causeOf(closed));
    try {
      const first = await Promise.race([answer, clock.expired, ended]);
      if ("verdict" in first) return { kind: "died", ...first, cpuMs: spent() };
      return { kind: "heard", said: this.#opened(first, seq), numbers: first.numbers, cpuMs: spent() };
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return { kind: "died", verdict: "crashed", reason: `it sent ${error.message}`, cpuMs: spent() };
    } finally {
      clock.stop();
      answer.catch(() => {});
    }
  }

  [Symbol.dispose](): void {
    this.#sealed.kill();
  }

  /** @throws {FrameError} if the frame is no answer to this request */
  #opened({ text }: Frame, seq: number): unknown {
    const parsed = v.safeParse(envelope, parseJson(text));
    if (!parsed.success) throw new FrameError("an answer of another form than agreed");
    if (parsed.output.seq !== seq || parsed.output.nonce !== this.#nonce)
      throw new FrameError("an answer to another question");
    return parsed.output.said;
  }

  #causeOf(closed: Closed): Ending {
    if (outOfMemory(closed))
      return { verdict: "out-of-memory", reason: `more than ${this.#memoryBytes / 2 ** 20} MB of memory` };
    if (closed.code === 152 || closed.signal === "SIGXCPU")
      return { verdict: "timed-out", reason: "the process has used up its CPU time" };
    return { verdict: "crashed", reason: `the process ended, with ${describe(closed)}` };
  }
}

type Ending = Pick<Death, "verdict" | "reason">;

/** Expires when `spent` reaches the limit, or the reserve of wall time is used up. */
function deadline(
  spent: () => number,
  limitMs: number,
): { readonly expired: Promise<Ending>; readonly stop: () => void } {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Ending>((resolve) => {
    timer = setInterval(() => {
      const computed = spent() >= limitMs;
      if (!computed && performance.now() - start < limitMs * wallFactor) return;
      const reason = computed
        ? `no answer after ${limitMs / 1000} s of computing`
        : `no answer after ${(limitMs * wallFactor) / 1000} s`;
      // An answer that arrived while the grader itself was busy is read before this comes to pass.
      setImmediate(() => resolve({ verdict: "timed-out", reason }));
    }, pollMs);
  });
  return { expired, stop: () => clearInterval(timer) };
}

function describe({ code, signal }: Closed): string {
  return signal === null ? `exit code ${code}` : signal;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FrameError("an answer that is not JSON");
  }
}
