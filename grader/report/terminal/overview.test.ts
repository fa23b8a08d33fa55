import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";

import { pointsOf } from "../../result/points.ts";
import type { AssignmentResult, GradingResult, StubResult } from "../../result/result.ts";
import { type Sample, samples } from "../../result/samples.ts";
import { width } from "./layout.ts";
import { overviewLines } from "./overview.ts";
import { pageFor, type TerminalOptions } from "./page.ts";
import { tasks } from "./sample-tasks.ts";
import { renderTerminal } from "./terminal.ts";

const plain: TerminalOptions = { columns: 72, color: false, command: "npx grade", hasReference: false, tasks };
const several = ["several", "seven"] as const;

function render({ result }: Sample, atHand: string, change: Partial<TerminalOptions> = {}): string {
  return renderTerminal(result, { ...plain, atHand, ...change });
}

function idsOf({ result }: Sample): readonly string[] {
  return result.assignments.map(({ assignment }) => assignment);
}

/** Changes the assignments of a sample. */
function changeAssignments(
  { result, hasReference }: Sample,
  change: (one: AssignmentResult) => AssignmentResult,
): Sample {
  const next: GradingResult = { ...result, assignments: result.assignments.map(change) };
  return { result: next, hasReference };
}

function passAll(one: AssignmentResult): AssignmentResult {
  const stubs = one.stubs.map((stub): StubResult => ({ ...stub, verdict: "passed", earned: stub.points, pending: 0 }));
  return { ...one, ...pointsOf(stubs), remarks: [], stubs };
}

/** The ids of the stubs that a report shows in full. */
function headingsOf(text: string): readonly string[] {
  return text.match(/^\S+(?= +starter\/\S+:\d+$)/gmu) ?? [];
}

/** The next step at the end of a report, on one line. */
function lastSentenceOf(text: string): string {
  return text
    .slice(text.lastIndexOf("\nnext: ") + 1)
    .trimEnd()
    .replaceAll(/\n\s*/gu, " ");
}

describe("overviewLines(results, page)", () => {
  const drawOverview = (sample: Sample, columns = 72) =>
    overviewLines(sample.result.assignments, pageFor({ ...plain, columns }));

  test("gives each assignment sign, words and points", () => {
    expect(drawOverview(samples.several)).toEqual([
      "  ✓ 1-calculus   complete                          54/54",
      "  ✗ 2-autodiff   12 of 14 stubs passed, 1 failed   38/54",
      "  · 3-layers     not started                       0/54",
    ]);
    expect(drawOverview(samples.seven)).toEqual([
      "  ✓ 1-calculus         complete                        12/12",
      "  ✓ 2-autodiff         complete                        48/48",
      "  ✗ 3-layers           2 of 6 stubs passed, 1 failed   6/18",
      "  … 4-training         2 of 3 stubs passed             6/9",
      "  · 5-convolution      not started                     0/6",
      "  · 6-attention        nothing of it is there          0/12",
      "  · 7-language-model   not started                     0/3",
    ]);
  });

  test("one long name shortens the texts of all assignments", () => {
    const long = changeAssignments(samples.seven, (one) => ({
      ...one,
      assignment: `${one.assignment}-and-what-follows`,
    }));
    const short = drawOverview(long, 60);
    for (const line of short) expect(width(line)).toBeLessThanOrEqual(60);
    expect(short[2]).toBe("  ✗ 3-layers-and-what-follows          2 of 6        6/18");
    expect(short[3]).toBe("  … 4-training-and-what-follows        2 of 3        6/9");
    expect(drawOverview(long)[2]).toMatch(/2 of 6, 1 failed/u);
  });

  test("adds earned extra credit to the points", () => {
    expect(drawOverview(samples.extraLeft)).toEqual(["  ✓ 9-large   complete   76/76 +2.5"]);
  });

  test("colours the sign and the name", () => {
    const page = pageFor({ ...plain, color: true });
    const [complete = "", failing = ""] = overviewLines(samples.several.result.assignments, page);
    expect(complete).toContain("\u001b[32m✓ 1-calculus\u001b[39m");
    expect(failing).toContain("\u001b[31m✗ 2-autodiff\u001b[39m");
  });
});

