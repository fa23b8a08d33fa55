/**
 * @file What a sealed process of ours can still do on this machine, found out by trying.
 *
 * Each attempt is made where only one wall could stop it: behind Node's permissions without bubblewrap, and in
 * bubblewrap with Node's permissions given away. So a wall that does not hold is seen even where another one stands
 * behind it.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ListenOptions, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import * as v from "valibot";

import type { Layer } from "./launch.ts";
import { type Closed, sealFailed, type SealedProcess, startSealed } from "./sandbox.ts";

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
export const attempts = {
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

/** The name of an attempt. */
export type AttemptName = keyof typeof attempts;

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

/** The cap of a child that makes attempts. */
export const MEMORY_CAP_BYTES = 64 * 2 ** 20;
const PATIENCE_MS = 20_000;

const attemptSchema = v.object({ attempt: v.string(), refused: v.boolean(), detail: v.string() });

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

/** Starts `doctor-child.cjs` sealed, and asks nothing yet. */
export function startChild({ strong, nodeFlags = [], readable = [], cpuSeconds = 10 }: TryOptions): SealedProcess {
  const script = here("doctor-child.cjs");
  const program = { script, nodeFlags, readable, addons: false, memoryBytes: MEMORY_CAP_BYTES, cpuSeconds };
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

/** The attempts of `doctor-child.cjs` that `wall` has to stop on its own. */
export function attemptsAgainst(wall: Wall): readonly AttemptName[] {
  const names = Object.keys(attempts) as AttemptName[];
  return names.filter((name) => attempts[name].by.some((by) => by === wall));
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
