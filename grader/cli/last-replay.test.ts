import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

test("one file holds at most fifty folders, and forgets the oldest", () => {
  for (let i = 0; i < 51; i += 1) keepReplay(`folder-${i}`, failing, where);
  expect(lastReplay("folder-0", where)).toBeUndefined();
  expect(lastReplay("folder-1", where)).toBe(failed);
  expect(readdirSync(where)).toHaveLength(1);
});

test("what is no such file is nothing remembered, and is replaced", () => {
  keepReplay("a", failing, where);
  const [file = ""] = readdirSync(where);
  writeFileSync(join(where, file), '{"folder": 1}');
  expect(lastReplay("a", where)).toBeUndefined();
  keepReplay("a", failing, where);
  expect(lastReplay("a", where)).toBe(failed);
});

test("a place that cannot be written is no error", () => {
  writeFileSync(join(where, "..", "taken"), "");
  keepReplay("a", failing, join(where, "..", "taken"));
  expect(lastReplay("a", join(where, "..", "taken"))).toBeUndefined();
});
