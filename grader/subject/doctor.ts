/**
 * @file `grade doctor`: which walls stand on this machine, found out by running against them.
 *
 * Each attempt is made where only one wall could stop it: behind Node's permissions without bubblewrap, and in
 * bubblewrap with Node's permissions given away. So a wall that does not hold is seen even where another one stands
 * behind it.
 */
import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ListenOptions, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as v from "valibot";

import { NODE_DATA_BYTES, outOfMemory, sealFailed, startSealed } from "./sandbox.ts";
import type { Closed, Layer, SealedProcess } from "./sandbox.ts";

/** What was found about one layer, and the one thing to do where it is not active. */
export interface Finding {
  readonly layer: string;
  readonly active: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

/** What a child reports of one attempt: why it was refused, or what it achieved. */
export interface Attempt {
  readonly attempt: string;
  readonly refused: boolean;
  readonly detail: string;
}

/** How to start the child that makes the attempts. */
export interface TryOptions {
  readonly strong?: boolean;
  readonly nodeFlags?: readonly string[];
  readonly readable?: readonly string[];
  readonly cpuSeconds?: number;
}

/** What the child reported, and how it ended. */
export interface Tried {
  readonly attempts: readonly Attempt[];
  readonly closed: Closed;
  readonly layers: readonly Layer[];
}

/** What the attempts are aimed at. Dispose it afterwards. */
export interface Target extends Disposable {
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Each attempt in words, and the walls that have to stop it on their own. */
const attempts = {
  // First, while Node has opened nothing of its own.
  descriptors: { says: "use open files of the grader", by: ["permission", "bubblewrap"] },
  "read-system": { says: "read /etc/passwd", by: ["permission", "bubblewrap"] },
  "read-grader": { says: "read the grader's source", by: ["permission", "bubblewrap"] },
  "list-grader": { says: "list the grader's folder", by: ["permission", "bubblewrap"] },
  write: { says: "write a file", by: ["permission", "bubblewrap"] },
  sqlite: { says: "write a database", by: ["permission", "bubblewrap"] },
  spawn: { says: "start a process", by: ["permission", "bubblewrap"] },
  worker: { says: "start a worker", by: ["permission"] },
  inspector: { says: "open the inspector", by: ["permission"] },
  addon: { says: "load native code", by: ["permission", "bubblewrap"] },
  tcp: { says: "connect over TCP", by: ["permission", "bubblewrap"] },
  udp: { says: "send over UDP", by: ["permission", "bubblewrap"] },
  unix: { says: "connect to a unix socket", by: ["permission", "bubblewrap"] },
  signal: { says: "signal the grader", by: ["bubblewrap"] },
  processes: { says: "see other processes", by: ["permission", "bubblewrap"] },
  environment: { says: "read the grader's environment", by: ["permission", "bubblewrap"] },
} as const;

type AttemptName = keyof typeof attempts;
/** A wall that is tried on its own. */
export type Wall = (typeof attempts)[AttemptName]["by"][number];

/** Flags that give away every permission, so that only the kernel's walls stand. */
export const PERMISSIONS_GIVEN_AWAY: readonly string[] = [
  "--allow-fs-read=*",
  "--allow-fs-write=*",
  "--allow-child-process",
  "--allow-worker",
  "--allow-net",
  "--allow-addons",
  "--allow-inspector",
  "--experimental-sqlite",
];

/** What a shell or Windows gives to every process, asked or not. */
const givenToAll = /^(?:pwd|shlvl|_|path|temp|tmp|windir|system(?:root|drive))$/i;

const MEGABYTE = 2 ** 20;
const MEMORY_BYTES = 64 * MEGABYTE;
const PATIENCE_MS = 20_000;

const execute = promisify(execFile);
const attemptSchema = v.object({ attempt: v.string(), refused: v.boolean(), detail: v.string() });
const packageSchema = v.object({ optionalDependencies: v.record(v.string(), v.string()) });
const adapterSchema = v.object({ adapter: v.nullable(v.string()) });

/**
 * Looks at all that protects the grader, and at the device for kernels; takes about two seconds.
 *
 * @returns one finding or more a layer, in the order in which they stand between a submission and the machine
 */
export async function diagnose(): Promise<readonly Finding[]> {
  const whyNot = await whySealFails();
  const strong = whyNot === undefined;
  const findings = await Promise.all([
    Promise.resolve(findPinnedNode()),
    findPermission(),
    strong ? findWalls() : Promise.resolve(missingWalls(whyNot)),
    findNodeData(),
    findLimits(strong),
    findKill(strong),
    findWebGpu(),
  ]);
  return findings.flat();
}

/**
 * Starts `doctor-child.cjs` sealed and lets it make the attempts in turn.
 *
 * @returns what it reported of each, up to the one that ended it
 */
export async function tryInside(names: readonly string[], options: TryOptions = {}): Promise<Tried> {
  using target = await openTarget();
  using child = startChild(options);
  const patience = setTimeout(() => child.kill(), PATIENCE_MS);
  let answers = "";
  child.answers.on("data", (chunk: Buffer) => (answers += chunk.toString()));
  child.requests.end(JSON.stringify({ attempts: names, target: target.facts }));
  const closed = await child.closed;
  clearTimeout(patience);
  // The first line says that the child runs, the last one ends in a line break.
  const lines = answers.split("\n").slice(1, -1);
  return { attempts: lines.map((line) => v.parse(attemptSchema, JSON.parse(line))), closed, layers: child.layers };
}

function startChild({ strong, nodeFlags = [], readable = [], cpuSeconds = 10 }: TryOptions): SealedProcess {
  const script = here("doctor-child.cjs");
  const program = { script, nodeFlags, readable, addons: false, memoryBytes: MEMORY_BYTES, cpuSeconds };
  return startSealed(program, strong === undefined ? {} : { strong });
}

/** Things that are really there to be reached: files, a folder, servers that answer, this process. */
export async function openTarget(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-doctor-"));
  const socket = process.platform === "win32" ? join(String.raw`\\.\pipe`, folder) : join(folder, "socket");
  const tcp = await listen({ host: "127.0.0.1", port: 0 });
  const unix = await listen({ path: socket });
  const udp = createSocket("udp4");
  udp.on("message", (message, from) => udp.send(message, from.port, from.address));
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");
  const address = tcp.address();
  return {
    facts: {
      folder,
      socket,
      port: typeof address === "object" ? address?.port : undefined,
      udpPort: udp.address().port,
      graderFile: here("doctor.ts"),
      graderPid: process.pid,
      environment: Object.keys(process.env).filter((name) => !givenToAll.test(name)),
      addon: here(`../../node_modules/webgpu/dist/${process.platform}-${process.arch}/dawn.node`),
      bytes: 16 * MEMORY_BYTES,
    },
    [Symbol.dispose]() {
      tcp.close();
      unix.close();
      udp.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(where: ListenOptions): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(where);
  await once(server, "listening");
  return server;
}

function findPinnedNode(): Finding {
  const running = process.versions.node;
  const manifest = here("../../package.json");
  const parsed = existsSync(manifest)
    ? v.safeParse(packageSchema, JSON.parse(readFileSync(manifest, "utf8")))
    : undefined;
  const platforms = parsed?.success === true ? Object.entries(parsed.output.optionalDependencies) : [];
  const pinned = platforms.find(([name]) => /^node-(?:bin-)?(?:linux|darwin|win)-/.test(name))?.[1];
  if (pinned === undefined)
    return { layer: "node", active: true, detail: `Node ${running}; no version is pinned here` };
  if (pinned === running) return { layer: "node", active: true, detail: `Node ${running}, as pinned` };
  const remedy = "npm ci, then start the grader as npx grade";
  return { layer: "node", active: false, detail: `Node ${running} runs the grader, ${pinned} is pinned`, remedy };
}

async function findPermission(): Promise<Finding> {
  const tried = await tryInside(attemptsAgainst("permission"), { strong: false });
  return wallFinding("permission", tried, "npm ci, then start the grader as npx grade");
}

async function findWalls(): Promise<readonly Finding[]> {
  const tried = await tryInside(attemptsAgainst("bubblewrap"), { strong: true, nodeFlags: PERMISSIONS_GIVEN_AWAY });
  const walls = wallFinding("bubblewrap", tried, "apt-get install --only-upgrade bubblewrap");
  if (!tried.layers.includes("seccomp")) {
    const detail = `there is no system-call filter for ${process.arch}`;
    return [walls, { layer: "seccomp", active: false, detail, remedy: "grade on an x64 or arm64 machine" }];
  }
  // An empty network says "unreachable" and "no such file"; only the filter forbids the socket itself, and the process.
  const byFilter: readonly AttemptName[] = ["spawn", "tcp", "udp", "unix"];
  const details = new Map(tried.attempts.map(({ attempt, detail }) => [attempt, detail]));
  const others = byFilter.filter((name) => details.get(name) !== "EPERM");
  if (others.length === 0) {
    return [
      walls,
      { layer: "seccomp", active: true, detail: "the kernel forbids processes and sockets of every kind" },
    ];
  }
  const detail = others.map((name) => `${name}: expected EPERM, got ${details.get(name)}`).join(", ");
  return [walls, { layer: "seccomp", active: false, detail, remedy: "use a kernel with CONFIG_SECCOMP_FILTER" }];
}

function missingWalls(reason: string): readonly Finding[] {
  return [
    { layer: "bubblewrap", active: false, detail: `${reason}: reports say advisory`, remedy: remedyFor(reason) },
    { layer: "seccomp", active: false, detail: "bubblewrap would install it", remedy: "make bubblewrap work first" },
  ];
}

/** Undefined if a sealed process answers on this machine, else what stands in the way, in one sentence. */
export async function whySealFails(): Promise<string | undefined> {
  if (process.platform !== "linux") return `bubblewrap needs Linux, and this is ${process.platform}`;
  try {
    const { closed } = await tryInside([], { strong: true });
    if (closed.answered) return undefined;
    return (
      sealFailed(closed) ??
      `a sealed process died before its first answer (code ${closed.code}, signal ${closed.signal})`
    );
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.?\n.*/s, "") : String(error);
  }
}

/** The next step for what `bwrap` or the shell said. */
function remedyFor(reason: string): string {
  if (process.platform !== "linux") return "grade on Linux, in a virtual machine if need be (Windows: wsl --install)";
  if (reason.includes("no executable bwrap")) return "apt-get install bubblewrap";
  if (reason.includes("Unknown option")) return "apt-get install --only-upgrade bubblewrap";
  if (reason.startsWith("limits:")) return "raise the hard limit that ulimit -H -a shows";
  if (readSetting("kernel/unprivileged_userns_clone") === "0")
    return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  if (readSetting("user/max_user_namespaces") === "0") return "sudo sysctl -w user.max_user_namespaces=10000";
  if (readSetting("kernel/apparmor_restrict_unprivileged_userns") === "1") {
    return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  }
  if (existsSync("/.dockerenv") || existsSync("/run/.containerenv")) {
    return "start the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined";
  }
  return "run bwrap --unshare-all --ro-bind / / true, and make it work";
}

function readSetting(name: string): string | undefined {
  const path = `/proc/sys/${name}`;
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** RLIMIT_DATA is set to what Node takes for itself plus the cap, so the first of the two has to be right. */
async function findNodeData(): Promise<readonly Finding[]> {
  if (process.platform !== "linux") return [];
  const print = 'process.stdout.write(require("node:fs").readFileSync("/proc/self/status", "utf8"))';
  const command = ["-c", 'ulimit -S -s 8192 2>/dev/null; exec "$@"', "sh", process.execPath, "-e", print];
  const { stdout } = await execute("/bin/sh", command, { env: {} });
  const megabytes = Math.ceil(Number(/^VmData:\s+(\d+) kB$/m.exec(stdout)?.[1]) / 1024);
  const allowed = NODE_DATA_BYTES / MEGABYTE;
  const detail = `a fresh Node holds ${megabytes} MiB of data, ${allowed} MiB are allowed for`;
  if (megabytes <= allowed) return [{ layer: "limits", active: true, detail }];
  const remedy = `set NODE_DATA_BYTES in grader/subject/sandbox.ts to ${megabytes + 16} MiB`;
  return [{ layer: "limits", active: false, detail, remedy }];
}

async function findLimits(strong: boolean): Promise<readonly Finding[]> {
  const [buffers, heap, loop] = await Promise.all([
    tryInside(["buffers"], { strong }),
    tryInside(["heap"], { strong }),
    tryInside(["endless-loop"], { strong, cpuSeconds: 1 }),
  ]);
  const remedy = "grade on Linux, where the kernel keeps it";
  const [attempt] = buffers.attempts;
  const cap = `${MEMORY_BYTES / MEGABYTE} MiB`;
  const findings = [
    {
      active: attempt?.refused === true || outOfMemory(buffers.closed),
      detail: `buffers beyond a cap of ${cap}: ${attempt?.detail ?? describe(buffers.closed)}`,
    },
    {
      active: outOfMemory(heap.closed),
      detail: `arrays beyond a cap of ${cap}: ${heap.attempts[0]?.detail ?? describe(heap.closed)}`,
    },
    { active: ranIntoCpuLimit(loop.closed), detail: `an endless loop under a limit of 1 s: ${describe(loop.closed)}` },
  ];
  return findings.map((finding) => ({ layer: "limits", ...finding, ...(finding.active ? {} : { remedy }) }));
}

function ranIntoCpuLimit({ code, signal }: Closed): boolean {
  return code === 152 || signal === "SIGXCPU";
}

function describe({ code, signal }: Closed): string {
  return signal === null ? `ended with code ${code}` : `ended by ${signal}`;
}

/** Ends a child in the middle of a loop and looks whether any process of its tree is left. */
async function findKill(strong: boolean): Promise<readonly Finding[]> {
  if (process.platform !== "linux") return [];
  // Every process of the tree has the mark in its command line: the shell, bubblewrap and Node.
  const mark = `--title=chainrule-doctor-${process.pid}-${Date.now()}`;
  using target = await openTarget();
  using child = startChild({ strong, nodeFlags: [mark] });
  child.requests.end(JSON.stringify({ attempts: ["endless-loop"], target: target.facts }));
  await Promise.race([once(child.answers, "data"), child.closed]);
  const before = countProcesses(mark);
  child.kill();
  let after = countProcesses(mark);
  for (let waited = 0; after > 0 && waited < 1000; waited += 10) {
    await sleep(10);
    after = countProcesses(mark);
  }
  const detail = `${before} processes in a busy tree, ${after} a moment after its end`;
  if (before > 0 && after === 0) return [{ layer: "kill", active: true, detail }];
  return [{ layer: "kill", active: false, detail, remedy: "pkill -KILL -f chainrule-doctor, and report it" }];
}

function countProcesses(mark: string): number {
  // Node with --title shows the bare title, the others show the whole flag.
  const title = mark.replace("--title=", "");
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandLine(name).includes(title)).length;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It ended between the listing and the look.
  }
}

/** Asks Dawn for an adapter in a process of its own, because a graphics driver may crash or hang. */
async function findWebGpu(): Promise<Finding> {
  const ask = `
    const { create } = await import("webgpu");
    const adapter = await create([]).requestAdapter();
    const { description, device, vendor } = adapter?.info ?? {};
    console.log(JSON.stringify({ adapter: adapter && (description || device || vendor || "unnamed") }));
    process.exit(0);`;
  try {
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", ask], {
      cwd: here("."),
      timeout: PATIENCE_MS,
      killSignal: "SIGKILL",
    });
    const { adapter } = v.parse(adapterSchema, JSON.parse(stdout));
    if (adapter !== null) return { layer: "webgpu", active: true, detail: `kernels are compared with ${adapter}` };
    const detail = "no adapter: kernels are judged by the interpreter, as everywhere, and not compared with a device";
    return {
      layer: "webgpu",
      active: false,
      detail,
      remedy: "apt-get install libvulkan1 mesa-vulkan-drivers (Mesa 25 or newer)",
    };
  } catch (error) {
    const reason =
      /^(?:\w*Error.*|Command failed)/m.exec(error instanceof Error ? error.message : "")?.[0] ?? "no answer in time";
    const detail = `the package webgpu does not run here (${reason}): kernels are judged by the interpreter, without compiler messages`;
    return { layer: "webgpu", active: false, detail, remedy: "npm ci" };
  }
}

/** Sums up what happened at one wall. An attempt without an answer ended the child, and that is no refusal either. */
function wallFinding(wall: Wall, { attempts: reported, closed }: Tried, remedy: string): Finding {
  const refused = new Set(reported.filter((attempt) => attempt.refused).map(({ attempt }) => attempt));
  const names = attemptsAgainst(wall);
  const held = names.filter((name) => refused.has(name));
  if (held.length === names.length) {
    return { layer: wall, active: true, detail: `refused to ${held.map((name) => attempts[name].says).join(", ")}` };
  }
  const open = names
    .filter((name) => !refused.has(name))
    .map((name) => {
      const got = reported.find(({ attempt }) => attempt === name)?.detail ?? describe(closed);
      return `${attempts[name].says} (${got})`;
    });
  return { layer: wall, active: false, detail: `did not refuse to ${open.join(", ")}`, remedy };
}

/** The attempts of `doctor-child.cjs` that `wall` has to stop on its own. */
export function attemptsAgainst(wall: Wall): readonly AttemptName[] {
  const names = Object.keys(attempts) as AttemptName[];
  return names.filter((name) => attempts[name].by.some((by) => by === wall));
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
