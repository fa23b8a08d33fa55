import { describe, expect, test } from "vitest";
import { LostJudge, type Outcomes, shareOut, type StubJudge } from "./share-out.ts";

/** `c` needs `a` and `b`, `d` needs `c`. */
const stubs = ["a", "b", "c", "d"];
const needs = new Map([
  ["c", new Set(["a", "b"])],
  ["d", new Set(["c"])],
]);

/** A judge that writes down what it judges, and waits so many turns for each stub. */
function judgeOf(log: string[], name: string, turns = 1, lostAt?: string): StubJudge {
  return {
    spent: { cpuMs: 0, waitMs: 0 },
    judge: async (stub: string, judged: Outcomes) => {
      for (const needed of needs.get(stub) ?? []) expect(judged.has(needed)).toBe(true);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      if (stub === lostAt) throw new LostJudge();
      log.push(`${name}:${stub}`);
      return [];
    },
  };
}

const share = async (judges: readonly StubJudge[], known: Outcomes = new Map()) =>
  [...(await shareOut({ stubs: stubs.filter((stub) => !known.has(stub)), needs, known, judges })).keys()].toSorted();

describe("shareOut(shares)", () => {
  test("one judge judges all stubs in order", async () => {
    const log: string[] = [];
    expect(await share([judgeOf(log, "x")])).toEqual(stubs);
    expect(log).toEqual(["x:a", "x:b", "x:c", "x:d"]);
  });

  test("several judges judge each stub once, after its needs", async () => {
    const log: string[] = [];
    expect(await share([judgeOf(log, "x", 9), judgeOf(log, "y"), judgeOf(log, "z")])).toEqual(stubs);
    expect(log.map((line) => line.slice(2)).toSorted()).toEqual(stubs);
    expect(log).toContain("y:b");
  });

  test("known outcomes are returned and need no judge", async () => {
    const log: string[] = [];
    expect(await share([judgeOf(log, "x")], new Map([["a", []]]))).toEqual(stubs);
    expect(log).toEqual(["x:b", "x:c", "x:d"]);
  });

  test("the stub of a lost judge goes to another", async () => {
    const log: string[] = [];
    expect(await share([judgeOf(log, "x"), judgeOf(log, "y", 9, "b")])).toEqual(stubs);
    expect(log).toEqual(["x:a", "x:b", "x:c", "x:d"]);
  });

  test("any other error ends the run", async () => {
    const broken: StubJudge = { spent: { cpuMs: 0, waitMs: 0 }, judge: () => Promise.reject(new TypeError("broken")) };
    await expect(share([judgeOf([], "x"), broken])).rejects.toThrow("broken");
  });
});
