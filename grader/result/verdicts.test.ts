import { describe, expect, test } from "vitest";

import { type Remark, type StubResult, type Verdict, verdictSchema } from "./result.ts";
import { failuresOf, passesOnlyAlone, isError, isFailure, isLost, isUntouched } from "./verdicts.ts";

function stub(id: string, verdict: Verdict, change: Partial<StubResult> = {}): StubResult {
  return { id, kind: "region", verdict, points: 1, earned: 0, pending: 0, laws: [], attention: [], ...change };
}

const missing: Remark = {
  severity: "error",
  code: "missing",
  file: "starter/2-autodiff/offset.ts",
  text: "the file is missing",
  next: "put it back",
  stubs: ["offset"],
};

describe("isFailure(stub)", () => {
  test("is true for everything that a student can mend", () => {
    const failures = verdictSchema.options.filter((verdict) => isFailure(stub("a", verdict)));
    expect(failures.toSorted()).toEqual(["crashed", "failed", "out-of-memory", "refused", "timed-out"]);
  });
});

describe("isUntouched(stubs)", () => {
  test("is true when every stub is unstarted or blocked", () => {
    expect(isUntouched([stub("a", "not-started"), stub("b", "blocked")])).toBe(true);
    expect(isUntouched([stub("a", "not-started"), stub("b", "passed")])).toBe(false);
  });

  test("needs one stub that is not started", () => {
    expect(isUntouched([stub("a", "blocked")])).toBe(false);
    expect(isUntouched([])).toBe(false);
  });
});

describe("passesOnlyAlone(stub)", () => {
  test("accepts a pass alone without a pass on the whole", () => {
    expect(passesOnlyAlone(stub("a", "passed", { whole: "blocked", alone: "passed" }))).toBe(true);
    expect(passesOnlyAlone(stub("a", "passed", { whole: "passed" }))).toBe(false);
    expect(passesOnlyAlone(stub("a", "passed"))).toBe(false);
    expect(passesOnlyAlone(stub("a", "failed", { whole: "blocked" }))).toBe(false);
  });
});

describe("failuresOf(stubs)", () => {
  test("keeps the order and puts extra credit last", () => {
    const stubs = [
      stub("extra", "failed", { extra: true }),
      stub("first", "refused"),
      stub("fine", "passed"),
      stub("second", "crashed"),
    ];
    expect(failuresOf(stubs).map(({ id }) => id)).toEqual(["first", "second", "extra"]);
  });
});

describe("isError(remark)", () => {
  test("tells an error from a note", () => {
    expect(isError(missing)).toBe(true);
    expect(isError({ ...missing, severity: "note" })).toBe(false);
  });
});

describe("isLost(stub, remarks)", () => {
  test("is true when an error lists the stub", () => {
    expect(isLost(stub("offset", "refused"), [missing])).toBe(true);
    expect(isLost(stub("backward", "refused"), [missing])).toBe(false);
  });

  test("ignores notes and equal texts", () => {
    expect(isLost(stub("offset", "not-started"), [{ ...missing, severity: "note" }])).toBe(false);
    const { stubs: _, ...unlisted } = missing;
    expect(isLost(stub("offset", "refused", { reason: missing.text }), [unlisted])).toBe(false);
  });
});
