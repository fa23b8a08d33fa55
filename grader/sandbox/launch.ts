/**
 * @file The command line that starts a sealed process, as data: nothing runs here.
 *
 * There are two ways. *Sealed*: limits → bubblewrap with the seccomp filter → the program; the kernel keeps it inside.
 * *Advisory*, without bubblewrap: limits → a user of its own, where the grader is root → the program. Both ways, a script
 * runs in Node with permissions, which Node's documentation calls a seat belt.
 */
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join } from "node:path";

import { ChainruleError } from "../result/chainrule-error.ts";
import { chooseUser, type OwnUser, privilegesOf } from "./own-user.ts";
import { seccompFilter } from "./seccomp.ts";

/** What to run, what it may read, and how much it may use. */
export type SealedProgram = SealedScript | SealedBinary;

/** A script of the grader, which Node runs. It reads requests from descriptor 0 and writes answers to descriptor 3. */
export interface SealedScript {
  readonly kind: "script";
  /** Absolute path of the `.cjs` or `.mjs` file to run. */
  readonly script: string;
  /** Further flags of Node, such as `--experimental-vm-modules`. They come last, so they can undo earlier ones. */
  readonly nodeFlags: readonly string[];
  /** Absolute paths of further files and folders that the script may read; they appear at the same path, read-only. */
  readonly readable: readonly string[];
  /** Whether the script loads a native add-on, which must lie in `readable`. */
  readonly addons: boolean;
  /** Memory above what Node takes for itself: buffers and heap together (RLIMIT_DATA), and the heap alone. */
  readonly memoryBytes: number;
  /** CPU time after which the kernel ends the process. The grader normally ends it earlier. */
  readonly cpuSeconds: number;
}

/** An executable that is linked statically, so it needs no libraries. It prints its answer on descriptor 1. */
export interface SealedBinary {
  readonly kind: "binary";
  /** Absolute path of the executable. It may read its own folder, and may ask for its own path. */
  readonly binary: string;
  readonly arguments: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The temporary folder in which it starts, and which it may read: its absolute path, and its path within bubblewrap.
   * Without bubblewrap, the program's own user becomes its owner.
   */
  readonly folder: { readonly path: string; readonly sealedPath: string };
  /** All memory of the process (RLIMIT_DATA). */
  readonly memoryBytes: number;
  /** CPU time after which the kernel ends the process. The grader normally ends it earlier. */
  readonly cpuSeconds: number;
}

/** One layer between the submission and the machine. */
export type Layer = (typeof layerNames)[number];

/** All layers. */
export const layerNames = ["process", "limits", "user", "permission", "bubblewrap", "seccomp"] as const;

/** All that `spawn` needs, and the layers that protect the machine from the process. */
export interface Launch {
  readonly file: string;
  readonly arguments: readonly string[];
  /** The working directory; undefined: that of the grader. */
  readonly folder: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** The descriptor on which the program answers. */
  readonly answers: 1 | 3;
  /** The system-call filter, which bubblewrap reads from descriptor 4. */
  readonly filter: Uint8Array | undefined;
  /** The user that must own a folder before the start. */
  readonly owner: { readonly uid: number; readonly folder: string } | undefined;
  readonly layers: readonly Layer[];
}

/**
 * What RLIMIT_DATA counts for a Node that has not run anything yet, rounded up from 560 MB: nearly all of it is address
 * space (512 MB for machine code, 8 MB for the stack of each thread), not memory. With less, Node dies or hangs at the
 * start. `grade doctor` measures it.
 */
export const NODE_DATA_BYTES = 576 * 2 ** 20;

/**
 * Plans the start of a program, with all layers that this machine has.
 *
 * @param strong - false: without bubblewrap; true: with it or not at all; undefined: with it if it is installed
 * @throws {ChainruleError} if bubblewrap is demanded and not installed
 * @throws {TypeError} if a path is not absolute
 * @throws {Error} if a path is not there
 */
