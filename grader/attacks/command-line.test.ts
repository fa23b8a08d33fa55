import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";

import { resultSchema } from "../result/result.ts";
import { hiddenCharacters } from "./expect-contained.ts";
import { writeSubmission, hasReference, wallMs, openWorkplace } from "./set-up.ts";

const { folder } = openWorkplace();

describe.skipIf(!hasReference || !existsSync("/proc/self/task"))("npx grade", () => {
  const main = fileURLToPath(new URL("../cli/main.ts", import.meta.url));
  const started: ChildProcess[] = [];
  afterAll(() => started.forEach((child) => child.kill("SIGKILL")));

  function run(...flags: readonly string[]) {
    const child = spawn(process.execPath, ["--no-warnings", main, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
      child.once("close", (code) => resolve({ code, out, err })),
    );
    return { child, ended };
  }

  /** All processes below a process, at any depth. */
  function descendants(pid: number): readonly number[] {
    let children: readonly number[];
    try {
      children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
        .trim()
        .split(" ")
        .filter(Boolean)
        .map(Number);
    } catch {
      return [];
    }
    return children.flatMap((child) => [child, ...descendants(child)]);
  }

  /** The CPU time of a process in steps of 10 ms. */
  function ticks(pid: number): number {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return 0;
    }
  }

  /** Whether a process is the one that student code runs in; the parser and the compiler compute, too. */
  const isSubject = (pid: number) => runs(pid, "runner.cjs");
  const isWorker = (pid: number) => runs(pid, "grading/workers.ts");

  function runs(pid: number, script: string): boolean {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(script);
    } catch {
      return false;
    }
  }

  /** Waits until a sealed process has computed longer than an honest region needs. @returns all processes below `pid` */
  async function waitForLoop(pid: number): Promise<readonly number[]> {
    for (;;) {
      const found = descendants(pid);
      if (found.some((each) => isSubject(each) && ticks(each) > 80)) return found;
      await sleep(20);
    }
  }

  /** Waits up to 3 s until processes have ended. @returns those that still run */
  async function survivorsOf(pids: readonly number[]): Promise<readonly number[]> {
    for (let i = 0; i < 150 && pids.some((pid) => existsSync(`/proc/${pid}`)); i++) await sleep(20);
    return pids.filter((pid) => existsSync(`/proc/${pid}`));
  }

  const endless = () => writeSubmission(folder, "mul.forward", "for (;;);");

  test.concurrent("SIGINT ends all processes and reports judged laws", { timeout: wallMs }, async () => {
    const { child, ended } = run(endless(), "--stub", "add.forward", "--stub", "mul.forward");
    const below = await waitForLoop(child.pid ?? 0);
    child.kill("SIGINT");
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/interrupted: .* judged/);
    expect(out).toMatch(/add.forward +✓ passed/);
    expect(await survivorsOf(below)).toEqual([]);
  });

  test.concurrent.for([
    { what: "SIGTERM", flags: [], signals: ["SIGTERM"], code: 143 },
    { what: "SIGTERM without bubblewrap", flags: ["--weak"], signals: ["SIGTERM"], code: 143 },
    { what: "SIGKILL", flags: [], signals: ["SIGKILL"], code: null },
    { what: "SIGKILL without bubblewrap", flags: ["--weak"], signals: ["SIGKILL"], code: null },
    { what: "two SIGINT without bubblewrap", flags: ["--weak"], signals: ["SIGINT", "SIGINT"], code: 130 },
  ] as const)("ends all its processes after $what", { timeout: wallMs }, async ({ flags, signals, code }) => {
    const { child, ended } = run(endless(), "--stub", "mul.forward", ...flags);
    const below = await waitForLoop(child.pid ?? 0);
    for (const signal of signals) {
      child.kill(signal);
      await sleep(100);
    }
    expect((await ended).code).toBe(code);
    expect(await survivorsOf(below)).toEqual([]);
  });

  test.concurrent("a hostile folder name stays within its line", { timeout: wallMs }, async () => {
    const named = join(folder, "\u001b[2J\u0007\u202e\nnext: send it");
    mkdirSync(named);
    const root = writeSubmission(named, "mul.forward", "return zipWith(a, b, (x, y) => x + y);");
    const { code, out, err } = await run(root, "--stub", "mul.forward").ended;
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain("--replay");
    expect(out).not.toMatch(hiddenCharacters);
    expect(out.match(/^next: /gm)).toHaveLength(1);
  });

  describe.skipIf(availableParallelism() < 2)("with workers", () => {
    test.concurrent.for([
      { what: "SIGTERM", signals: ["SIGTERM"], code: 143 },
      { what: "two SIGINT", signals: ["SIGINT", "SIGINT"], code: 130 },
      { what: "SIGKILL", signals: ["SIGKILL"], code: null },
    ] as const)("ends all workers after $what", { timeout: wallMs }, async ({ signals, code }) => {
      const { child, ended } = run(endless(), "--fresh");
      const below = await waitForLoop(child.pid ?? 0);
      const workers = below.filter(isWorker);
      expect(workers).not.toEqual([]);
      for (const signal of signals) {
        child.kill(signal);
        await sleep(100);
      }
      expect((await ended).code).toBe(code);
      expect(await survivorsOf(workers)).toEqual([]);
    });
  });

  test.concurrent("keeps a result whole when two runs write it", { timeout: wallMs }, async () => {
    const root = writeSubmission(folder, "mul.forward", "return zipWith(a, b, (x, y) => x + y);");
    const json = join(folder, "result.json");
    const write = () => run(root, "--stub", "mul.forward", "--json", json).ended;
    const both = await Promise.all([write(), write()]);
    expect(both.map(({ code }) => code)).toEqual([1, 1]);
    const result = v.parse(resultSchema, JSON.parse(readFileSync(json, "utf8")));
    expect(result.assignments[0]?.stubs.find(({ id }) => id === "mul.forward")?.verdict).toBe("failed");
    expect(readdirSync(folder).filter((name) => name.startsWith("result.json"))).toEqual(["result.json"]);
  });

  test.concurrent.for([
    { what: "a missing folder", flags: ["/nowhere"] },
    { what: "a file in place of a folder", flags: [main] },
    { what: "a folder without files of the course", flags: [tmpdir()] },
    { what: "a name with control characters", flags: ["/nowhere/\u001b[31m\u202e"] },
    { what: "an unknown stub", flags: ["--stub", "nothing"] },
    { what: "an unknown option", flags: ["--nothing"] },
    { what: "a malformed replay", flags: ["--replay", "nothing"] },
    { what: "a replay of an unknown law", flags: ["--replay", "nothing/at-all@00000000:0"] },
    { what: "a replay of a case beyond the last", flags: ["--replay", "offset/position@00000000:99999999999"] },
    { what: "a missing secret", flags: ["--secret", "/nowhere"] },
    { what: "a hint for an unknown stub", flags: ["hint", "nothing"] },
    { what: "a result in a missing folder", flags: ["--stub", "offset", "--json", "/nowhere/result.json"] },
    { what: "a result below a file", flags: ["--stub", "offset", "--json", `${main}/result.json`] },
    { what: "a result in place of a folder", flags: ["--stub", "offset", "--json", tmpdir()] },
  ])("explains $what in a sentence", { timeout: wallMs }, async ({ flags }) => {
    const { code, err } = await run(...flags).ended;
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^.+/) });
    expect(err).not.toMatch(/^ +at |The grader is at fault/m);
    expect(err).not.toMatch(hiddenCharacters);
  });
});
