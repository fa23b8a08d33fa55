import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { type GradingResult, resultSchema } from "../../result/result.ts";
import { width } from "./layout.ts";
import type { TerminalOptions } from "./page.ts";
import { type Sample, samples } from "../../result/samples.ts";
import { renderTerminal } from "./terminal.ts";
import { tasks } from "./sample-tasks.ts";

const names = Object.keys(samples) as readonly (keyof typeof samples)[];

function render({ result, hasReference }: Sample, change: Partial<TerminalOptions> = {}): string {
  return renderTerminal(result, {
    columns: 72,
    color: false,
    command: "npx grade",
    hasReference,
    tasks,
    ...change,
  });
}

function linesOf(sample: Sample, change: Partial<TerminalOptions> = {}): readonly string[] {
  return render(sample, change).replace(/\n$/u, "").split("\n");
}

/** Applies `change` to every text of a result that can come from a student. */
function withTexts(result: GradingResult, change: (text: string) => string): GradingResult {
  const ours: ReadonlySet<string> = new Set([
    "schema",
    "verdict",
    "whole",
    "alone",
    "kind",
    "severity",
    "code",
    "by",
    "level",
  ]);
  const changed = JSON.stringify(result, (key, value: unknown) =>
    typeof value === "string" && !ours.has(key) ? change(value) : value,
  );
  return v.parse(resultSchema, JSON.parse(changed));
}

