/**
 * @file The sealed process: Node running one script of ours, with code of a stranger to follow over the pipe.
 *
 * What stands around it is in `launch.ts`. Requests go in on descriptor 0, answers come out on descriptor 3, descriptor
 * 2 is kept for messages of V8 and bubblewrap.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";

import { type Layer, launchOf, type SealedProgram } from "./launch.ts";

/** How a sealed process ended. The code and the signal explain a death; they decide no verdict. */
export interface Closed {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The first 64 kB. */
  readonly stderr: string;
  /** Whether any byte came on descriptor 3. */
  readonly answered: boolean;
}

/** The words for a report: `sealed` if the kernel held the walls, else `advisory`. */
export interface Protection {
  readonly level: "sealed" | "advisory";
  readonly layers: readonly Layer[];
}

const STDERR_BYTES_KEPT = 64 * 1024;
const MILLISECONDS_A_TICK = 10; // USER_HZ is 100 wherever Node runs

/**
 * Starts `program` sealed as well as this machine can; call it from the main thread, because bubblewrap ends the
 * process when the *thread* that started it ends.
 *
 * @param options.strong - false: without bubblewrap; true: with it or not at all; left out: with it if it is installed
 * @throws {Error} if a path is not absolute or not there, bubblewrap is demanded and not installed, or the machine has no
 *   room for another process
 */
