/**
 * @file `grade doctor`: which layers hold on this machine, in words, and the next step for each layer that does not.
 *
 * The facts come from attempts (`attempts.ts`) and measurements (`machine.ts`).
 */
import { existsSync, readFileSync } from "node:fs";

import {
  attempts,
  attemptsAgainst,
  type AttemptName,
  MEMORY_CAP_BYTES,
  ALL_PERMISSIONS,
  type AttemptReport,
  makeAttempts,
  type TriedLayer,
  userOfDoctorChild,
} from "./attempts.ts";
import { type Closed, endingOf } from "./ending.ts";
import { NODE_DATA_BYTES } from "./launch.ts";
import {
  type KillReport,
  killBusyChild,
  measureNodeData,
  exceedLimits,
  type LimitReport,
  findPinnedNode,
} from "./machine.ts";
import { describeObstacle, findObstacle, type Obstacle } from "./obstacle.ts";
import type { SharedUser } from "./own-user.ts";

/** The state of one layer, and the next step if it is not active. */
export interface LayerState {
  readonly layer: string;
  readonly active: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

const MEGABYTE = 2 ** 20;
const reportIt = "report it to the maintainers of the grader";
const usePinnedNode = "npm ci, then start the grader as npx grade";

/**
 * Examines all layers that protect the grader. This takes about two seconds.
 *
 * @returns at least one state a layer, in the order of the layers between a submission and the machine
 */
export async function diagnose(): Promise<readonly LayerState[]> {
  const obstacle = await findObstacle();
  const strong = obstacle === undefined;
  const user = userOfDoctorChild();
  const [permission, bubblewrap, anotherUser, megabytes, limits, kill] = await Promise.all([
    makeAttempts(attemptsAgainst("permission"), { strong: false }),
    strong ? makeAttempts(attemptsAgainst("bubblewrap"), { strong, nodeFlags: ALL_PERMISSIONS }) : undefined,
    makeAttempts(attemptsAgainst("user"), { strong: false, nodeFlags: ALL_PERMISSIONS }),
    measureNodeData(),
    exceedLimits(strong),
    killBusyChild(strong),
  ]);
  return [
    tellNode(process.versions.node, findPinnedNode()),
    tellLayer("permission", permission, usePinnedNode),
    ...(obstacle === undefined ? [] : tellObstacle(obstacle)),
    // Bubblewrap gives a process a user of its own, too.
    ...(strong ? [] : [user.kind === "shared" ? tellSharedUser(user) : tellLayer("user", anotherUser, reportIt)]),
    ...(bubblewrap === undefined ? [] : tellBubblewrap(bubblewrap)),
    ...(megabytes === undefined ? [] : [tellNodeData(megabytes)]),
    ...tellLimits(limits),
    ...(kill === undefined ? [] : [tellKill(kill)]),
  ];
}

function tellNode(running: string, pinned: string | undefined): LayerState {
  if (pinned === undefined)
    return { layer: "node", active: true, detail: `Node ${running}; no version is pinned here` };
  if (pinned === running) return { layer: "node", active: true, detail: `Node ${running}, as pinned` };
  const detail = `Node ${running} runs the grader, ${pinned} is pinned`;
  return { layer: "node", active: false, detail, remedy: usePinnedNode };
}

function tellBubblewrap(report: AttemptReport): readonly LayerState[] {
  const bubblewrap = tellLayer("bubblewrap", report, "apt-get install --only-upgrade bubblewrap");
  if (!report.layers.includes("seccomp")) {
    const detail = `there is no system-call filter for ${process.arch}`;
    return [bubblewrap, { layer: "seccomp", active: false, detail, remedy: "grade on an x64 or arm64 machine" }];
  }
  // In an empty network, a connection fails as "unreachable". Only the filter answers EPERM.
  const byFilter: readonly AttemptName[] = ["spawn", "tcp", "udp", "unix"];
  const results = new Map(report.results.map((result) => [result.attempt, result]));
  const others = byFilter.filter((name) => results.get(name)?.code !== "EPERM");
  if (others.length === 0) {
    return [
      bubblewrap,
      { layer: "seccomp", active: true, detail: "the kernel forbids processes and sockets of every kind" },
    ];
  }
  const detail = others.map((name) => `${name}: expected EPERM, got ${results.get(name)?.detail}`).join(", ");
  return [bubblewrap, { layer: "seccomp", active: false, detail, remedy: "use a kernel with CONFIG_SECCOMP_FILTER" }];
}

function tellObstacle(obstacle: Obstacle): readonly LayerState[] {
  const detail = `${describeObstacle(obstacle)}: reports say advisory`;
  return [
    { layer: "bubblewrap", active: false, detail, remedy: remedyFor(obstacle) },
    { layer: "seccomp", active: false, detail: "bubblewrap would install it", remedy: "make bubblewrap work first" },
  ];
}

/** What is left where a process has the user of the grader: Node has no permission for signals, and no system-call filter. */
function tellSharedUser({ reason, next }: SharedUser): LayerState {
  const detail =
    `${reason}: a process of a submission has the grader's user. Node's permissions refuse it files, sockets and ` +
    "processes, but not signals: code that left its realm could end the grader";
  return { layer: "user", active: false, detail, remedy: next };
}

/** The next step that removes an obstacle. */
function remedyFor(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case "not-linux":
      return "grade on Linux, in a virtual machine if need be (Windows: wsl --install)";
    case "not-started":
      return obstacle.error.parts.next;
    case "seal-failed":
      if (obstacle.lacksOption) return "apt-get install --only-upgrade bubblewrap";
      return obstacle.by === "limits" ? "raise the hard limit that ulimit -H -a shows" : remedyInSettings();
    case "died":
      return remedyInSettings();
  }
}

