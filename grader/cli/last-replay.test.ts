import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Sample, samples } from "../report/samples.ts";
import type { StubResult } from "../score/result.ts";
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

test("the first failure of a folder is remembered, each folder's by itself, and a later one replaces it", () => {
  expect(lastReplay("a", where)).toBeUndefined();
  keepReplay("a", failing, where);
  keepReplay("b", thrown, where);
  expect(failed).toMatch(/@/);
  expect(lastReplay("a", where)).toBe(failed);
  expect(lastReplay("b", where)).not.toBe(failed);
  keepReplay("a", thrown, where);
  expect(lastReplay("a", where)).toBe(lastReplay("b", where));
});

test("where nothing failed, the last failure stays", () => {
  keepReplay("a", failing, where);
  keepReplay("a", stubsOf(samples.allPassed), where);
  expect(lastReplay("a", where)).toBe(failed);
});

test("of more than fifty folders the oldest is forgotten", () => {
  keepReplay("old", failing, where);
  for (const name of readdirSync(where)) utimesSync(join(where, name), 1, 1);
  for (let i = 1; i < 50; i += 1) keepReplay(`folder-${i}`, failing, where);
  expect(lastReplay("old", where)).toBe(failed);
  keepReplay("folder-50", failing, where);
  expect(lastReplay("old", where)).toBeUndefined();
  expect(lastReplay("folder-1", where)).toBe(failed);
  expect(readdirSync(where)).toHaveLength(50);
});

test("what names no case is nothing remembered, and is replaced", () => {
  keepReplay("a", failing, where);
  const [file = ""] = readdirSync(where);
  writeFileSync(join(where, file), "offset");
  expect(lastReplay("a", where)).toBeUndefined();
  keepReplay("a", failing, where);
  expect(lastReplay("a", where)).toBe(failed);
});

test("a place that cannot be written is no error", () => {
  writeFileSync(join(where, "..", "taken"), "");
  keepReplay("a", failing, join(where, "..", "taken"));
  expect(lastReplay("a", join(where, "..", "taken"))).toBeUndefined();
});
