import { describe, expect, test } from "vitest";

import type { StubResult } from "../score/result.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { samples } from "./samples.ts";
import { stateTable } from "./state.ts";

const stubs = samples.halfFinished.result.assignments[0]?.stubs ?? [];

function table(some: readonly StubResult[], columns = 72): readonly string[] {
  return stateTable(some, pageFor({ columns, color: false, command: "npx grade", hasReference: false, lines: {} })).map(
    (line) => line.trimEnd(),
  );
}

describe("stateTable(stubs, page)", () => {
  test("gives both halves of an operation one line, and everything else its own", () => {
    const lines = table(stubs);
    expect(lines).toHaveLength(11);
    expect(lines[6]).toBe("  mul      forward ✓ passed 4/4   backward ✗ failed 0/6   gradient of x");
    expect(lines[8]).toBe("  topologicalOrder ✓ passed 5/5");
    expect(lines[9]).toBe("  backward         ⧖ waits for mul.backward");
  });

  test("gives every stub its own line below 72 columns", () => {
    const lines = table(stubs, 71);
    expect(lines).toHaveLength(stubs.length);
    expect(lines).toContain("  mul.backward     ✗ failed 0/6    gradient of x: 2, not 3");
  });

  test("gives every stub its own line where the names are too long for two columns", () => {
    const renamed = stubs.map((stub) => ({
      ...stub,
      id: stub.id.replace(/^mul\./u, "binaryCrossEntropyWithLogitsAndWeights."),
    }));
    const lines = table(renamed);
    expect(lines).toHaveLength(stubs.length);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(72);
  });

  test("leaves a half alone whose other half is not there", () => {
    const backwardOnly = stubs.filter(({ id }) => id !== "add.forward");
    expect(table(backwardOnly)).toContain("  add.backward     ✓ passed 6/6");
  });

  test("shows a stub that passed only on its own as such", () => {
    const apart = stubs.map((stub): StubResult =>
      stub.id === "accumulate" ? { ...stub, whole: "blocked", alone: "passed" } : stub,
    );
    expect(table(apart)).toContain("  accumulate       ✓ passed 4/4    on its own; not yet in the whole");
  });

  test("says which half a note is about, where both have failed", () => {
    const both = samples.thrown.result.assignments[0]?.stubs ?? [];
    expect(table(both)[7]).toBe("  sum      forward ✗ failed 2/5  backward ✗ crashed 0/6");
    const colored = stateTable(
      both,
      pageFor({ columns: 72, color: true, command: "npx grade", hasReference: false, lines: {} }),
    );
    expect(colored[7]).toMatch(/ {3}forward: TypeError$/u);
  });

  test("says in a word what a symbol says in colour", () => {
    const colored = stateTable(
      stubs,
      pageFor({ columns: 72, color: true, command: "npx grade", hasReference: false, lines: {} }),
    ).join("\n");
    expect(colored).toContain("\u001b[32m✓ 3/3\u001b[39m");
    expect(colored).toContain("\u001b[31m✗ 2/4\u001b[39m");
    expect(colored).not.toMatch(/passed|failed/u);
    for (const word of ["✓ passed", "✗ failed", "· not started", "⧖ waits"])
      expect(table(stubs).join("\n")).toContain(word);
  });
});