export function startSealed(program: SealedProgram, options: { readonly strong?: boolean } = {}): SealedProcess {
  const { file, arguments: rest, filter, layers } = launchOf(program, options.strong);
  const child = spawn(file, rest, {
    cwd: process.platform === "win32" ? undefined : "/",
    env: {},
    stdio: ["pipe", "ignore", "pipe", "pipe", filter === undefined ? "ignore" : "pipe"],
    // A session of its own: Ctrl-C in the grader's terminal is the grader's to handle, and the group can be killed as
    // one.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  // The reason comes later, as an event, and would end the grader if nobody listened.
  child.on("error", () => {});
  if (child.pid === undefined) {
    throw new Error(
      `startSealed: expected ${file} to start, got no process.\n  Next: look for a lack of descriptors or processes, ulimit -n -u [E_SPAWN]`,
    );
  }
  if (filter !== undefined) send(child, filter);
  return new SealedProcess(child, layers);
}

/**
 * Those that run. Without bubblewrap nothing binds a process to the grader, so a grader that ends on its own feet takes
 * them with it: `process.exit` runs no `using` to its end.
 */
const running = new Set<SealedProcess>();
process.once("exit", () => {
  for (const sealed of running) sealed.kill();
});

/** A running sealed process. It has to be ended: `using subject = startSealed(…)`, or `kill`. */
export class SealedProcess implements Disposable {
  /** Descriptor 0 of the process. A write after its death is dropped without an error. */
  readonly requests: Writable;
  /** Descriptor 3 of the process. Read it to its end, or kill: until then `closed` waits. */
  readonly answers: Readable;
  readonly layers: readonly Layer[];
  /** Settles once the process has ended and its answers are read. Never rejects. */
  readonly closed: Promise<Closed>;

  readonly #child: ChildProcess;
  #nodePid: number | undefined;
  /** The last reading, which stays when the process is gone. */
  #cpuMs: number | undefined;

  /** Use `startSealed`. */
  constructor(child: ChildProcess, layers: readonly Layer[]) {
    const { stdin } = child;
    const answers = child.stdio[3];
    if (stdin === null || !(answers instanceof Socket)) throw new TypeError("SealedProcess: expected pipes on 0 and 3");
    this.requests = stdin;
    this.answers = answers;
    this.layers = layers;
    this.#child = child;
    if (existsSync("/proc/self/stat")) this.#cpuMs = 0;

    // A dead process is reported once, by `closed`; its broken pipes say nothing new (EPIPE, ECONNRESET).
    for (const stream of child.stdio) stream?.on("error", () => {});
    const stderr = keepStart(child.stderr, STDERR_BYTES_KEPT);
    // Whatever else is in the group goes with its leader, before the number of the group can be given to anybody else.
    child.once("exit", () => {
      running.delete(this);
      this.#killGroup();
    });
    running.add(this);
    this.closed = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        resolve({ code, signal, stderr: stderr(), answered: answers.bytesRead > 0 });
      });
    });
  }

  /**
   * User and system CPU time of the sealed Node with all its threads, in steps of 10 ms: 0 until Node runs, the last
   * reading once it is gone, undefined where there is no /proc.
   */
  cpuMs(): number | undefined {
    // Fields 14 and 15 of /proc/<pid>/stat. The second field is a name that may hold anything, so count from its
    // parenthesis.
    const fields = this.#proc("stat")
      ?.replace(/^.*\) /s, "")
      .split(" ");
    if (fields !== undefined) this.#cpuMs = (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_A_TICK;
    return this.#cpuMs;
  }

  /**
   * Memory that the sealed Node really uses, for polling where RLIMIT_DATA does not bind; undefined where there is no
   * /proc.
   */
  residentBytes(): number | undefined {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(this.#proc("status") ?? "")?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  }

  /** Ends the whole tree at once. Answers that were not read yet are dropped. */
  kill(): void {
    if (this.#isRunning()) this.#killGroup();
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  [Symbol.dispose](): void {
    this.kill();
  }

  #isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** bubblewrap's sandbox is not of its group, but dies with it: it is bound to its parent, and all within to it. */
  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (process.platform === "win32") {
      this.#child.kill("SIGKILL");
      return;
    }
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // ESRCH: the group is empty already.
    }
  }

  #proc(file: "stat" | "status"): string | undefined {
    const { pid } = this.#child;
    if (pid === undefined || !this.#isRunning()) return undefined;
    // The shell of the limits becomes bubblewrap, bubblewrap starts the first process of the sandbox, and that one
    // starts Node.
    this.#nodePid ??= this.layers.includes("bubblewrap") ? onlyChild(onlyChild(pid)) : pid;
    return this.#nodePid === undefined ? undefined : readProc(`${this.#nodePid}/${file}`);
  }
}

/**
 * Tells a machine that cannot seal from a program that failed: bubblewrap, the limits or the dynamic loader gave up
 * before Node ran.
 *
 * @returns the sentence that it said, or undefined if the process failed for a reason of its own
 */
export function sealFailed({ code, stderr, answered }: Closed): string | undefined {
  // Code inside could imitate the sentence to be run unsealed the next time, hence: only before any answer. The script
  // must answer once before it touches anything of the submission.
  if (answered || code === 0) return undefined;
  return /^(?:bwrap|limits|\/node): .+/m.exec(stderr)?.[0];
}

/**
 * Whether a sealed process died of its memory: by V8's own word, or by abort(), by which it and C++ end when memory is
 * refused.
 */
export function outOfMemory({ code, signal, stderr }: Closed): boolean {
  if (code === 134 || signal === "SIGABRT") return true;
  return (code === 133 || signal === "SIGTRAP") && stderr.includes("out of memory");
}

/** What a report says about the layers that a submission was judged behind. */
export function protectionOf(layers: readonly Layer[]): Protection {
  const sealed = (["limits", "bubblewrap", "seccomp"] as const).every((layer) => layers.includes(layer));
  return { level: sealed ? "sealed" : "advisory", layers };
}

/** Writes the filter to descriptor 4, where bubblewrap waits for it. */
function send(child: ChildProcess, filter: Uint8Array): void {
  const pipe = child.stdio[4];
  if (pipe instanceof Socket) pipe.end(filter);
}

/** Reads all of `stream`, so that nobody waits on it, and keeps its start. */
function keepStart(stream: Readable | null, limit: number): () => string {
  const chunks: Buffer[] = [];
  let kept = 0;
  stream?.on("data", (chunk: Buffer) => {
    if (kept >= limit) return;
    chunks.push(chunk.subarray(0, limit - kept));
    kept += chunk.length;
  });
  return () => Buffer.concat(chunks).toString();
}

function onlyChild(pid: number | undefined): number | undefined {
  const children = pid === undefined ? undefined : readProc(`${pid}/task/${pid}/children`);
  const first = children?.split(" ")[0] ?? "";
  return first === "" ? undefined : Number(first);
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return undefined;
  }
}
