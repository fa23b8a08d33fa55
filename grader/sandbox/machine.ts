/** @file Measurements of this machine for `grade doctor`. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as v from "valibot";

import { type AttemptReport, type AttemptRequest, makeAttempts, openTarget, startDoctorChild } from "./attempts.ts";

const execute = promisify(execFile);
const packageSchema = v.object({ optionalDependencies: v.record(v.string(), v.string()) });

/** The version of Node that package.json pins; undefined if there is none. */
export function findPinnedNode(): string | undefined {
  const manifest = pathOf("../../package.json");
  const parsed = existsSync(manifest)
    ? v.safeParse(packageSchema, JSON.parse(readFileSync(manifest, "utf8")))
    : undefined;
  const platforms = parsed?.success === true ? Object.entries(parsed.output.optionalDependencies) : [];
  return platforms.find(([name]) => /^node-(?:bin-)?(?:linux|darwin|win)-/.test(name))?.[1];
}

/** The MiB that RLIMIT_DATA counts for a Node without a script; undefined on a machine without that limit. */
export async function measureNodeData(): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const print = 'process.stdout.write(require("node:fs").readFileSync("/proc/self/status", "utf8"))';
  const command = ["-c", 'ulimit -S -s 8192 2>/dev/null; exec "$@"', "sh", process.execPath, "-e", print];
  const { stdout } = await execute("/bin/sh", command, { env: {} });
  return Math.ceil(Number(/^VmData:\s+(\d+) kB$/m.exec(stdout)?.[1]) / 1024);
}

/** How three children ended, each of which exceeded one limit. */
export interface LimitReport {
  readonly buffers: AttemptReport;
  readonly heap: AttemptReport;
  /** An endless loop under a limit of 1 s. */
  readonly loop: AttemptReport;
}

/** Starts a child for each limit of the kernel, and exceeds the limit in it. */
export async function exceedLimits(strong: boolean): Promise<LimitReport> {
  const [buffers, heap, loop] = await Promise.all([
    makeAttempts(["buffers"], { strong }),
    makeAttempts(["heap"], { strong }),
    makeAttempts(["endless-loop"], { strong, cpuSeconds: 1 }),
  ]);
  return { buffers, heap, loop };
}

/** The number of processes of a busy child before its end, and of those that are left after it. */
export interface KillReport {
  readonly before: number;
  readonly after: number;
}

/** Kills a child in an endless loop, and counts its processes before and after; undefined without /proc. */
export async function killBusyChild(strong: boolean): Promise<KillReport | undefined> {
  if (process.platform !== "linux") return undefined;
  // The shell, bubblewrap and Node all have the mark in their command lines.
  const mark = `--title=chainrule-doctor-${process.pid}-${Date.now()}`;
  using target = await openTarget();
  using child = startDoctorChild({ strong, nodeFlags: [mark] });
  const request: AttemptRequest = { attempts: ["endless-loop"], target: target.facts };
  child.requests.end(JSON.stringify(request));
  await Promise.race([once(child.answers, "data"), child.closed]);
  const before = countProcesses(mark);
  child.kill();
  let after = countProcesses(mark);
  for (let waited = 0; after > 0 && waited < 1000; waited += 10) {
    await sleep(10);
    after = countProcesses(mark);
  }
  return { before, after };
}

function countProcesses(mark: string): number {
  // The command line of Node with --title is the title; the other processes have the whole flag in theirs.
  const title = mark.replace("--title=", "");
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandLineOf(name).includes(title)).length;
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // The process has ended since the listing.
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
