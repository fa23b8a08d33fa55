/**
 * @file Attempts to break out of a sealed process. They show which layers hold on this machine.
 *
 * Each attempt runs where only one layer can stop it: behind Node's permissions without bubblewrap, or with all of Node's
 * permissions, in bubblewrap or as another user. So a broken layer shows even if another layer would have stopped the attempt.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ListenOptions, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import * as v from "valibot";

import type { Closed } from "./ending.ts";
import { type Layer, type SealedScript, userOf } from "./launch.ts";
import type { OwnUser } from "./own-user.ts";
import { type SealedProcess, startSealed } from "./sealed-process.ts";

/** What the child reports of one attempt: why a layer refused it, or what the attempt achieved. */
export interface AttemptResult {
  readonly attempt: string;
  readonly refused: boolean;
  readonly detail: string;
  /** The code of the error that refused it, such as `EPERM`. */
  readonly code?: string;
}

/** How the child starts that makes the attempts. */
export interface AttemptOptions {
  readonly strong?: boolean;
  readonly nodeFlags?: readonly string[];
  readonly readable?: readonly string[];
  readonly cpuSeconds?: number;
}

/** What the child reported, and how it ended. */
export interface AttemptReport {
  readonly results: readonly AttemptResult[];
  readonly closed: Closed;
  readonly layers: readonly Layer[];
}

/** The files, servers and processes that the attempts try to reach. Dispose it afterwards. */
export interface Target extends Disposable {
  readonly facts: TargetFacts;
}

/** What the child has to know of the target; each attempt uses a part of it. */
export interface TargetFacts {
  readonly folder: string;
  /** Path of a unix socket, or of a named pipe. */
  readonly socket: string;
  readonly port: number;
  readonly udpPort: number;
  readonly graderFile: string;
  readonly graderPid: number;
  /** Names of variables in the grader's environment. */
  readonly environment: readonly string[];
  /** Path of a native add-on. */
  readonly addon: string;
  /** More memory than the child may have. */
  readonly bytes: number;
}

/** The request to `doctor-child.cjs`; it answers with one `AttemptResult` a line. */
export interface AttemptRequest {
  readonly attempts: readonly string[];
  readonly target: TargetFacts;
}

/** Each attempt in words, and the layers that have to refuse it on their own. */
export const attempts = {
  // This one comes first: later, Node has opened descriptors of its own.
  descriptors: { says: "use open files of the grader", refusedBy: ["permission", "bubblewrap"] },
  "read-system": { says: "read /etc/passwd", refusedBy: ["permission", "bubblewrap"] },
  "read-grader": { says: "read the grader's source", refusedBy: ["permission", "bubblewrap"] },
  "list-grader": { says: "list the grader's folder", refusedBy: ["permission", "bubblewrap"] },
  write: { says: "write a file", refusedBy: ["permission", "bubblewrap"] },
  "write-grader": { says: "open the grader's source for writing", refusedBy: ["permission", "bubblewrap", "user"] },
  sqlite: { says: "write a database", refusedBy: ["permission", "bubblewrap"] },
  spawn: { says: "start a process", refusedBy: ["permission", "bubblewrap"] },
  worker: { says: "start a worker", refusedBy: ["permission"] },
  inspector: { says: "open the inspector", refusedBy: ["permission"] },
  addon: { says: "load native code", refusedBy: ["permission", "bubblewrap"] },
  tcp: { says: "connect over TCP", refusedBy: ["permission", "bubblewrap"] },
  udp: { says: "send over UDP", refusedBy: ["permission", "bubblewrap"] },
  unix: { says: "connect to a unix socket", refusedBy: ["permission", "bubblewrap"] },
  signal: { says: "signal the grader", refusedBy: ["bubblewrap", "user"] },
  inside: { says: "look into the grader's process", refusedBy: ["permission", "bubblewrap", "user"] },
  processes: { says: "see other processes", refusedBy: ["permission", "bubblewrap"] },
  environment: { says: "read the grader's environment", refusedBy: ["permission", "bubblewrap"] },
} as const;

