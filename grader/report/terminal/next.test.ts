import { describe, expect, test } from "vitest";

import { nextStep } from "../../result/next-step.ts";
import type { GradingResult, Remark, StubResult } from "../../result/result.ts";
import { samples } from "../../result/samples.ts";
import { nextLines } from "./next.ts";
import { pageFor, type StubAhead } from "./page.ts";
import { tasks } from "./sample-tasks.ts";

const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, tasks: {} });

/** Changes each stub of a sample in which all stubs passed, and adds remarks. */
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

describe("nextLines(step, assignments, page)", () => {
  const nextAfterFailure = (id: string, on = page) => {
    const result = changeStubs((stub) => (stub.id === id ? { ...stub, verdict: "failed" } : stub));
    return nextLines(nextStep(result), result.assignments, on);
  };

  test("names the hint command of a stub with hints", () => {
    expect(nextAfterFailure("mul.backward")).toEqual([
      "next: mul.backward, line 33; stuck? npx grade hint mul.backward",
    ]);
    const tasks = { capstone: { task: "", lines: "", section: "", hasHints: false } };
    expect(nextAfterFailure("capstone", { ...page, tasks })).toEqual(["next: capstone"]);
  });

  test("the stub ahead follows selected stubs that pass", () => {
    const { result } = samples.allPassed;
    const lines = (ahead?: StubAhead) =>
      nextLines(nextStep(result), result.assignments, { ...page, tasks, only: true, ahead });
    expect(lines({ id: "topologicalOrder", isFailing: false })).toEqual([
      'next: topologicalOrder, about 4 lines (handout: "Parents first")',
    ]);
    expect(lines({ id: "topologicalOrder", isFailing: true })[0]).toMatch(/^next: topologicalOrder; stuck\?/u);
    expect(lines()).toEqual(["next: npx grade, for everything else"]);
  });

  test("extra credit is told where the next assignment begins", () => {
    const { result } = samples.allPassed;
    const first = result.assignments.map((each) => ({
      ...each,
      stubs: each.stubs.map((stub, i) => (i < 2 ? { ...stub, extra: true, verdict: "not-started" as const } : stub)),
    }));
    const second = (isBegun: boolean) =>
      result.assignments.map((each) => ({
        ...each,
        assignment: "3-networks",
        stubs: each.stubs.map((stub, i) => (isBegun && i > 0 ? stub : { ...stub, verdict: "not-started" as const })),
      }));
    const lines = (isBegun: boolean) => {
      const assignments = [...first, ...second(isBegun)];
      return nextLines(nextStep({ ...result, assignments }), assignments, page);
    };
    const names = first[0]?.stubs.slice(0, 2).map(({ id }) => id) ?? [];
    expect(lines(false)).toEqual([
      `2-autodiff still has extra credit: ${names.join(" and ")}`,
      expect.stringMatching(/^next: .* in 3-networks$/u),
    ]);
    expect(lines(true)).toHaveLength(1);
  });

  test("a complete assignment is packed next", () => {
    const { result } = samples.allPassed;
    const lines = nextLines(nextStep(result), result.assignments, { ...page, path: "my work" });
    expect(lines.at(-1)).toBe("next: npx grade pack 'my work', which writes the archive to hand in");
  });

  test("the restore command has its own line", () => {
    const file = "starter/2-autodiff/ops/mul.ts";
    const lost: Remark = {
      severity: "error",
      code: "region-open",
      file,
      line: 33,
      text: "the region (mul.backward) has no END CODE HERE",
      next: `write  // END CODE HERE  on a line of its own; or: npx grade restore ${file}`,
      restore: file,
      stubs: ["mul.backward"],
    };
    const nextStepFor = (remark: Remark) => {
      // A lost region has no place, and its reason is the text of the remark.
      const result = changeStubs(
        ({ place, ...stub }) => {
          if (stub.id === "mul.backward") return { ...stub, verdict: "refused", reason: lost.text };
          return place === undefined ? stub : { ...stub, place };
        },
        [remark],
      );
      return nextLines(nextStep(result), result.assignments, page);
    };
    expect(nextStepFor(lost)).toEqual([`next: npx grade restore ${file}`]);
    const deep = `${"deep/".repeat(8)}${file}`;
    expect(nextStepFor({ ...lost, file: deep, restore: deep })).toEqual([
      "next: put the file back:",
      "  npx grade restore \\",
      `  ${deep}`,
    ]);
    const { restore: _, ...twice } = lost;
    expect(nextStepFor({ ...twice, next: "delete one of the two" })).toEqual([
      `next: ${file}:33, delete one of the two`,
    ]);
  });
});