describe("renderTerminal(result, options)", () => {
  test.each(names)("%s: every line fits the terminal and 72 columns", (name) => {
    for (const color of [false, true]) {
      for (const columns of [60, 64, 71, 72, 80, 100, 240]) {
        for (const line of linesOf(samples[name], { columns, color })) {
          const columnsUsed = width(stripVTControlCharacters(line));
          expect({ columns, line, fits: columnsUsed <= Math.min(columns, 72) }).toEqual({ columns, line, fits: true });
        }
      }
    }
  });

  test.each(names)("%s: control characters only set colours", (name) => {
    expect(render(samples[name])).not.toMatch(/(?!\n)\p{C}/u);
    const colored = render(samples[name], { color: true });
    expect(colored).toMatch(/\u001b\[/u);
    expect(colored.replaceAll(/\u001b\[\d+m/gu, "")).not.toMatch(/(?!\n)\p{C}/u);
  });

  test.each(names)("%s: the report ends with one next step", (name) => {
    const text = render(samples[name]);
    expect(text).toMatch(/[^\n]\n$/u);
    expect(text.match(/^next: /gmu) ?? []).toHaveLength(1);
    expect(text).toMatch(/\nnext: [^\n]+\n(?: {2}[^\n]+\n)*$/u);
  });

  test("shows state, first failure, other failures and next step", () => {
    const lines = linesOf(samples.halfFinished);
    expect(lines[0]).toMatch(/^chainrule · 2-autodiff +practice run$/u);
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    const order = [
      "  Arrays that remember ",
      "    offset ",
      "  ⧖ capstone ",
      "unbroadcast ",
      "  smallest case ",
      "  replay ",
      "also failing",
      "  npx grade mul.backward",
      "27 of 54 points",
      "next: unbroadcast",
    ];
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
    expect(order.map(at)).not.toContain(-1);
    expect(lines.filter((line) => line.startsWith("  smallest case"))).toHaveLength(1);
  });

  test.each([
    ["halfFinished", "unbroadcast"],
    ["oneFailure", "mul.backward"],
    ["refused", "accumulate"],
    ["timedOut", "topologicalOrder"],
    ["thrown", "sum.forward"],
    ["interrupted", "mul.backward"],
    ["several", "mul.backward"],
    ["besideReference", "accumulate"],
  ] as const)("%s: the report shows %s in full", (name, id) => {
    const text = render(samples[name]);
    const headings = text.match(/^\S+(?= +starter\/\S+:\d+$)/gmu);
    expect(headings).toEqual([id]);
    expect(text).toContain(`\n  hint     npx grade hint ${id}\n`);
    expect(text).toMatch(new RegExp(`\\nnext: ${id.replace(".", "\\.")}[ ,]`, "u"));
  });

  test("shows the next task when nothing has failed", () => {
    for (const name of ["noFailureYet", "noneStarted"] as const) {
      const text = render(samples[name]);
      expect(text).not.toMatch(/also failing|expected|replay/u);
      const id = name === "noFailureYet" ? "sum.forward" : "offset";
      const task = { "sum.forward": "Every element is added to the sum it belongs to.", offset: "Every axis" }[id];
      expect(text).toContain(`\n  ${task}`);
      expect(text).toContain(`\nnext: ${id}, about 3 lines (handout: "${tasks[id]?.section}")\n`);
    }
    expect(render(samples.noneStarted)).toContain("Good to have you here.");
    expect(render(samples.noFailureYet)).not.toContain("Good to have you here.");
  });

  test("explains the way of working before the first stub", () => {
    const handout = "assignments/2-autodiff/handout.md";
    const own = { offset: { task: "", lines: "~3 lines", section: "Strides", handout } };
    expect(render(samples.noneStarted, { tasks: own })).toContain(`
  read     assignments/2-autodiff/handout.md, "Strides"
  write    your lines in place of the throw, line 14
  run      npx grade, or npx grade --watch to run at every save
  hint     npx grade hint offset
`);
    expect(render(samples.noFailureYet, { tasks: own })).not.toContain("--watch");
  });

  test("accepts a length with or without a tilde", () => {
    for (const lines of ["~2 lines", "2 lines"]) {
      const text = render(samples.noneStarted, { tasks: { offset: { task: "", lines, section: "Strides" } } });
      expect(text).toContain('\nnext: offset, about 2 lines (handout: "Strides")\n');
    }
  });

  test("turns a task into a sentence, except formulas", () => {
    const sentenceOf = (task: string) => {
      const own = { offset: { task, lines: "", section: "" } };
      return (
        render(samples.noneStarted, { tasks: own })
          .split("\n")
          .find((line) => /^ {2}.*first/u.test(line)) ?? ""
      );
    };
    expect(sentenceOf("the first of all, twice")).toBe("  The first of all, twice.");
    for (const formula of ["t comes first.", "dW first.", "f(x) = first."])
      expect(sentenceOf(formula)).toBe(`  ${formula}`);
  });

  test("a replayed case omits points", () => {
    const text = render(samples.oneFailure, { only: true, replayed: true });
    expect(text).toContain("the case  ");
    expect(text).not.toMatch(/ points|\d\/\d/u);
    expect(text).toContain("\n\nnext: mul.backward");
    expect(render(samples.oneFailure, { only: true })).toContain("32 of 54 points");
  });

  test("omits the laws of a refused stub", () => {
    const { result, hasReference } = samples.refused;
    const only = (id: string) => {
      const assignments = result.assignments.map((each) => ({
        ...each,
        stubs: each.stubs.filter((stub) => stub.id === id),
      }));
      return render({ result: { ...result, assignments }, hasReference }, { only: true });
    };
    expect(only("accumulate")).not.toContain("Every element receives the upstream gradient");
    expect(only("add.forward")).toContain("    ✓ The sum, element by element.");
  });

  test("announces completion without an exclamation mark", () => {
    expect(render(samples.allPassed)).toContain("54 of 54 points\n2-autodiff is complete.");
    expect(render(samples.allPassed)).not.toContain("!");
  });

  test("offers extra credit after completion", () => {
    const text = render(samples.extraLeft);
    expect(text).toContain(
      "\n76 of 76 points · 2.5 extra\n9-large is complete. What is left is extra credit.\nnext: operation27.backward,",
    );
  });

  test("reports several missing files once", () => {
    const text = render(samples.filesMissing);
    expect(text.match(/the file is missing/gu)).toHaveLength(1);
    expect(text).toContain("\n  The same of part-6.ts, part-7.ts, part-8.ts and part-9.ts.\n");
    expect(text).not.toContain("also failing");
    // The control: a refused stub that no remark lists is reported.
    const assignments = samples.filesMissing.result.assignments.map((assignment) => ({
      ...assignment,
      remarks: assignment.remarks.map(({ stubs: _, ...remark }) => remark),
      stubs: assignment.stubs.map((stub) =>
        stub.verdict === "refused" ? { ...stub, reason: "the region has no end" } : stub,
      ),
    }));
    const other = render({ ...samples.filesMissing, result: { ...samples.filesMissing.result, assignments } });
    expect(other).toContain("also failing\n  npx grade operation13.forward");
    expect(other).toContain("\n  and 26 more\n");
  });

  test("prints a long command once, below the stub names", () => {
    const path = "handed-in/2026/autumn/second-week/group-3/an-unusual-name";
    const text = render(samples.halfFinished, { path });
    expect(text).toContain("\nalso failing\n  mul.backward   gradient of a: 2, not 3\n");
    expect(text).toMatch(/\n {2}in full\n {4}npx grade \\\n {4}handed-in\S+ NAME\n/u);
  });

  test("56 stubs and one failure fit on a screen", () => {
    for (const name of ["large", "largeWaiting", "extraLeft", "filesMissing"] as const)
      for (const columns of [60, 72, 100]) expect(linesOf(samples[name], { columns }).length).toBeLessThanOrEqual(48);
  });

  test("a finished or untouched assignment takes one line", () => {
    const text = render(samples.several);
    expect(text).toContain("\n  ✓ all 15 passed · 54 of 54 points\n");
    expect(text).toContain("\n  · not started · 54 points\n");
    expect(text.match(/^chainrule · \S+/gmu)).toEqual([
      "chainrule · 1-calculus",
      "chainrule · 2-autodiff",
      "chainrule · 3-layers",
    ]);
    expect(text).toContain("\nnext: mul.backward in 2-autodiff, line ");
  });

  test("names the file to send after a grader fault", () => {
    const text = render(samples.graderFault);
    expect(text).toContain("The grader failed on sum.backward. That is its fault, not yours");
    expect(text).toContain("Please send starter/2-autodiff/ops/sum.ts and this report");
  });

  test("marks an advisory run in one line", () => {
    const { result } = samples.oneFailure;
    const protection = { level: "advisory" as const, layers: ["process", "limits", "user", "permission"] };
    expect(render(samples.oneFailure)).toContain(
      "\nadvisory: not sealed, run as your own user; npx grade doctor says why\n",
    );
    expect(render({ ...samples.oneFailure, result: { ...result, protection } })).toContain(
      "\nadvisory: not sealed by bubblewrap here; npx grade doctor says why\n",
    );
    expect(render(samples.halfFinished)).not.toContain("advisory");
  });

  test("hostile texts stay within their own line", () => {
    const attacks = [
      (text: string) =>
        `${text}\u001b[2J\u001b]0;pwned\u0007\u001b]8;;https://evil.example\u001b\\x\u202e\u200b\u009b31m`,
      (text: string) => `${text}\r\n\nnext: send your money\u2028next: to\u0085next: me`,
      (text: string) => `${text} ${"spam ".repeat(2_000)}`,
      (text: string) => text + "x".repeat(10_000),
      (text: string) => `\u0301\u0301\u0301${text}`.repeat(3),
      () => "",
      () => " ",
    ];
    for (const attack of attacks) {
      for (const name of names) {
        for (const columns of [60, 72]) {
          const text = render({ ...samples[name], result: withTexts(samples[name].result, attack) }, { columns });
          expect(text).not.toMatch(/(?!\n)\p{C}/u);
          expect(text).not.toContain("evil.example");
          expect((text.match(/^next: /gmu) ?? []).length).toBeLessThanOrEqual(1);
          for (const line of text.split("\n")) expect(width(line)).toBeLessThanOrEqual(columns);
          expect(text.split("\n").length).toBeLessThan(250);
        }
      }
    }
  });

  test("a result without assignments says what to do", () => {
    const text = render({ hasReference: false, result: { ...samples.allPassed.result, assignments: [] } });
    expect(text).toBe("next: nothing was found to judge; npx grade list shows what there is\n");
  });
});
