import { describe, expect, test } from "vitest";

import type { AssignmentResult } from "../result/result.ts";
import { samples } from "../result/samples.ts";
import { isReproducible } from "./grade.ts";

type Law = AssignmentResult["stubs"][number]["laws"][number];

/** A result whose first law is changed. */
function resultWith(change: Partial<Law>): AssignmentResult {
  const [first] = samples.allPassed.result.assignments;
  if (first === undefined) throw new RangeError("no assignment");
  const changeLaw = (law: Law, i: number) => (i === 0 ? { ...law, ...change } : law);
  return {
    ...first,
    stubs: first.stubs.map((stub, i) => (i === 0 ? { ...stub, laws: stub.laws.map(changeLaw) } : stub)),
  };
}

describe("isReproducible(result)", () => {
  test("a passed or failed law is reproducible", () => {
    expect(isReproducible(resultWith({}))).toBe(true);
    expect(isReproducible(resultWith({ verdict: "failed", whole: "failed" }))).toBe(true);
  });

  test("a time-out on either way is not reproducible", () => {
    for (const decided of ["timed-out", "out-of-memory"] as const) {
      expect(isReproducible(resultWith({ verdict: decided, whole: decided }))).toBe(false);
      expect(isReproducible(resultWith({ verdict: "passed", whole: decided, alone: "passed" }))).toBe(false);
      expect(isReproducible(resultWith({ verdict: decided, whole: "blocked", alone: decided }))).toBe(false);
    }
  });

  test("an unstable verdict is not reproducible", () => {
    expect(isReproducible(resultWith({ unstable: true }))).toBe(false);
  });
});
