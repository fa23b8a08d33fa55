/**
 * @file The sealed process: Node running one script of ours, with code of a stranger to follow over the pipe.
 *
 * Two ways to start it. *Sealed*: limits → bubblewrap with the seccomp filter → Node with permissions; the kernel holds
 * the walls. *Advisory*, where there is no bubblewrap: limits → Node with permissions; Node's own word for those is a
 * seat belt.
 *
 * Requests go in on descriptor 0, answers come out on descriptor 3, descriptor 2 is kept for messages of V8 and
 * bubblewrap.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { delimiter, isAbsolute, join } from "node:path";
import type { Readable, Writable } from "node:stream";

import { seccompFilter } from "./seccomp.ts";

/** What to run, what it may read, and how much it may use. */
export interface SealedProgram {
  /** Absolute path of the `.cjs` or `.mjs` file to run. */
  readonly script: string;
  /** Further flags of Node, such as `--experimental-vm-modules`. They come last, so they can also undo one of ours. */
  readonly nodeFlags: readonly string[];
  /** Absolute paths of further files and folders that the script may read; they appear at the same path, read-only. */
  readonly readable: readonly string[];
  /** Whether the script loads a native add-on, which must lie in `readable`. */
  readonly addons: boolean;
  /** Memory above what Node takes for itself: buffers and heap together (RLIMIT_DATA), and the heap alone. */
  readonly memoryBytes: number;
  /** CPU time after which the kernel ends the process, should the grader fail to. */
  readonly cpuSeconds: number;
}

/** One wall between the submission and the machine. */
export type Layer = "process" | "limits" | "permission" | "bubblewrap" | "seccomp";

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

/**
 * What RLIMIT_DATA counts for a Node that has not run anything yet, rounded up from 560 MB: nearly all of it is address
 * space (512 MB for machine code, 8 MB for the stack of each thread), not memory. With less, Node dies or hangs at the
 * start. `grade doctor` measures it.
 */
export const NODE_DATA_BYTES = 576 * 2 ** 20;

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
  // Node resolves links before it asks for permission, and may not look at the links themselves: run the script by its
  // real path.
  const script = realPath(program.script);
  const readable = program.readable.flatMap((path) => [path, realPath(path)]);
  const paths = [...new Set([script, ...readable])];
  const bubblewrap = options.strong === false ? undefined : findBubblewrap();
  if (options.strong === true && bubblewrap === undefined) {
    throw new Error(
      "startSealed: expected bubblewrap, got no executable bwrap on PATH.\n  Next: apt-get install bubblewrap [E_NO_BUBBLEWRAP]",
    );
  }

  const filter = bubblewrap === undefined ? undefined : seccompFilter();
  const node = [...nodeFlags(program, paths), script];
  const command =
    bubblewrap === undefined
      ? [process.execPath, ...node]
      : [bubblewrap, ...walls(paths, filter !== undefined), "/node", ...node];
  const [file = "", ...rest] = withLimits(program, command, bubblewrap !== undefined);

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

  const layers: Layer[] = ["process"];
  if (process.platform !== "win32") layers.push("limits");
  layers.push("permission");
  if (bubblewrap !== undefined) layers.push("bubblewrap");
  if (filter !== undefined) layers.push("seccomp");
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

function nodeFlags(program: SealedProgram, readable: readonly string[]): string[] {
  return [
    `--max-old-space-size=${Math.ceil(program.memoryBytes / 2 ** 20)}`,
    "--max-semi-space-size=16",
    "--permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    ...(program.addons ? ["--allow-addons"] : []),
    "--no-experimental-sqlite", // it opens any file, whatever the permissions say
    "--no-warnings",
    "--disable-sigusr1",
    "--disallow-code-generation-from-strings",
    ...program.nodeFlags,
  ];
}

/**
 * `command` behind kernel limits that its process keeps: a shell sets them and becomes the command, so there is no
 * process more.
 *
 * @param strict - whether to give up where a limit cannot be set; otherwise it is left out
 */
function withLimits(program: SealedProgram, command: readonly string[], strict: boolean): readonly string[] {
  if (process.platform === "win32") return command;
  const cpuSeconds = Math.ceil(program.cpuSeconds);
  const limits = [
    "-c 0", // no core file
    "-f 0", // no byte into any file
    "-n 64", // descriptors
    `-d ${Math.ceil((NODE_DATA_BYTES + program.memoryBytes) / 1024)}`,
    `-S -t ${cpuSeconds}`, // SIGXCPU, which says why
    `-H -t ${cpuSeconds + 1}`, // SIGKILL, for who ignores it
  ];
  const script = strict
    ? limits.map((limit) => `ulimit ${limit} && `).join("")
    : limits.map((limit) => `ulimit ${limit} 2>/dev/null; `).join("");
  // Thread stacks count as data, and are as large as the stack limit says: fix it, or the cap would depend on the
  // user's shell.
  return ["/bin/sh", "-c", `ulimit -S -s 8192 2>/dev/null; ${script}exec "$@"`, "limits", ...command];
}

/** bubblewrap's arguments up to the command: an empty read-only root that holds Node, its libraries and `paths`. */
function walls(paths: readonly string[], filtered: boolean): string[] {
  const options =
    "--unshare-all --unshare-user --uid 65534 --gid 65534 --cap-drop ALL --die-with-parent --new-session --clearenv --chdir /";
  return [
    ...options.split(" "),
    // The filter refuses further namespaces too. This option does it again, but needs bubblewrap 0.8 and a writable
    // /proc/sys, which containers do not have.
    ...(filtered ? ["--seccomp", "4"] : ["--disable-userns"]),
    "--ro-bind",
    process.execPath,
    "/node",
    ...[...libraries(), ...paths].flatMap((path) => ["--ro-bind", path, path]),
    "--remount-ro",
    "/",
    "--",
  ];
}

/**
 * What the dynamic loader needs for Node: exactly those files where we know the distribution's folders, else all of its
 * folders.
 */
function libraries(): readonly string[] {
  const [loader, triplet]: readonly [string, string] =
    process.arch === "x64"
      ? ["/lib64/ld-linux-x86-64.so.2", "x86_64-linux-gnu"]
      : ["/lib/ld-linux-aarch64.so.1", "aarch64-linux-gnu"];
  const folders = [`/lib/${triplet}`, `/usr/lib/${triplet}`, "/lib64", "/usr/lib64", "/lib", "/usr/lib"];
  const names = [
    "libatomic.so.1",
    "libdl.so.2",
    "libm.so.6",
    "libstdc++.so.6",
    "libgcc_s.so.1",
    "libpthread.so.0",
    "libc.so.6",
  ];
  const found = [loader];
  // librt is for add-ons.
  for (const name of [...names, "librt.so.1"]) {
    const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (path !== undefined) found.push(path);
  }
  // A Node that the distribution built needs more libraries than the official one.
  const distributed = /^(?:\/usr)?\/bin\//.test(realpathSync(process.execPath));
  if (!distributed && found.length === names.length + 2 && existsSync(loader)) return found;
  return ["/usr", "/lib", "/lib64"].filter((folder) => existsSync(folder));
}

function realPath(path: string): string {
  if (isAbsolute(path)) return realpathSync(path);
  throw new Error(
    `startSealed: expected absolute paths, got ${JSON.stringify(path)}.\n  Next: resolve it first [E_RELATIVE_PATH]`,
  );
}

/**
 * Looks at the file system only: whether bubblewrap also works is told by the first process, at no cost (`sealFailed`).
 */
function findBubblewrap(): string | undefined {
  if (process.platform !== "linux") return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, "bwrap")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
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
