/**
 * @file The sealed process: Node with a script of the grader, which receives code of a student over a pipe; or an
 * executable that reads text of a student.
 *
 * `launch.ts` plans its layers. Requests go in on descriptor 0. A script answers on descriptor 3, a binary on descriptor
 * 1. Descriptor 2 is for messages of V8 and bubblewrap.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, readFileSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";

import { ChainruleError } from "../result/chainrule-error.ts";
import type { Closed } from "./ending.ts";
import { type Layer, launchOf, type SealedProgram } from "./launch.ts";

/** The words for a report: `sealed` if all layers of the kernel were there, else `advisory`. */
export interface Protection {
  readonly level: "sealed" | "advisory";
  readonly layers: readonly Layer[];
}

const STDERR_BYTES_KEPT = 64 * 1024;
const MILLISECONDS_A_TICK = 10; // USER_HZ is 100 wherever Node runs

/**
 * Starts a program, with all layers that this machine has. Call it from the main thread, because bubblewrap ends the
 * process when the *thread* that started it ends.
 *
 * @param options.strong - false: without bubblewrap; true: with it or not at all; left out: with it if it is installed
 * @throws {ChainruleError} if bubblewrap is demanded and not installed, or the machine has no room for another process
 * @throws {TypeError} if a path is not absolute
 * @throws {Error} if a path is not there
 */
export function startSealed(program: SealedProgram, options: { readonly strong?: boolean } = {}): SealedProcess {
  const launch = launchOf(program, options.strong);
  const { file, arguments: rest, folder, environment, answers, filter, owner, layers } = launch;
  if (owner !== undefined) chownSync(owner.folder, owner.uid, owner.uid);
  const pipeIf = (isNeeded: boolean) => (isNeeded ? "pipe" : "ignore");
  const child = spawn(file, rest, {
    cwd: folder,
    env: environment,
    stdio: ["pipe", pipeIf(answers === 1), "pipe", pipeIf(answers === 3), pipeIf(filter !== undefined)],
    // The process gets a session and a group of its own: Ctrl-C in the terminal reaches only the grader, and one call
    // kills the whole group.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  // The reason arrives later, as an event. Without a listener, that event ends the grader.
  child.on("error", () => {});
  if (child.pid === undefined) {
    throw new ChainruleError("E_SPAWN", {
      where: "startSealed",
      expected: `${file} to start`,
      got: "no process",
      next: "look for a lack of descriptors or processes, ulimit -n -u",
    });
  }
  if (filter !== undefined) sendFilter(child, filter);
  return new SealedProcess(child, child.stdio[answers], layers);
}

/**
 * All processes that run. At its exit, the grader kills them: bubblewrap would do that, but may be missing, and
 * `process.exit` disposes nothing.
 */
const runningProcesses = new Set<SealedProcess>();
process.once("exit", () => {
  for (const sealed of runningProcesses) sealed.kill();
});

/** A sealed process. End it: `using subject = startSealed(…)`, or `kill`. */
export class SealedProcess implements Disposable {
  /** Descriptor 0 of the process. What is written after its end is dropped without an error. */
  readonly requests: Writable;
  /** Descriptor 3 of a script, descriptor 1 of a binary. Read it to its end, or kill: until then `closed` waits. */
  readonly answers: Readable;
  readonly layers: readonly Layer[];
  /** Settles once the process has ended and its answers are read. Never rejects. */
  readonly closed: Promise<Closed>;

  readonly #child: ChildProcess;
  #isKilled = false;
  #programPid: number | undefined;
  /** The last value that was read; it stays when the process has ended. */
  #cpuMs: number | undefined;

  /** Use `startSealed`. */
  constructor(child: ChildProcess, answers: ChildProcess["stdio"][number] | undefined, layers: readonly Layer[]) {
    const { stdin } = child;
    if (stdin === null || !(answers instanceof Socket))
      throw new TypeError("SealedProcess: expected pipes for requests and answers");
    this.requests = stdin;
    this.answers = answers;
    this.layers = layers;
    this.#child = child;
    if (existsSync("/proc/self/stat")) this.#cpuMs = 0;

    // `closed` reports the end of the process. Its broken pipes (EPIPE, ECONNRESET) need no report of their own.
    for (const stream of child.stdio) stream?.on("error", () => {});
    const stderr = keepStart(child.stderr, STDERR_BYTES_KEPT);
    // The rest of the group is killed at once, before the kernel can give the number of the group to another group.
    child.once("exit", () => {
      runningProcesses.delete(this);
      this.#killGroup();
    });
    runningProcesses.add(this);
    this.closed = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        resolve({ code, signal, stderr: stderr(), answered: answers.bytesRead > 0 });
      });
    });
  }

  /**
   * User and system CPU time of the program with all its threads, in steps of 10 ms: 0 until the program runs, the last
   * value when it has ended, undefined without /proc.
   */
  cpuMs(): number | undefined {
    // Fields 14 and 15 of /proc/<pid>/stat. The second field is a name in parentheses, which may have spaces: count from
    // the last parenthesis.
    const fields = this.#proc("stat")
      ?.replace(/^.*\) /s, "")
      .split(" ");
    if (fields !== undefined) this.#cpuMs = (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_A_TICK;
    return this.#cpuMs;
  }

  /** Memory that the program really uses; undefined without /proc. */
  residentBytes(): number | undefined {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(this.#proc("status") ?? "")?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  }

  /** Whether `kill` was called. */
  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** Kills the process with all its children. Unread answers are dropped. */
  kill(): void {
    this.#isKilled = true;
    if (this.#isRunning()) this.#killGroup();
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  [Symbol.dispose](): void {
    this.kill();
  }

  #isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The processes within bubblewrap belong to another group, but they end with bubblewrap (`--die-with-parent`). */
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
    // The shell of the limits becomes bubblewrap, bubblewrap starts the first process within, and that one starts the
    // program.
    this.#programPid ??= this.layers.includes("bubblewrap") ? firstChildOf(firstChildOf(pid)) : pid;
    return this.#programPid === undefined ? undefined : readProc(`${this.#programPid}/${file}`);
  }
}

/** What a report says of the layers that a submission was judged behind. */
export function protectionOf(layers: readonly Layer[]): Protection {
  const sealed = (["limits", "bubblewrap", "seccomp"] as const).every((layer) => layers.includes(layer));
  return { level: sealed ? "sealed" : "advisory", layers };
}

/** Writes the filter to descriptor 4, where bubblewrap waits for it. */
function sendFilter(child: ChildProcess, filter: Uint8Array): void {
  const pipe = child.stdio[4];
  if (pipe instanceof Socket) pipe.end(filter);
}

/** Reads all of `stream`, so that its writer never waits, and keeps the first bytes. */
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

function firstChildOf(pid: number | undefined): number | undefined {
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