export function launchOf(program: SealedProgram, strong: boolean | undefined): Launch {
  const plan = program.kind === "script" ? planScript(program) : planBinary(program);
  const bubblewrap = strong === false ? undefined : findOnPath("bwrap");
  if (strong === true && bubblewrap === undefined) {
    throw new ChainruleError("E_NO_BUBBLEWRAP", {
      where: "startSealed",
      expected: "bubblewrap",
      got: "no executable bwrap on PATH",
      next: "apt-get install bubblewrap",
    });
  }

  const filter = bubblewrap === undefined ? undefined : seccompFilter();
  const user = bubblewrap === undefined ? chooseUser(findOnPath("setpriv"), plan.reads) : undefined;
  const command =
    bubblewrap === undefined
      ? [...withoutPrivileges(user), ...plan.command]
      : [bubblewrap, ...bubblewrapOptions(plan, filter !== undefined), "--", ...plan.sealedCommand];
  const limits = { dataBytes: plan.dataBytes, cpuSeconds: Math.ceil(program.cpuSeconds) };
  const [file = "", ...rest] = withLimits(command, limits, bubblewrap !== undefined);

  const layers: Layer[] = ["process"];
  if (process.platform !== "win32") layers.push("limits");
  if (user?.kind === "own") layers.push("user");
  if (program.kind === "script") layers.push("permission");
  if (bubblewrap !== undefined) layers.push("bubblewrap");
  if (filter !== undefined) layers.push("seccomp");
  const { folder, environment, answers } = plan;
  const owner =
    user?.kind === "own" && program.kind === "binary" ? { uid: user.uid, folder: program.folder.path } : undefined;
  return { file, arguments: rest, folder, environment, answers, filter, owner, layers };
}

/** Whether a script has a user of its own where there is no bubblewrap. */
export function userOf(program: SealedScript): OwnUser {
  return chooseUser(findOnPath("setpriv"), planScript(program).reads);
}

/** The start of a program of either kind, with and without bubblewrap. */
interface LaunchPlan extends Pick<Launch, "folder" | "environment" | "answers"> {
  readonly command: readonly string[];
  /** The command within bubblewrap. */
  readonly sealedCommand: readonly string[];
  readonly sealedFolder: string;
  /** The options of bubblewrap that show files and folders to the program. */
  readonly mounts: readonly string[];
  /** What a user without bubblewrap has to be able to read, or to enter. */
  readonly reads: readonly string[];
  /** The value of RLIMIT_DATA. */
  readonly dataBytes: number;
}

function planScript(program: SealedScript): LaunchPlan {
  // Node resolves links before it checks the permission, and has no permission to read the links: use the real path.
  const script = realPathOf(program.script);
  const readable = program.readable.flatMap((path) => [path, realPathOf(path)]);
  const paths = [...new Set([script, ...readable])];
  const node = [...nodeFlagsFor(program, paths), script];
  return {
    command: [process.execPath, ...node],
    sealedCommand: ["/node", ...node],
    folder: process.platform === "win32" ? undefined : "/",
    sealedFolder: "/",
    environment: {},
    answers: 3,
    mounts: [
      ...mount(process.execPath, "/node"),
      ...[...findLibraries(), ...paths].flatMap((path) => mount(path, path)),
    ],
    reads: [process.execPath, ...paths],
    dataBytes: NODE_DATA_BYTES + program.memoryBytes,
  };
}

function planBinary(program: SealedBinary): LaunchPlan {
  const binary = realPathOf(program.binary);
  const folder = realPathOf(program.folder.path);
  const { sealedPath } = program.folder;
  const sealedBinary = `/program/${basename(binary)}`;
  return {
    command: [binary, ...program.arguments],
    sealedCommand: [sealedBinary, ...program.arguments],
    folder,
    sealedFolder: sealedPath,
    environment: program.environment,
    answers: 1,
    // A program that asks for its own path reads this link. /proc has nothing else.
    mounts: [
      ...mount(dirname(binary), "/program"),
      ...mount(folder, sealedPath),
      "--symlink",
      sealedBinary,
      "/proc/self/exe",
    ],
    reads: [binary, dirname(folder)],
    dataBytes: program.memoryBytes,
  };
}

function mount(path: string, sealedPath: string): readonly string[] {
  return ["--ro-bind", path, sealedPath];
}