describe("renderTerminal(result, { atHand })", () => {
  test.each(several)("%s: lists every assignment once, in order", (name) => {
    for (const atHand of idsOf(samples[name])) {
      const text = render(samples[name], atHand);
      const listed = Array.from(text.matchAll(/^ {2}[✓✗·…] (\d-\S+) +\S.* \d+\/\d+$/gmu), ([, id]) => id);
      expect(listed).toEqual(idsOf(samples[name]));
      expect(text.match(/^\d-\S+$/gmu)).toEqual([atHand]);
    }
  });

  test("shows the parts of the assignment at hand only", () => {
    const text = render(samples.seven, "3-layers");
    for (const part of ["One layer", "Many layers", "Losses"])
      expect(text).toMatch(new RegExp(`^ {2}(?:· )?${part} `, "mu"));
    expect(text).not.toMatch(/Slopes|Rules|Arrays that remember|Steps|Windows|Looking|Words/u);
    expect(render(samples.several, "2-autodiff").match(/Arrays that remember/gu)).toHaveLength(1);
  });

  test("shows the failures of the assignment at hand only", () => {
    expect(headingsOf(render(samples.seven, "3-layers"))).toEqual(["relu"]);
    expect(headingsOf(render(samples.several, "2-autodiff"))).toEqual(["mul.backward"]);
    expect(headingsOf(render(samples.seven, "1-calculus"))).toEqual([]);
    expect(headingsOf(render(samples.seven, "4-training"))).toEqual(["momentum"]);
    expect(render(samples.seven, "4-training")).not.toMatch(/smallest case|also failing/u);
  });

  test("counts the points of the assignment at hand", () => {
    expect(render(samples.seven, "3-layers")).toContain("\n6 of 18 points, 3 not judged until relu works\n");
    expect(render(samples.seven, "1-calculus")).toContain("\n12 of 12 points\n");
  });

  test("the next step is in the assignment at hand", () => {
    expect(lastSentenceOf(render(samples.seven, "3-layers"))).toBe("next: relu, line 12; stuck? npx grade hint relu");
    expect(lastSentenceOf(render(samples.seven, "4-training"))).toBe(
      'next: momentum, about 3 lines (handout: "Steps that remember")',
    );
  });

  test("after completion, the next step is in another assignment", () => {
    expect(lastSentenceOf(render(samples.seven, "1-calculus"))).toBe(
      "next: relu in 3-layers, line 12; stuck? npx grade hint relu",
    );
  });

  test("required stubs elsewhere come before extra credit here", () => {
    const text = render(samples.seven, "2-autodiff");
    expect(lastSentenceOf(text)).toBe("next: relu in 3-layers, line 12; stuck? npx grade hint relu");
    expect(text).not.toContain("What is left is extra credit.");
  });

  test("extra credit comes after all assignments are complete", () => {
    const complete = changeAssignments(samples.seven, (one) => (one.assignment === "2-autodiff" ? one : passAll(one)));
    expect(render(complete, "2-autodiff")).toContain(
      "\nAll 7 assignments are complete. What is left is extra credit.\nnext: sum.forward in 2-autodiff, about 3 lines",
    );
  });

  test("a failure in extra credit here comes first", () => {
    const failing = changeAssignments(samples.seven, (one) => ({
      ...one,
      stubs: one.stubs.map((stub) => (stub.id === "sum.forward" ? { ...stub, verdict: "failed" } : stub)),
    }));
    const text = render(failing, "2-autodiff");
    expect(headingsOf(text)).toEqual(["sum.forward"]);
    expect(text).toContain("\n2-autodiff is complete. What is left is extra credit.\nnext: sum.forward, line 38");
  });

  test("announces that all assignments are complete", () => {
    expect(render(changeAssignments(samples.seven, passAll), "3-layers")).toMatch(
      /\n18 of 18 points\nAll 7 assignments are complete\. Every law holds, and every line\nof it is yours\.\nnext: npx grade pack, which writes the archive to hand in\n$/u,
    );
  });

  test("names the blockers in other assignments", () => {
    const own = { ...tasks, relu: { task: "", lines: "", section: "", assignment: "3-layers" } };
    const waiting = changeAssignments(samples.seven, (one) => ({
      ...one,
      stubs: one.stubs.map((stub) =>
        stub.id === "momentum" ? { ...stub, verdict: "blocked", blockedBy: "relu", waitsFor: ["relu"] } : stub,
      ),
    }));
    const sentence = "\n  The whole waits for relu of 3-layers.\n";
    expect(render(waiting, "4-training", { tasks: own })).toContain(sentence);
    expect(render(samples.seven, "4-training", { tasks: own })).not.toContain(sentence);
  });

  test("an assignment without files says so", () => {
    const line = "  · 6-attention        nothing of it is there          0/12\n";
    const elsewhere = render(samples.seven, "3-layers");
    expect(elsewhere).toContain(line);
    expect(elsewhere.match(/nothing of /gu)).toHaveLength(1);
    const here = render(samples.seven, "6-attention");
    expect(here).toContain(line);
    expect(here).toContain("\nnote: starter/6-attention: nothing of this assignment is there\n");
  });

  test.each(several)("%s: every line fits the terminal and 72 columns", (name) => {
    const path = "handed-in/2026/autumn/second-week/group-3/an-unusual-name";
    for (const atHand of idsOf(samples[name]))
      for (const columns of [60, 64, 71, 72, 80, 100, 240])
        for (const change of [{ color: false }, { color: true }, { path }])
          for (const line of render(samples[name], atHand, { columns, ...change }).split("\n")) {
            const used = width(stripVTControlCharacters(line));
            expect({ columns, line, fits: used <= Math.min(columns, 72) }).toEqual({ columns, line, fits: true });
          }
  });

  test("every line fits with a long assignment name", () => {
    const long = "x".repeat(100);
    const renamed = changeAssignments(samples.several, (one) => ({ ...one, assignment: `${one.assignment}${long}` }));
    for (const columns of [60, 72])
      for (const line of render(renamed, `2-autodiff${long}`, { columns }).split("\n"))
        expect(width(line)).toBeLessThanOrEqual(columns);
  });

  test("names the commands for the other assignments", () => {
    const text = render(samples.seven, "3-layers");
    expect(text).toContain("\n  npx grade -a ID shows another one in full, --all shows all of them\n");
    expect(render(samples.seven, "3-layers", { keys: true })).not.toContain("-a ID");
  });

  test("a single or unknown assignment has no overview", () => {
    for (const [sample, atHand] of [
      [samples.oneFailure, "2-autodiff"],
      [samples.several, "8-unknown"],
    ] as const)
      expect(render(sample, atHand)).toBe(renderTerminal(sample.result, plain));
  });
});
