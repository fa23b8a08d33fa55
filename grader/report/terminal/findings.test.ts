import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { AssignmentResult, Finding, GradingResult, TypeFinding } from "../../result/result.ts";
import { sanitize } from "./sanitize.ts";
import { excerptLines, findingLines, typeLines } from "./findings.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { remarkLines } from "./remarks.ts";
import { type Sample, samples } from "../../result/samples.ts";
import { renderTerminal } from "./terminal.ts";

const options = { columns: 72, color: false, command: "npx grade", hasReference: false, tasks: {} };
const page = pageFor(options);

const slip: Finding = {
  by: "policy",
  rule: "random",
  file: "starter/2-autodiff/ops/mul.ts",
  line: 27,
  column: 23,
  message: "`Math.random` cannot be repeated: use the rng that you were given",
  why: "What is drawn anew each time can be neither checked nor debugged.",
  next: "draw from the rng",
  excerpt: { before: "return zipWith(a, b, ", meant: "Math.random", after: ");" },
};
const type: TypeFinding = {
  by: "compiler",
  rule: "TS2322",
  file: "starter/2-autodiff/ops/mul.ts",
  line: 28,
  column: 7,
  message: "Type 'string' is not assignable to type 'number'.",
  why: "A value of one type stands where another is due.",
  excerpt: { before: "const ", meant: "n", after: ': number = "3";' },
  stub: "mul.backward",
};

/** Changes the only assignment of a sample. */
function changeAssignment(
  { result }: Sample,
  change: (assignment: AssignmentResult) => AssignmentResult,
): GradingResult {
  return { ...result, assignments: result.assignments.map(change) };
}

