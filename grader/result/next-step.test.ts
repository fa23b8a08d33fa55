import { describe, expect, test } from "vitest";

import { findFirstOpen, nextStep, stubOf, stubsToDo } from "./next-step.ts";
import type { GradingResult, Remark, StubResult } from "./result.ts";
import { samples } from "./samples.ts";

/** The sample `allPassed` with changed stubs and these remarks. */
function changeStubs(change: (stub: StubResult) => StubResult, remarks: readonly Remark[] = []): GradingResult {
  const { result } = samples.allPassed;
  return {
    ...result,
    assignments: result.assignments.map((assignment) => ({
      ...assignment,
      remarks: [...remarks],
      stubs: assignment.stubs.map(change),
    })),
  };
}

function resultWith(
  some: Readonly<Record<string, StubResult["verdict"]>>,
  remarks: readonly Remark[] = [],
): GradingResult {
  return changeStubs((stub) => ({ ...stub, verdict: some[stub.id] ?? stub.verdict }), remarks);
}

const broken: Remark = {
  severity: "error",
  code: "region-open",
  file: "starter/2-autodiff/ops/mul.ts",
  line: 33,
  text: "no end",
  next: "put it back",
};
const note: Remark = { ...broken, severity: "note" };

describe("stubsToDo(result)", () => {
  test("lists failures, then what is not started", () => {
    const result = resultWith({
      offset: "not-started",
      "mul.backward": "failed",
      backward: "crashed",
      capstone: "blocked",
    });
    expect(stubsToDo(result).map(({ id }) => id)).toEqual(["mul.backward", "backward", "offset"]);
  });

  test.each(Object.entries(samples))("%s: begins with the stub of the next step", (_, { result }) => {
    const stub = stubOf(nextStep(result));
    expect(stub === undefined ? undefined : stubsToDo(result)[0]?.id).toBe(stub);
  });
});

describe("nextStep(result)", () => {
  test("mends the first failure before starting a stub", () => {
    expect(
      nextStep(resultWith({ offset: "not-started", "mul.backward": "timed-out", backward: "failed" })),
    ).toMatchObject({ kind: "mend", stub: { id: "mul.backward" } });
  });

  test("restores the file of the first failure", () => {
    expect(nextStep(resultWith({ "mul.backward": "refused" }, [broken]))).toMatchObject({
      kind: "restore",
      remark: broken,
    });
    expect(nextStep(resultWith({ "mul.backward": "refused" }, [note]))).toMatchObject({ kind: "mend" });
    expect(nextStep(resultWith({ "add.forward": "failed" }, [broken]))).toMatchObject({
      kind: "mend",
      stub: { id: "add.forward" },
    });
  });

  test("restores the file in which a region is lost", () => {
    const elsewhere: Remark = { ...broken, file: "elsewhere.ts" };
    const lost: Remark = { ...broken, text: "the region (mul.backward) has no END CODE HERE", stubs: ["mul.backward"] };
    /** A lost region has no place, and has the remark's text as its reason. */
    const result = (remarks: readonly Remark[]) =>
      changeStubs(({ place, ...stub }) => {
        if (stub.id === "mul.backward") return { ...stub, verdict: "refused", reason: lost.text };
        return place === undefined ? stub : { ...stub, place };
      }, remarks);
    expect(nextStep(result([elsewhere, lost]))).toMatchObject({ kind: "restore", remark: lost });
    expect(nextStep(result([elsewhere]))).toMatchObject({ kind: "mend" });
  });

  test("restores other files after all failures", () => {
    expect(nextStep(resultWith({ offset: "not-started" }, [broken]))).toMatchObject({ kind: "restore" });
  });

  test("finishes an interrupted run before starting a stub", () => {
    expect(nextStep(resultWith({ offset: "not-started", backward: "not-run" }))).toEqual({ kind: "run-again" });
  });

  test("starts the first open stub despite a grader fault", () => {
    expect(
      nextStep(resultWith({ offset: "internal-error", "sub.forward": "not-started", "sum.forward": "not-started" })),
    ).toMatchObject({ kind: "start", stub: { id: "sub.forward" } });
  });

  test("sends the file of a grader fault last", () => {
    expect(nextStep(resultWith({ offset: "internal-error", capstone: "blocked" }))).toMatchObject({
      kind: "send",
      stub: { id: "offset" },
    });
  });

  test("waits for a stub of another assignment", () => {
    const waiting = changeStubs((stub) =>
      stub.id === "capstone" ? { ...stub, verdict: "blocked", blockedBy: "slope" } : stub,
    );
    expect(nextStep(waiting)).toEqual({ kind: "wait-for", id: "slope" });
  });

  test("extra credit follows everything that is due", () => {
    const state = (due: StubResult["verdict"], voluntary: StubResult["verdict"]) =>
      changeStubs((stub) => {
        if (stub.id === "offset") return { ...stub, extra: true, verdict: voluntary };
        return stub.id === "mul.backward" ? { ...stub, verdict: due } : stub;
      });
    for (const due of ["failed", "not-started"] as const)
      expect(nextStep(state(due, "failed"))).toMatchObject({ stub: { id: "mul.backward" } });
    expect(nextStep(state("not-run", "failed"))).toEqual({ kind: "run-again" });
    expect(nextStep(state("passed", "failed"))).toMatchObject({
      kind: "mend",
      stub: { id: "offset" },
      complete: true,
    });
    expect(nextStep(state("passed", "not-started"))).toMatchObject({ kind: "start", complete: true });
    expect(nextStep(state("passed", "passed"))).toEqual({ kind: "done" });
    expect(nextStep(state("failed", "passed"))).not.toHaveProperty("complete");
  });

  test("is done when every stub passes", () => {
    expect(nextStep(resultWith({}, [note]))).toEqual({ kind: "done" });
  });
});

describe("findFirstOpen(results)", () => {
  test("is the first assignment with a stub due", () => {
    expect(findFirstOpen(samples.several.result.assignments)).toBe("2-autodiff");
    expect(findFirstOpen(samples.several.result.assignments.toReversed())).toBe("3-layers");
  });

  test("skips extra credit", () => {
    const [large] = samples.extraLeft.result.assignments;
    const [due] = samples.noneStarted.result.assignments;
    if (large === undefined || due === undefined) throw new RangeError("a sample has an assignment");
    expect(findFirstOpen([large, due])).toBe("2-autodiff");
  });

  test("is the last assignment when all are complete", () => {
    const [first] = samples.allPassed.result.assignments;
    if (first === undefined) throw new RangeError("the sample has an assignment");
    expect(findFirstOpen([first, { ...first, assignment: "3-layers" }])).toBe("3-layers");
    expect(findFirstOpen([])).toBeUndefined();
  });
});