/** The next step if the kernel forbids bubblewrap: the first setting of this machine that forbids it. */
function remedyInSettings(): string {
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

/** RLIMIT_DATA is the sum of `NODE_DATA_BYTES` and the cap, so `NODE_DATA_BYTES` has to be large enough. */
function tellNodeData(megabytes: number): LayerState {
  const allowed = NODE_DATA_BYTES / MEGABYTE;
  const detail = `a fresh Node holds ${megabytes} MiB of data, ${allowed} MiB are allowed for`;
  if (megabytes <= allowed) return { layer: "limits", active: true, detail };
  const remedy = `set NODE_DATA_BYTES in grader/sandbox/launch.ts to ${megabytes + 16} MiB`;
  return { layer: "limits", active: false, detail, remedy };
}

function tellLimits({ buffers, heap, loop }: LimitReport): readonly LayerState[] {
  const remedy = "grade on Linux, where the kernel keeps it";
  const [attempt] = buffers.results;
  const cap = `${MEMORY_CAP_BYTES / MEGABYTE} MiB`;
  const states = [
    {
      active: attempt?.refused === true || endingOf(buffers.closed).kind === "out-of-memory",
      detail: `buffers beyond a cap of ${cap}: ${attempt?.detail ?? describeEnd(buffers.closed)}`,
    },
    {
      active: endingOf(heap.closed).kind === "out-of-memory",
      detail: `arrays beyond a cap of ${cap}: ${heap.results[0]?.detail ?? describeEnd(heap.closed)}`,
    },
    {
      active: endingOf(loop.closed).kind === "out-of-cpu-time",
      detail: `an endless loop under a limit of 1 s: ${describeEnd(loop.closed)}`,
    },
  ];
  return states.map((state) => ({ layer: "limits", ...state, ...(state.active ? {} : { remedy }) }));
}

function describeEnd({ code, signal }: Closed): string {
  return signal === null ? `ended with code ${code}` : `ended by ${signal}`;
}

function tellKill({ before, after }: KillReport): LayerState {
  const detail = `${before} processes in a busy tree, ${after} a moment after its end`;
  if (before > 0 && after === 0) return { layer: "kill", active: true, detail };
  return { layer: "kill", active: false, detail, remedy: "pkill -KILL -f chainrule-doctor, and report it" };
}

/** A layer is active if it refused all attempts. An attempt without a result ended the child: that is no refusal. */
function tellLayer(layer: TriedLayer, { results, closed }: AttemptReport, remedy: string): LayerState {
  const refused = new Set(results.filter((result) => result.refused).map(({ attempt }) => attempt));
  const names = attemptsAgainst(layer);
  if (names.every((name) => refused.has(name))) {
    return { layer, active: true, detail: `refused to ${names.map((name) => attempts[name].says).join(", ")}` };
  }
  const open = names
    .filter((name) => !refused.has(name))
    .map((name) => {
      const got = results.find(({ attempt }) => attempt === name)?.detail ?? describeEnd(closed);
      return `${attempts[name].says} (${got})`;
    });
  return { layer, active: false, detail: `did not refuse to ${open.join(", ")}`, remedy };
}