function nodeFlagsFor(program: SealedScript, readable: readonly string[]): string[] {
  return [
    `--max-old-space-size=${Math.ceil(program.memoryBytes / 2 ** 20)}`,
    "--max-semi-space-size=16",
    "--permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    ...(program.addons ? ["--allow-addons"] : []),
    "--no-experimental-sqlite", // SQLite opens any file, without a permission
    "--no-warnings",
    "--disable-sigusr1",
    "--disallow-code-generation-from-strings",
    ...program.nodeFlags,
  ];
}

/**
 * Puts limits of the kernel before a command. A shell sets the limits and then becomes the command, so they need no
 * further process.
 *
 * @param strict - true: the shell gives up if it cannot set a limit; false: it leaves that limit out
 */
function withLimits(
  command: readonly string[],
  { dataBytes, cpuSeconds }: { readonly dataBytes: number; readonly cpuSeconds: number },
  strict: boolean,
): readonly string[] {
  if (process.platform === "win32") return command;
  const limits = [
    "-c 0", // no core file
    "-f 0", // no byte into any file
    "-n 64", // descriptors
    `-d ${Math.ceil(dataBytes / 1024)}`,
    `-S -t ${cpuSeconds}`, // SIGXCPU, which says why
    `-H -t ${cpuSeconds + 1}`, // SIGKILL, for a process that ignores it
  ];
  const script = strict
    ? limits.map((limit) => `ulimit ${limit} && `).join("")
    : limits.map((limit) => `ulimit ${limit} 2>/dev/null; `).join("");
  // RLIMIT_DATA counts the stacks of threads, and the stack limit is their size: it is set too, so that the cap is the
  // same in every shell.
  return ["/bin/sh", "-c", `ulimit -S -s 8192 2>/dev/null; ${script}exec "$@"`, "limits", ...command];
}

/** The options of bubblewrap: an empty read-only root with the program and the files that it may read. */
function bubblewrapOptions({ mounts, sealedFolder, environment }: LaunchPlan, filtered: boolean): readonly string[] {
  const options =
    "--unshare-all --unshare-user --uid 65534 --gid 65534 --cap-drop ALL --die-with-parent --new-session --clearenv";
  return [
    ...options.split(" "),
    ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
    // The filter refuses further namespaces too. This option does it again, but needs bubblewrap 0.8 and a writable
    // /proc/sys, which containers do not have.
    ...(filtered ? ["--seccomp", "4"] : ["--disable-userns"]),
    ...mounts,
    "--remount-ro",
    "/",
    "--chdir",
    sealedFolder,
  ];
}

/** The libraries of Node: exactly those files if this knows the folders of the distribution, else all its folders. */
function findLibraries(): readonly string[] {
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
  // Add-ons need librt.
  for (const name of [...names, "librt.so.1"]) {
    const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (path !== undefined) found.push(path);
  }
  // A Node that the distribution built needs more libraries than the official one.
  const distributed = /^(?:\/usr)?\/bin\//.test(realpathSync(process.execPath));
  if (!distributed && found.length === names.length + 2 && existsSync(loader)) return found;
  return ["/usr", "/lib", "/lib64"].filter((folder) => existsSync(folder));
}

function realPathOf(path: string): string {
  if (isAbsolute(path)) return realpathSync(path);
  throw new TypeError(`startSealed: expected an absolute path, got ${JSON.stringify(path)}`);
}

/**
 * The command before a program without bubblewrap. The kernel then kills the program when the grader ends, even by SIGKILL;
 * this comes last, because a change of the user undoes it. Empty where `setpriv` is not installed; there a program that
 * computes lasts until its CPU limit.
 */
function withoutPrivileges(user: OwnUser | undefined): readonly string[] {
  const setpriv = findOnPath("setpriv");
  if (setpriv === undefined) return [];
  const privileges = user?.kind === "own" ? privilegesOf(user.uid) : ["--no-new-privs"];
  return [setpriv, ...privileges, "--pdeathsig", "KILL", "--"];
}

/** The path of a program of Linux, if it is installed. Whether bubblewrap works shows at the first start: see `Sandbox`. */
function findOnPath(name: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