/** The name of an attempt. */
export type AttemptName = keyof typeof attempts;

/** A layer that is tried on its own. */
export type TriedLayer = (typeof attempts)[AttemptName]["refusedBy"][number];

/** Flags that grant every permission of Node, so that only the layers of the kernel are left. */
export const ALL_PERMISSIONS: readonly string[] = [
  "--allow-fs-read=*",
  "--allow-fs-write=*",
  "--allow-child-process",
  "--allow-worker",
  "--allow-net",
  "--allow-addons",
  "--allow-inspector",
  "--experimental-sqlite",
];

/** The names of variables that a shell or Windows sets in every process. */
const commonVariables = /^(?:pwd|shlvl|_|path|temp|tmp|windir|system(?:root|drive))$/i;

/** The memory that a child may take while it makes attempts. */
export const MEMORY_CAP_BYTES = 64 * 2 ** 20;
const PATIENCE_MS = 20_000;

const attemptSchema: v.GenericSchema<unknown, AttemptResult> = v.object({
  attempt: v.string(),
  refused: v.boolean(),
  detail: v.string(),
  code: v.exactOptional(v.string()),
});

/**
 * Starts `doctor-child.cjs` sealed. The child makes the attempts one after the other.
 *
 * @returns one result an attempt; an attempt that ends the child has no result, and is the last
 */
export async function makeAttempts(names: readonly string[], options: AttemptOptions = {}): Promise<AttemptReport> {
  using target = await openTarget();
  using child = startDoctorChild(options);
  const patience = setTimeout(() => child.kill(), PATIENCE_MS);
  let answers = "";
  child.answers.on("data", (chunk: Buffer) => (answers += chunk.toString()));
  const request: AttemptRequest = { attempts: names, target: target.facts };
  child.requests.end(JSON.stringify(request));
  const closed = await child.closed;
  clearTimeout(patience);
  // The first line tells that the child runs. The last line ends in a line break.
  const lines = answers.split("\n").slice(1, -1);
  return { results: lines.map((line) => v.parse(attemptSchema, JSON.parse(line))), closed, layers: child.layers };
}

/** Starts `doctor-child.cjs` sealed. It waits for an `AttemptRequest`. */
export function startDoctorChild({ strong, ...options }: AttemptOptions): SealedProcess {
  return startSealed(doctorChild(options), strong === undefined ? {} : { strong });
}

/** The user of `doctor-child.cjs` where there is no bubblewrap. Another user can read it if the whole grader can be read. */
export function userOfDoctorChild(): OwnUser {
  return userOf(doctorChild({}));
}

function doctorChild({ nodeFlags = [], readable = [], cpuSeconds = 10 }: AttemptOptions): SealedScript {
  const script = pathOf("doctor-child.cjs");
  return { kind: "script", script, nodeFlags, readable, addons: false, memoryBytes: MEMORY_CAP_BYTES, cpuSeconds };
}

/** Makes a target: a folder, and servers that answer. */
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
  if (address === null || typeof address === "string") throw new TypeError("openTarget: expected a port, got a path");
  return {
    facts: {
      folder,
      socket,
      port: address.port,
      udpPort: udp.address().port,
      graderFile: pathOf("doctor.ts"),
      graderPid: process.pid,
      environment: Object.keys(process.env).filter((name) => !commonVariables.test(name)),
      addon: pathOf(`../../node_modules/webgpu/dist/${process.platform}-${process.arch}/dawn.node`),
      bytes: 16 * MEMORY_CAP_BYTES,
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

/** The attempts that a layer has to refuse on its own. */
export function attemptsAgainst(layer: TriedLayer): readonly AttemptName[] {
  const names = Object.keys(attempts) as AttemptName[];
  return names.filter((name) => attempts[name].refusedBy.some((each) => each === layer));
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