describe("findingLines(findings, page)", () => {
  test("prints place, message, marked line, reason and remedy", () => {
    expect(findingLines([slip], page).join("\n")).toBe(
      `
  line 27, column 23: \`Math.random\` cannot be repeated: use the rng that
  you were given
    27 │ return zipWith(a, b, Math.random);
       │                      ^^^^^^^^^^^
  What is drawn anew each time can be neither checked nor debugged.
  → draw from the rng`.slice(1),
    );
  });

  test("shows three findings and counts the rest", () => {
    const lines = findingLines([slip, slip, slip, slip, slip], page);
    expect(lines.filter((line) => line.includes("^"))).toHaveLength(3);
    expect(lines.at(-1)).toBe("  and 2 more");
    expect(findingLines([slip, slip, slip], page).at(-1)).not.toContain("more");
  });

  test("states the reason of each rule once", () => {
    const other = { ...slip, rule: "time", why: "Another reason." };
    const text = findingLines([slip, other, slip], page).join("\n");
    expect(text.match(/What is drawn anew/g)).toHaveLength(1);
    expect(text.match(/Another reason\./g)).toHaveLength(1);
  });

  test("omits a missing column and a missing line", () => {
    const { column: _, excerpt: __, ...bare } = slip;
    expect(findingLines([bare], page)[0]).toMatch(/^ {2}line 27: `Math/);
    expect(findingLines([bare], page).join("\n")).not.toMatch(/[│^]/);
    const blank = { ...slip, excerpt: { before: "", meant: "", after: " " } };
    expect(findingLines([blank], page).join("\n")).not.toMatch(/[│^]/);
  });
});

describe("excerptLines(finding, page)", () => {
  const part = fc.string({ unit: "grapheme", maxLength: 200 });

  test("every line fits and carets mark the meant text", () => {
    fc.assert(
      fc.property(fc.constantFrom(60, 72), part, part, part, (columns, before, meant, after) => {
        const result = changeAssignment(samples.oneFailure, (assignment) => ({
          ...assignment,
          types: [{ ...type, excerpt: { before, meant, after } }],
        }));
        const [safe] = sanitize(result).assignments[0]?.types ?? [];
        if (safe?.excerpt === undefined) throw new Error("the finding is gone");
        const [text = "", carets = ""] = excerptLines(safe, pageFor({ ...options, columns }));
        if (text === "") return;
        expect(width(text)).toBeLessThanOrEqual(columns);
        expect(width(carets)).toBeLessThanOrEqual(columns);
        const start = Array.from(carets).indexOf("^");
        const shown = Array.from(text).slice(start, width(carets)).join("");
        const due = Array.from(safe.excerpt.meant)
          .slice(0, Math.max(0, shown.length - 1))
          .join("");
        expect(shown.startsWith(due)).toBe(true);
        expect(carets.slice(0, carets.indexOf("^")).replace(/[ │]/gu, "")).toBe("");
      }),
      { numRuns: 500 },
    );
  });
});

describe("renderTerminal(result) with compiler findings", () => {
  const withTypes = (types: readonly TypeFinding[]) =>
    changeAssignment(samples.oneFailure, (assignment) => ({ ...assignment, types: [...types] }));
  const linesOf = (result: GradingResult, only = false) => renderTerminal(result, { ...options, only }).split("\n");

  test("a compiler finding joins the report of its stub", () => {
    const text = typeLines([type], page).join("\n");
    expect(text).toContain("  the compiler says, line 28, column 7: Type 'string'");
    expect(text).toMatch(/│ {7}\^\n/);
    expect(text).toContain("costs no mark");
    expect(typeLines([], page)).toEqual([]);
    const plain = linesOf(withTypes([]));
    const lines = linesOf(withTypes([type]));
    const from = lines.findIndex((line) => line.includes("the compiler says"));
    expect(from).toBeGreaterThan(lines.findIndex((line) => line.startsWith("mul.backward ")));
    expect(from).toBeLessThan(lines.findIndex((line) => line.startsWith("  hint")));
    // Only the finding's block is new: points, table and next step stay the same.
    expect(lines.filter((line) => !plain.includes(line)).length).toBe(lines.length - plain.length - 1);
  });

  test("the report shows three findings of other stubs", () => {
    const other = { ...type, stub: "mul.forward" };
    const lines = linesOf(withTypes([other, other, other, other, other]));
    const from = lines.findIndex((line) => line.startsWith("compiler, "));
    expect(lines.slice(from, from + 8)).toEqual([
      ...Array.from({ length: 3 }, () => [
        "compiler, ops/mul.ts:28:7: Type 'string' is not assignable to",
        "  type 'number'.",
      ]).flat(),
      "compiler: 2 more",
      "  (what the compiler says costs no mark)",
    ]);
    expect(linesOf(withTypes([other])).join("\n")).not.toContain("the compiler says, ");
  });

  test("a selected stub shows its findings in full", () => {
    const text = linesOf(withTypes([{ ...type, stub: "mul.forward" }]), true).join("\n");
    expect(text).toContain("the compiler says, line 28, column 7");
    expect(text).not.toContain("compiler, ");
  });

  test("a helper's finding appears with its file's stubs", () => {
    const { stub: _, ...helper } = type;
    expect(linesOf(withTypes([helper])).join("\n")).toContain("the compiler says, line 28");
    const elsewhere = { ...helper, file: "starter/2-autodiff/ops/add.ts" };
    expect(linesOf(withTypes([elsewhere])).join("\n")).toContain("compiler, ops/add.ts:28:7");
  });

  test("the report stays the same without compiler findings", () => {
    expect(linesOf(samples.oneFailure.result)).toEqual(linesOf(withTypes([])));
  });
});

describe("remarkLines(result, shown, page)", () => {
  test("a helper error shows line, reason and remedy", () => {
    const [assignment] = samples.oneFailure.result.assignments;
    if (assignment === undefined) throw new Error("the sample has no assignment");
    const remark = {
      severity: "error" as const,
      code: "helpers-refused" as const,
      file: slip.file,
      line: 27,
      text: `your helper functions are not used: ${slip.message}`,
      next: "mend or delete them",
      finding: slip,
    };
    const text = remarkLines({ ...assignment, remarks: [remark] }, undefined, page).join("\n");
    expect(text).toContain("    27 │ return zipWith(a, b, Math.random);\n       │                      ^^^^^^^^^^^\n");
    expect(text).toContain(slip.why);
    expect(text).toContain("  → draw from the rng\n  → mend or delete them");
  });

  test("a helper error explains a missing name first", () => {
    const [assignment] = samples.oneFailure.result.assignments;
    const failing = assignment?.stubs.find(({ counterexample }) => counterexample !== undefined);
    if (assignment === undefined || failing?.counterexample === undefined || failing.place === undefined)
      throw new Error("the sample has no failure");
    const thrown = { name: "ReferenceError", message: "twice is not defined" };
    const { difference: _, ...counterexample } = failing.counterexample;
    const stub = { ...failing, counterexample: { ...counterexample, thrown } };
    const remark = {
      severity: "error" as const,
      code: "helpers-refused" as const,
      file: failing.place.file,
      line: 27,
      text: "your helper functions are not used",
      next: "mend or delete them",
    };
    const stubs = assignment.stubs.map((each) => (each === failing ? stub : each));
    const linesWith = (remarks: (typeof remark)[]) =>
      renderTerminal({ ...samples.oneFailure.result, assignments: [{ ...assignment, stubs, remarks }] }, options);
    const text = linesWith([remark]).replaceAll(/\s+/gu, " ");
    expect(text).toContain("failed 0/4 its helper …");
    expect(text.indexOf(remark.text)).toBeLessThan(text.indexOf(thrown.message));
    expect(text.split(remark.text)).toHaveLength(2);
    expect(linesWith([])).toContain("✗ failed 0/4  ReferenceErr…");
    expect(linesWith([{ ...remark, file: "elsewhere.ts" }])).toContain("✗ failed 0/4  ReferenceErr…");
  });
});
