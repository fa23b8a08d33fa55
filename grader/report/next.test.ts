import { describe, expect, test } from "vitest";

import type { GradingResult, Remark, StubResult } from "../score/result.ts";
import { nextLine, nextStep } from "./next.ts";
import { pageFor } from "./page.ts";
import { samples } from "./samples.ts";

/** A result of a sample in which some stubs, and the remarks, are others. */
function changed(change: (stub: StubResult) => StubResult, remarks: readonly Remark[] = []): GradingResult {
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

function verdicts(
  some: Readonly<Record<string, StubResult["verdict"]>>,
  remarks: readonly Remark[] = [],
): GradingResult {
  return changed((stub) => ({ ...stub, verdict: some[stub.id] ?? stub.verdict }), remarks);
}

const broken: Remark = {
  severity: "error",
  file: "starter/2-autodiff/ops/mul.ts",
  line: 33,
  text: "no end",
  next: "put it back",
};
const note: Remark = { ...broken, severity: "note" };

describe("nextLine(step, assignments, page)", () => {
  const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, lines: {} });
  const mending = (id: string) => {
    const result = verdicts({ [id]: "failed" });
    return nextLine(nextStep(result), result.assignments, page);
  };

  test("names the command for a hint, and none where there are no hints", () => {
    expect(mending("mul.backward")).toEqual(["next: mul.backward, line 33; stuck? npx grade hint mul.backward"]);
    expect(mending("capstone")).toEqual(["next: capstone"]);
  });
});

describe("to put a file back", () => {
  const lost: Remark = {
    ...broken,
    text: "the region (mul.backward) has no END CODE HERE",
    next: "write  // END CODE HERE  on a line of its own; or: npx grade restore starter/2-autodiff/ops/mul.ts",
  };
  const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, lines: {} });
  /** As where the region could not be found: it has no place, and its note says why. */
  const result = (remarks: readonly Remark[]) =>
    changed(({ place, ...stub }) => {
      if (stub.id === "mul.backward") return { ...stub, verdict: "refused", attention: [lost.text] };
      return place === undefined ? stub : { ...stub, place };
    }, remarks);

  test("is next where the first failure could not be found in it", () => {
    expect(nextStep(result([{ ...broken, file: "elsewhere.ts" }, lost]))).toMatchObject({
      kind: "restore",
      remark: lost,
    });
    expect(nextStep(result([{ ...broken, file: "elsewhere.ts" }]))).toMatchObject({ kind: "mend" });
  });

  test("has its command on a line of its own", () => {
    const said = (remark: Remark) => nextLine(nextStep(result([remark])), result([remark]).assignments, page);
    expect(said(lost)).toEqual(["next: npx grade restore starter/2-autodiff/ops/mul.ts"]);
    const deep = `${"deep/".repeat(8)}starter/2-autodiff/ops/mul.ts`;
    expect(said({ ...lost, file: deep })).toEqual(["next: put the file back:", "  npx grade restore \\", `  ${deep}`]);
    expect(said({ ...lost, next: "delete one of the two" })).toEqual([
      "next: starter/2-autodiff/ops/mul.ts:33, delete one of the two",
    ]);
  });
});

describe("nextStep(result)", () => {
  test("is to mend the first failure, before anything is begun", () => {
    expect(
      nextStep(verdicts({ offset: "not-started", "mul.backward": "timed-out", backward: "failed" })),
    ).toMatchObject({ kind: "mend", stub: { id: "mul.backward" } });
  });

  test("is to restore the file that the first failure stands in", () => {
    expect(nextStep(verdicts({ "mul.backward": "refused" }, [broken]))).toMatchObject({
      kind: "restore",
      remark: broken,
    });
    expect(nextStep(verdicts({ "mul.backward": "refused" }, [note]))).toMatchObject({ kind: "mend" });
    expect(nextStep(verdicts({ "add.forward": "failed" }, [broken]))).toMatchObject({
      kind: "mend",
      stub: { id: "add.forward" },
    });
  });

  test("is to restore any other file once nothing fails", () => {
    expect(nextStep(verdicts({ offset: "not-started" }, [broken]))).toMatchObject({ kind: "restore" });
  });

  test("is to run again what was interrupted, before something new is begun", () => {
    expect(nextStep(verdicts({ offset: "not-started", backward: "not-run" }))).toEqual({ kind: "run-again" });
  });

  test("is the first stub that is not started, although the grader failed on another", () => {
    expect(
      nextStep(verdicts({ offset: "internal-error", "sub.forward": "not-started", "sum.forward": "not-started" })),
    ).toMatchObject({ kind: "start", stub: { id: "sub.forward" } });
  });

  test("is to send the file on which the grader failed, if all else is done", () => {
    expect(nextStep(verdicts({ offset: "internal-error", capstone: "blocked" }))).toMatchObject({
      kind: "send",
      stub: { id: "offset" },
    });
  });

  test("is a stub of another assignment, if one is waited for", () => {
    const waiting = changed((stub) =>
      stub.id === "capstone" ? { ...stub, verdict: "blocked", blockedBy: "slope" } : stub,
    );
    expect(nextStep(waiting)).toEqual({ kind: "wait-for", id: "slope" });
  });

  test("extra credit comes after all that is due, and then nothing is missing", () => {
    const state = (due: StubResult["verdict"], voluntary: StubResult["verdict"]) =>
      changed((stub) => {
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

  test("is nothing where all is passed", () => {
    expect(nextStep(verdicts({}, [note]))).toEqual({ kind: "done" });
  });
});
