import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runInWorkers } from "./workers.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-workers-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A worker that answers `good` with its name, waits for ever on `slow`, and ends on `bad`, once the slow one has begun. */
const script = `
import { existsSync, writeFileSync } from "node:fs";
const begun = new URL("begun", import.meta.url);
process.on("message", ({ stub }) => {
  if (stub === "good") process.send({ row: stub });
  if (stub === "slow") writeFileSync(begun, String(process.pid));
  if (stub === "bad") setInterval(() => existsSync(begun) && process.exit(3), 10);
});
`;

function run(...stubs: readonly string[]): Promise<readonly string[]> {
  const path = join(folder, "worker.mjs");
  writeFileSync(path, script);
  const tasks = stubs.map((stub) => ({ stub }));
  return runInWorkers({ script: pathToFileURL(path).href, tasks, rowSchema: v.string(), onAudited: undefined });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("runInWorkers(job)", () => {
  test("returns a row for each task", async () => {
    expect(await run("good", "good", "good")).toEqual(["good", "good", "good"]);
  });

  test.skipIf(availableParallelism() < 2)("a worker that fails ends all others", async () => {
    await expect(run("slow", "bad", "good")).rejects.toThrow(/the audit of bad: .*ended with 3/su);
    const pid = Number(readFileSync(join(folder, "begun"), "utf8"));
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5000);
  });
});
