import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { AssignmentResult, Finding, GradingResult, TypeFinding } from "../score/result.ts";
import { contained } from "./contained.ts";
import { excerptLines, findingsInFull, typesInFull } from "./findings.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { remarkLines } from "./remarks.ts";
import { type Sample, samples } from "./samples.ts";
import { renderTerminal } from "./terminal.ts";

const options = { columns: 72, color: false, command: "npx grade", hasReference: false, lines: {} };
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

/** A sample's one assignment, changed. */
function changed({ result }: Sample, change: (assignment: AssignmentResult) => AssignmentResult): GradingResult {
  return { ...result, assignments: result.assignments.map(change) };
}

describe("findingsInFull(findings, page)", () => {
  test("reads: where and what, the line with a caret, why, and what to do instead", () => {
    expect(findingsInFull([slip], page).join("\n")).toBe(
      `
  line 27, column 23: \`Math.random\` cannot be repeated: use the rng that
  you were given
    27 │ return zipWith(a, b, Math.random);
       │                      ^^^^^^^^^^^
  What is drawn anew each time can be neither checked nor debugged.
  → draw from the rng`.slice(1),
    );
  });

  test("three at most, and how many more there are", () => {
    const lines = findingsInFull([slip, slip, slip, slip, slip], page);
    expect(lines.filter((line) => line.includes("^"))).toHaveLength(3);
    expect(lines.at(-1)).toBe("  and 2 more");
    expect(findingsInFull([slip, slip, slip], page).at(-1)).not.toContain("more");
  });

  test("why there is a rule is said once, of every rule", () => {
    const other = { ...slip, rule: "time", why: "Another reason." };
    const text = findingsInFull([slip, other, slip], page).join("\n");
    expect(text.match(/What is drawn anew/g)).toHaveLength(1);
    expect(text.match(/Another reason\./g)).toHaveLength(1);
  });

  test("without a column or a line to show, neither is drawn", () => {
    const { column: _, excerpt: __, ...bare } = slip;
    expect(findingsInFull([bare], page)[0]).toMatch(/^ {2}line 27: `Math/);
    expect(findingsInFull([bare], page).join("\n")).not.toMatch(/[│^]/);
    const blank = { ...slip, excerpt: { before: "", meant: "", after: " " } };
    expect(findingsInFull([blank], page).join("\n")).not.toMatch(/[│^]/);
  });
});

describe("excerptLines(finding, page)", () => {
  const part = fc.string({ unit: "grapheme", maxLength: 200 });

  test("every line fits, and the caret stands under what is meant, for any line", () => {
    fc.assert(
      fc.property(fc.constantFrom(60, 72), part, part, part, (columns, before, meant, after) => {
        const result = changed(samples.oneFailure, (assignment) => ({
          ...assignment,
          types: [{ ...type, excerpt: { before, meant, after } }],
        }));
        const [safe] = contained(result).assignments[0]?.types ?? [];
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

describe("what the compiler says", () => {
  const withTypes = (types: readonly TypeFinding[]) =>
    changed(samples.oneFailure, (assignment) => ({ ...assignment, types: [...types] }));
  const linesOf = (result: GradingResult, only = false) => renderTerminal(result, { ...options, only }).split("\n");

  test("stands in the report of the failing stub, and costs nothing", () => {
    const text = typesInFull([type], page).join("\n");
    expect(text).toContain("  the compiler says, line 28, column 7: Type 'string'");
    expect(text).toMatch(/│ {7}\^\n/);
    expect(text).toContain("costs no mark");
    expect(typesInFull([], page)).toEqual([]);
    const plain = linesOf(withTypes([]));
    const lines = linesOf(withTypes([type]));
    const from = lines.findIndex((line) => line.includes("the compiler says"));
    expect(from).toBeGreaterThan(lines.findIndex((line) => line.startsWith("mul.backward ")));
    expect(from).toBeLessThan(lines.findIndex((line) => line.startsWith("  hint")));
    // All that is added stands in one piece: points, table and next step are the same.
    expect(lines.filter((line) => !plain.includes(line)).length).toBe(lines.length - plain.length - 1);
  });

  test("of other stubs is told in short, uncut, three at most", () => {
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

  test("is shown in full to whom asks for a stub", () => {
    const text = linesOf(withTypes([{ ...type, stub: "mul.forward" }]), true).join("\n");
    expect(text).toContain("the compiler says, line 28, column 7");
    expect(text).not.toContain("compiler, ");
  });

  test("of a helper is told with the stubs of its file", () => {
    const { stub: _, ...helper } = type;
    expect(linesOf(withTypes([helper])).join("\n")).toContain("the compiler says, line 28");
    const elsewhere = { ...helper, file: "starter/2-autodiff/ops/add.ts" };
    expect(linesOf(withTypes([elsewhere])).join("\n")).toContain("compiler, ops/add.ts:28:7");
  });

  test("nothing is said of it where it was not asked", () => {
    expect(linesOf(samples.oneFailure.result)).toEqual(linesOf(withTypes([])));
  });
});

describe("remarkLines(result, shown, page)", () => {
  test("an error about helpers shows the line, why, and what to do", () => {
    const [assignment] = samples.oneFailure.result.assignments;
    if (assignment === undefined) throw new Error("the sample has no assignment");
    const remark = {
      severity: "error" as const,
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
});
