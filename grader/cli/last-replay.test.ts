import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sample, samples } from "../result/samples.ts";
import type { StubResult } from "../result/result.ts";
import { keepReplay, lastReplay } from "./last-replay.ts";

let where = "";
beforeEach(() => {
  where = join(mkdtempSync(join(tmpdir(), "chainrule-last-")), "cache");
});
afterEach(() => rmSync(join(where, ".."), { recursive: true, force: true }));

const stubsOf = ({ result }: Sample): readonly StubResult[] => result.assignments.flatMap(({ stubs }) => stubs);
const failing = stubsOf(samples.oneFailure);
const failed = failing.find(({ verdict }) => verdict === "failed")?.counterexample?.replay;
const thrown = stubsOf(samples.thrown);

describe("keepReplay(folder, stubs, where) and lastReplay(folder, where)", () => {
  test("remember the first failure of each folder", () => {
    expect(lastReplay("a", where)).toBeUndefined();
    keepReplay("a", failing, where);
    keepReplay("b", thrown, where);
    expect(failed).toMatch(/@/);
    expect(lastReplay("a", where)).toBe(failed);
    expect(lastReplay("b", where)).not.toBe(failed);
    keepReplay("a", thrown, where);
    expect(lastReplay("a", where)).toBe(lastReplay("b", where));
  });

  test("keep the last failure after a full pass", () => {
    keepReplay("a", failing, where);
    keepReplay("a", stubsOf(samples.allPassed), where);
    expect(lastReplay("a", where)).toBe(failed);
  });

  test("keep the fifty newest folders", () => {
    keepReplay("old", failing, where);
    for (const name of readdirSync(where)) utimesSync(join(where, name), 1, 1);
    for (let i = 1; i < 50; i += 1) keepReplay(`folder-${i}`, failing, where);
    expect(lastReplay("old", where)).toBe(failed);
    keepReplay("folder-50", failing, where);
    expect(lastReplay("old", where)).toBeUndefined();
    expect(lastReplay("folder-1", where)).toBe(failed);
    expect(readdirSync(where)).toHaveLength(50);
  });

  test("replace a damaged file", () => {
    keepReplay("a", failing, where);
    const [file = ""] = readdirSync(where);
    writeFileSync(join(where, file), "offset");
    expect(lastReplay("a", where)).toBeUndefined();
    keepReplay("a", failing, where);
    expect(lastReplay("a", where)).toBe(failed);
  });

  test("ignore a cache that is no folder", () => {
    writeFileSync(join(where, "..", "taken"), "");
    keepReplay("a", failing, join(where, "..", "taken"));
    expect(lastReplay("a", join(where, "..", "taken"))).toBeUndefined();
  });
});
