/**
 * @file How a sealed process is started, as data: nothing runs here.
 *
 * Two ways. *Sealed*: limits → bubblewrap with the seccomp filter → Node with permissions; the kernel holds the walls.
 * *Advisory*, where there is no bubblewrap: limits → Node with permissions; Node's own word for those is a seat belt.
 */
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

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

/** A command line, what its process waits for, and the walls that it puts up. */
export interface Launch {
  readonly file: string;
  readonly arguments: readonly string[];
  /** The system-call filter, which bubblewrap reads from descriptor 4. */
  readonly filter: Uint8Array | undefined;
  readonly layers: readonly Layer[];
}

/**
 * What RLIMIT_DATA counts for a Node that has not run anything yet, rounded up from 560 MB: nearly all of it is address
 * space (512 MB for machine code, 8 MB for the stack of each thread), not memory. With less, Node dies or hangs at the
 * start. `grade doctor` measures it.
 */
export const NODE_DATA_BYTES = 576 * 2 ** 20;

/**
 * The way to start `program` as well sealed as this machine can.
 *
 * @param strong - false: without bubblewrap; true: with it or not at all; undefined: with it if it is installed
 * @throws {Error} if a path is not absolute or not there, or bubblewrap is demanded and not installed
 */
export function launchOf(program: SealedProgram, strong: boolean | undefined): Launch {
  // Node resolves links before it asks for permission, and may not look at the links themselves: run the script by its
  // real path.
  const script = realPath(program.script);
  const readable = program.readable.flatMap((path) => [path, realPath(path)]);
  const paths = [...new Set([script, ...readable])];
  const bubblewrap = strong === false ? undefined : findBubblewrap();
  if (strong === true && bubblewrap === undefined) {
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

  const layers: Layer[] = ["process"];
  if (process.platform !== "win32") layers.push("limits");
  layers.push("permission");
  if (bubblewrap !== undefined) layers.push("bubblewrap");
  if (filter !== undefined) layers.push("seccomp");
  return { file, arguments: rest, filter, layers };
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
export function findBubblewrap(): string | undefined {
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
