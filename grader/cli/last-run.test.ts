import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shortReplayOf } from "../engine/seed.ts";
import { type Sample, samples } from "../result/samples.ts";
import type { StubResult } from "../result/result.ts";
import { lastRunOf, rememberRun } from "./last-run.ts";

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
