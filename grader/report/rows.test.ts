import { describe, expect, test } from "vitest";

import type { StubResult } from "../score/result.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { stubRows } from "./rows.ts";
import { samples } from "./samples.ts";

const stubs = samples.halfFinished.result.assignments[0]?.stubs ?? [];

function rows(some: readonly StubResult[], columns = 72, color = false): readonly string[] {
  const page = pageFor({ columns, color, command: "npx grade", hasReference: false, lines: {} });
  return stubRows([some], page, "  ")
    .flat()
    .map((line) => line.trimEnd());
}

describe("stubRows(groups, page, indent)", () => {
  test("gives both halves of an operation one line, and everything else its own", () => {
    const lines = rows(stubs);
    expect(lines).toHaveLength(11);
    expect(lines[6]).toBe("  mul      forward ✓ passed 2/2   backward ✗ failed 0/4  gradient of a");
    expect(lines[8]).toBe("  topologicalOrder ✓ passed 5/5");
    expect(lines[9]).toBe("  backward         ⧖ waits for mul.backward");
  });

  test("gives every stub its own line below 72 columns", () => {
    const lines = rows(stubs, 71);
    expect(lines).toHaveLength(stubs.length);
    expect(lines).toContain("  mul.backward     ✗ failed 0/4    gradient of a: 2, not 3");
  });

  test("gives every stub its own line where the names are too long for two columns", () => {
    const renamed = stubs.map((stub) => ({
      ...stub,
      id: stub.id.replace(/^mul\./u, "binaryCrossEntropyWithLogitsAndWeights."),
    }));
    const lines = rows(renamed);
    expect(lines).toHaveLength(stubs.length);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(72);
  });

  test("leaves a half alone whose other half is not there", () => {
    const backwardOnly = stubs.filter(({ id }) => id !== "add.forward");
    expect(rows(backwardOnly)).toContain("  add.backward     ✓ passed 3/3");
  });

  test("keeps groups apart, in columns that they share", () => {
    const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference: false, lines: {} });
    const [first = [], second = [], ...others] = stubRows([stubs.slice(4, 5), stubs.slice(5, 7)], page, "    ");
    expect(others).toEqual([]);
    // The halves of add belong to two groups, and so do not share a line.
    expect(first.map((line) => line.trimEnd())).toEqual(["    add.forward  ✓ passed 2/2"]);
    expect(second.map((line) => line.trimEnd())).toEqual([
      "    add.backward ✓ passed 3/3",
      "    sub.forward  ✓ passed 2/2",
    ]);
  });

  test("shows a stub that passed only on its own as such", () => {
    const apart = stubs.map((stub): StubResult =>
      stub.id === "accumulate" ? { ...stub, whole: "blocked", alone: "passed" } : stub,
    );
    expect(rows(apart)).toContain("  accumulate       ✓ passed 3/3    on its own; not yet in the whole");
  });

  test("shows what a stub that waits has earned by now", () => {
    const partly = stubs.map((stub): StubResult => (stub.id === "backward" ? { ...stub, earned: 2.5 } : stub));
    expect(rows(partly)).toContain("  backward         ⧖ waits for mul.backward, 2.5/6 so far");
    expect(rows(stubs).join("\n")).not.toContain("so far");
  });

  test("marks extra credit", () => {
    const extra = stubs.map((stub): StubResult =>
      stub.id.startsWith("sum.") || stub.id === "offset" ? { ...stub, extra: true } : stub,
    );
    for (const color of [false, true])
      expect(
        rows(extra, 72, color)
          .join("\n")
          .match(/ extra\b/gu),
      ).toHaveLength(3);
    expect(rows(stubs).join("\n")).not.toContain("extra");
  });

  test("says which half a note is about, where both have failed", () => {
    const both = samples.thrown.result.assignments[0]?.stubs ?? [];
    expect(rows(both)[7]).toBe("  sum      forward ✗ failed 1.2/3  backward ✗ crashed 0/3");
    const nothing = both.map((stub) => ({ ...stub, earned: 0 }));
    expect(rows(nothing, 72, true)[7]).toMatch(/ {3}forward: TypeError$/u);
  });

  test("says in a word what a symbol says in colour", () => {
    const colored = rows(stubs, 72, true).join("\n");
    expect(colored).toContain("\u001b[32m✓ 3/3\u001b[39m");
    expect(colored).toContain("\u001b[31m✗ 0/5\u001b[39m");
    expect(colored).not.toMatch(/passed|failed/u);
    for (const word of ["✓ passed", "✗ failed", "· not started", "⧖ waits"])
      expect(rows(stubs).join("\n")).toContain(word);
  });
});
