import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shortReplayOf } from "../engine/seed.ts";
import { type Sample, samples } from "../result/samples.ts";
import type { StubResult } from "../result/result.ts";
import { loadAssignments } from "../course/assignment.ts";
import { lastRunOf, nextStubIn, rememberRun } from "./last-run.ts";

let where = "";
beforeEach(() => {
  where = join(mkdtempSync(join(tmpdir(), "chainrule-last-")), "cache");
});
afterEach(() => rmSync(join(where, ".."), { recursive: true, force: true }));

const stubsOf = ({ result }: Sample): readonly StubResult[] => result.assignments.flatMap(({ stubs }) => stubs);
const failing = stubsOf(samples.oneFailure);
const failed = failing.find(({ verdict }) => verdict === "failed")?.counterexample?.replay ?? "none";
const thrown = stubsOf(samples.thrown);
const remember = (folder: string, all: readonly StubResult[], atHand?: string) =>
  rememberRun(folder, { shown: all, all, atHand }, where);
const lastReplay = (folder: string) => lastRunOf(folder, where).replay;

describe("rememberRun(folder, found, where) and lastRunOf(folder, where)", () => {
  test("remember the first failure of each folder", () => {
    expect(lastReplay("a")).toBeUndefined();
    remember("a", failing);
    remember("b", thrown);
    expect(failed).toMatch(/@/);
    expect(lastReplay("a")).toBe(failed);
    expect(lastReplay("b")).not.toBe(failed);
    remember("a", thrown);
    expect(lastReplay("a")).toBe(lastReplay("b"));
  });

  test("keep the last failure after a full pass", () => {
    remember("a", failing);
    remember("a", stubsOf(samples.allPassed));
    expect(lastReplay("a")).toBe(failed);
  });

  test("expand the short id of an earlier case", () => {
    remember("a", failing);
    remember("a", thrown);
    expect(lastRunOf("a", where).cases[shortReplayOf(failed)]).toBe(failed);
    expect(lastRunOf("b", where).cases[shortReplayOf(failed)]).toBeUndefined();
  });

  test("remember the stub at hand and every verdict", () => {
    remember("a", failing, "mul.backward");
    remember("a", stubsOf(samples.allPassed).slice(0, 1));
    const { atHand, stubs } = lastRunOf("a", where);
    expect([atHand, stubs["mul.backward"]?.verdict]).toEqual(["mul.backward", "failed"]);
  });

  test("keep the fifty newest folders", () => {
    remember("old", failing);
    for (const name of readdirSync(where)) utimesSync(join(where, name), 1, 1);
    for (let i = 1; i < 50; i += 1) remember(`folder-${i}`, failing);
    expect(lastReplay("old")).toBe(failed);
    remember("folder-50", failing);
    expect(lastReplay("old")).toBeUndefined();
    expect(readdirSync(where)).toHaveLength(50);
    expect(lastReplay("folder-1")).toBe(failed);
  });

  test("replace a damaged file", () => {
    remember("a", failing);
    const [file = ""] = readdirSync(where);
    writeFileSync(join(where, file), "offset");
    expect(lastReplay("a")).toBeUndefined();
    remember("a", failing);
    expect(lastReplay("a")).toBe(failed);
  });

  test("say that a cache which is no folder remembers nothing", () => {
    writeFileSync(join(where, "..", "taken"), "");
    expect(rememberRun("a", { shown: failing, all: failing }, join(where, "..", "taken"))).toBe(false);
    expect(lastRunOf("a", join(where, "..", "taken")).replay).toBeUndefined();
  });
});

describe("nextStubIn(run, assignments)", () => {
  const assignments = loadAssignments().filter(({ id }) => id === "2-autodiff");
  const due = assignments.flatMap(({ stubs, capstone }) => [...stubs.filter(({ extra }) => !extra), capstone]);
  const extra = assignments.flatMap(({ stubs }) => stubs.filter((stub) => stub.extra));
  const runWith = (verdicts: Readonly<Record<string, StubResult["verdict"]>>) => ({
    cases: {},
    stubs: Object.fromEntries(
      [...due, ...extra].map(({ id }) => [id, { verdict: verdicts[id] ?? ("passed" as const), earned: 0 }]),
    ),
  });
  const next = (verdicts: Readonly<Record<string, StubResult["verdict"]>>) =>
    nextStubIn(runWith(verdicts), assignments);

  test("a failure comes before what is not started", () => {
    expect(next({ offset: "not-started", "sum.forward": "failed" })).toEqual({ id: "sum.forward", isFailing: true });
    expect(next({ offset: "not-started", "sum.forward": "not-started" })).toEqual({ id: "offset", isFailing: false });
  });

  test("extra credit comes last", () => {
    const [one] = extra.map(({ id }) => id);
    if (one === undefined) throw new RangeError("no extra credit");
    expect(next({ [one]: "failed", "sum.backward": "not-started" })?.id).toBe("sum.backward");
    expect(next({ [one]: "failed" })?.id).toBe(one);
  });

  test("nothing is next if all passes, or is unknown", () => {
    expect(next({})).toBeUndefined();
    const { stubs, ...run } = runWith({ offset: "failed" });
    const { "sum.forward": _, ...known } = stubs;
    expect(nextStubIn({ ...run, stubs: known }, assignments)).toBeUndefined();
  });
});
