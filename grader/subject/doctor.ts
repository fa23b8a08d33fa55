/**
 * @file `grade doctor`: which walls stand on this machine, in words, and what to do where one does not.
 *
 * What is told here was found out by running against the walls (`attempts.ts`) and by measuring (`machine.ts`).
 */
import { existsSync, readFileSync } from "node:fs";

import {
  attempts,
  attemptsAgainst,
  type AttemptName,
  MEMORY_CAP_BYTES,
  PERMISSIONS_GIVEN_AWAY,
  type Tried,
  tryInside,
  type Wall,
  whySealFails,
} from "./attempts.ts";
import { NODE_DATA_BYTES } from "./launch.ts";
import {
  askWebGpu,
  type Killed,
  killInALoop,
  nodeDataMegabytes,
  overstep,
  type Overstepped,
  pinnedNode,
  type WebGpuAnswer,
} from "./machine.ts";
import { type Closed, outOfMemory } from "./sandbox.ts";

/** What was found about one layer, and the one thing to do where it is not active. */
export interface Finding {
  readonly layer: string;
  readonly active: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

const MEGABYTE = 2 ** 20;
const asPinned = "npm ci, then start the grader as npx grade";

/**
 * Looks at all that protects the grader, and at the device for kernels; takes about two seconds.
 *
 * @returns one finding or more a layer, in the order in which they stand between a submission and the machine
 */
export async function diagnose(): Promise<readonly Finding[]> {
  const whyNot = await whySealFails();
  const strong = whyNot === undefined;
  const [permission, walls, megabytes, overstepped, killed, webGpu] = await Promise.all([
    tryInside(attemptsAgainst("permission"), { strong: false }),
    strong ? tryInside(attemptsAgainst("bubblewrap"), { strong, nodeFlags: PERMISSIONS_GIVEN_AWAY }) : undefined,
    nodeDataMegabytes(),
    overstep(strong),
    killInALoop(strong),
    askWebGpu(),
  ]);
  return [
    tellNode(process.versions.node, pinnedNode()),
    tellWall("permission", permission, asPinned),
    ...(walls === undefined ? tellMissingWalls(whyNot ?? "nobody tried") : tellWalls(walls)),
    ...(megabytes === undefined ? [] : [tellNodeData(megabytes)]),
    ...tellLimits(overstepped),
    ...(killed === undefined ? [] : [tellKill(killed)]),
    tellWebGpu(webGpu),
  ];
}

function tellNode(running: string, pinned: string | undefined): Finding {
  if (pinned === undefined)
    return { layer: "node", active: true, detail: `Node ${running}; no version is pinned here` };
  if (pinned === running) return { layer: "node", active: true, detail: `Node ${running}, as pinned` };
  const detail = `Node ${running} runs the grader, ${pinned} is pinned`;
  return { layer: "node", active: false, detail, remedy: asPinned };
}

function tellWalls(tried: Tried): readonly Finding[] {
  const walls = tellWall("bubblewrap", tried, "apt-get install --only-upgrade bubblewrap");
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

function tellMissingWalls(reason: string): readonly Finding[] {
  return [
    { layer: "bubblewrap", active: false, detail: `${reason}: reports say advisory`, remedy: remedyFor(reason) },
    { layer: "seccomp", active: false, detail: "bubblewrap would install it", remedy: "make bubblewrap work first" },
  ];
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
function tellNodeData(megabytes: number): Finding {
  const allowed = NODE_DATA_BYTES / MEGABYTE;
  const detail = `a fresh Node holds ${megabytes} MiB of data, ${allowed} MiB are allowed for`;
  if (megabytes <= allowed) return { layer: "limits", active: true, detail };
  const remedy = `set NODE_DATA_BYTES in grader/subject/launch.ts to ${megabytes + 16} MiB`;
  return { layer: "limits", active: false, detail, remedy };
}

function tellLimits({ buffers, heap, loop }: Overstepped): readonly Finding[] {
  const remedy = "grade on Linux, where the kernel keeps it";
  const [attempt] = buffers.attempts;
  const cap = `${MEMORY_CAP_BYTES / MEGABYTE} MiB`;
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

function tellKill({ before, after }: Killed): Finding {
  const detail = `${before} processes in a busy tree, ${after} a moment after its end`;
  if (before > 0 && after === 0) return { layer: "kill", active: true, detail };
  return { layer: "kill", active: false, detail, remedy: "pkill -KILL -f chainrule-doctor, and report it" };
}

function tellWebGpu(answer: WebGpuAnswer): Finding {
  if (answer.kind === "silent") {
    const detail = `the package webgpu does not run here (${answer.reason}): kernels are judged by the interpreter, without compiler messages`;
    return { layer: "webgpu", active: false, detail, remedy: "npm ci" };
  }
  const { adapter } = answer;
  if (adapter !== null) return { layer: "webgpu", active: true, detail: `kernels are compared with ${adapter}` };
  const detail = "no adapter: kernels are judged by the interpreter, as everywhere, and not compared with a device";
  return {
    layer: "webgpu",
    active: false,
    detail,
    remedy: "apt-get install libvulkan1 mesa-vulkan-drivers (Mesa 25 or newer)",
  };
}

/** Sums up what happened at one wall. An attempt without an answer ended the child, and that is no refusal either. */
function tellWall(wall: Wall, { attempts: reported, closed }: Tried, remedy: string): Finding {
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
