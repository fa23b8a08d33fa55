import { describe, expect, test } from "vitest";

import type { StubResult } from "../../result/result.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { stubRows } from "./rows.ts";
import { samples } from "../../result/samples.ts";

const stubs = samples.halfFinished.result.assignments[0]?.stubs ?? [];

function drawRows(some: readonly StubResult[], columns = 72, color = false): readonly string[] {
  const page = pageFor({ columns, color, command: "npx grade", hasReference: false, tasks: {} });
  return stubRows([some], page, "  ")
    .flat()
    .map((line) => line.trimEnd());
}

describe("stubRows(groups, page, indent)", () => {
  test("puts both halves of an operation on one line", () => {
    const lines = drawRows(stubs);
    expect(lines).toHaveLength(11);
    expect(lines[6]).toBe("  mul      forward ✓ passed 2/2   backward ✗ failed 0/4  gradient of a");
    expect(lines[8]).toBe("  topologicalOrder ✓ passed 5/5");
    expect(lines[9]).toBe("  backward         ⧖ waits for mul.backward");
  });

  test("gives every stub its own line below 72 columns", () => {
    const lines = drawRows(stubs, 71);
    expect(lines).toHaveLength(stubs.length);
    expect(lines).toContain("  mul.backward     ✗ failed 0/4    gradient of a: 2, not 3");
  });

  test("gives every stub a line when names are long", () => {
    const renamed = stubs.map((stub) => ({
      ...stub,
      id: stub.id.replace(/^mul\./u, "binaryCrossEntropyWithLogitsAndWeights."),
    }));
    const lines = drawRows(renamed);
    expect(lines).toHaveLength(stubs.length);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(72);
  });

  test("shows a single half under its full name", () => {
    const backwardOnly = stubs.filter(({ id }) => id !== "add.forward");
    expect(drawRows(backwardOnly)).toContain("  add.backward     ✓ passed 3/3");
  });

  test("draws separate groups in shared columns", () => {
    const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, tasks: {} });
    const [first = [], second = [], ...others] = stubRows([stubs.slice(4, 5), stubs.slice(5, 7)], page, "    ");
    expect(others).toEqual([]);
    // The halves of add belong to two groups, so each has its own line.
    expect(first.map((line) => line.trimEnd())).toEqual(["    add.forward  ✓ passed 2/2"]);
    expect(second.map((line) => line.trimEnd())).toEqual([
      "    add.backward ✓ passed 3/3",
      "    sub.forward  ✓ passed 2/2",
    ]);
  });

  test("marks a stub that passed on its own", () => {
    const apart = stubs.map((stub): StubResult =>
      stub.id === "accumulate" ? { ...stub, whole: "blocked", alone: "passed" } : stub,
    );
    expect(drawRows(apart)).toContain("  accumulate       ✓ passed 3/3    on its own; not yet in the whole");
    const own = apart.filter(({ id }) => id === "accumulate").map((stub) => ({ ...stub, waitsFor: ["offset"] }));
    expect(drawRows(own)).toEqual(["  accumulate ✓ passed 3/3   on its own; the whole waits for offset"]);
  });

  test("shows the points of a waiting stub", () => {
    const partly = stubs.map((stub): StubResult => (stub.id === "backward" ? { ...stub, earned: 2.5 } : stub));
    expect(drawRows(partly)).toContain("  backward         ⧖ waits for mul.backward, 2.5/6 so far");
    expect(drawRows(stubs).join("\n")).not.toContain("so far");
  });

  test("marks extra credit", () => {
    const extra = stubs.map((stub): StubResult =>
      stub.id.startsWith("sum.") || stub.id === "offset" ? { ...stub, extra: true } : stub,
    );
    for (const color of [false, true])
      expect(
        drawRows(extra, 72, color)
          .join("\n")
          .match(/ extra\b/gu),
      ).toHaveLength(3);
    expect(drawRows(stubs).join("\n")).not.toContain("extra");
  });

  test("names the half that a note describes", () => {
    const both = samples.thrown.result.assignments[0]?.stubs ?? [];
    expect(drawRows(both)[7]).toBe("  sum      forward ✗ failed 1.2/3  backward ✗ crashed 0/3");
    const nothing = both.map((stub) => ({ ...stub, earned: 0 }));
    expect(drawRows(nothing, 72, true)[7]).toMatch(/ {3}forward: TypeError$/u);
  });

  test("writes the verdict as a word without colour", () => {
    const colored = drawRows(stubs, 72, true).join("\n");
    expect(colored).toContain("\u001b[32m✓ 3/3\u001b[39m");
    expect(colored).toContain("\u001b[31m✗ 0/5\u001b[39m");
    expect(colored).not.toMatch(/passed|failed/u);
    for (const word of ["✓ passed", "✗ failed", "· not started", "⧖ waits"])
      expect(drawRows(stubs).join("\n")).toContain(word);
  });
});
