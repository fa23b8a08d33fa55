/** @file What else `grade doctor` wants to know of this machine: looked at, measured, asked. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as v from "valibot";

import { openTarget, startChild, tryInside, type Tried } from "./attempts.ts";

const PATIENCE_MS = 20_000;

const execute = promisify(execFile);
const packageSchema = v.object({ optionalDependencies: v.record(v.string(), v.string()) });
const adapterSchema = v.object({ adapter: v.nullable(v.string()) });

/** The version of Node that the course runs on; undefined where there is no manifest that pins one. */
export function pinnedNode(): string | undefined {
  const manifest = here("../../package.json");
  const parsed = existsSync(manifest)
    ? v.safeParse(packageSchema, JSON.parse(readFileSync(manifest, "utf8")))
    : undefined;
  const platforms = parsed?.success === true ? Object.entries(parsed.output.optionalDependencies) : [];
  return platforms.find(([name]) => /^node-(?:bin-)?(?:linux|darwin|win)-/.test(name))?.[1];
}

/** MiB that RLIMIT_DATA counts for a Node that has not run anything yet; undefined where there is no such limit. */
export async function nodeDataMegabytes(): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const print = 'process.stdout.write(require("node:fs").readFileSync("/proc/self/status", "utf8"))';
  const command = ["-c", 'ulimit -S -s 8192 2>/dev/null; exec "$@"', "sh", process.execPath, "-e", print];
  const { stdout } = await execute("/bin/sh", command, { env: {} });
  return Math.ceil(Number(/^VmData:\s+(\d+) kB$/m.exec(stdout)?.[1]) / 1024);
}

/** What became of children that took more than they may. */
export interface Overstepped {
  readonly buffers: Tried;
  readonly heap: Tried;
  /** Under a limit of 1 s. */
  readonly loop: Tried;
}

/** Lets a child run into each of the kernel's limits. */
export async function overstep(strong: boolean): Promise<Overstepped> {
  const [buffers, heap, loop] = await Promise.all([
    tryInside(["buffers"], { strong }),
    tryInside(["heap"], { strong }),
    tryInside(["endless-loop"], { strong, cpuSeconds: 1 }),
  ]);
  return { buffers, heap, loop };
}

/** How many processes a busy child consisted of, and how many of them outlived it. */
export interface Killed {
  readonly before: number;
  readonly after: number;
}

/** Ends a child in the middle of a loop and looks whether any process of its tree is left; undefined without /proc. */
export async function killInALoop(strong: boolean): Promise<Killed | undefined> {
  if (process.platform !== "linux") return undefined;
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
  return { before, after };
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

/** A device for kernels by its name, null if there is none; or why nobody answers. */
export type WebGpuAnswer =
  | { readonly kind: "asked"; readonly adapter: string | null }
  | { readonly kind: "silent"; readonly reason: string };

/** Asks Dawn for an adapter in a process of its own, because a graphics driver may crash or hang. */
export async function askWebGpu(): Promise<WebGpuAnswer> {
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
    return { kind: "asked", ...v.parse(adapterSchema, JSON.parse(stdout)) };
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    return { kind: "silent", reason: /^(?:\w*Error.*|Command failed)/m.exec(said)?.[0] ?? "no answer in time" };
  }
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
