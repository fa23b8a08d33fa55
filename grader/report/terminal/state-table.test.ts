import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type StubResult, verdictSchema } from "../../result/result.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { type Sample, samples } from "../../result/samples.ts";
import { stateTable } from "./state-table.ts";
import { isFailure } from "../../result/verdicts.ts";

function stubsOf({ result }: Sample): readonly StubResult[] {
  return result.assignments[0]?.stubs ?? [];
}

interface Sheet {
  readonly columns?: number;
  readonly color?: boolean;
  readonly only?: boolean;
}

function drawTable(stubs: readonly StubResult[], sheet: Sheet = {}): readonly string[] {
  const { columns = 72, color = false, only = false } = sheet;
  const page = pageFor({ columns, color, only, command: "npx grade", hasReference: false, tasks: {} });
  return stateTable(stubs, page).map((line) => stripVTControlCharacters(line).trimEnd());
}

/** Changes some of the stubs. */
function changeSome(stubs: readonly StubResult[], change: (stub: StubResult) => Partial<StubResult>): StubResult[] {
  return stubs.map((stub) => ({ ...stub, ...change(stub) }));
}

const sheets: readonly Sheet[] = [60, 72, 100].flatMap((columns) => [false, true].map((color) => ({ columns, color })));

describe("stateTable(stubs, page)", () => {
  test("folds finished and untouched parts to one line", () => {
    const stubs = changeSome(stubsOf(samples.oneFailure), ({ id }) =>
      id === "topologicalOrder" || id === "backward" ? { verdict: "not-started", earned: 0 } : {},
    );
    expect(drawTable(stubs)).toEqual([
      "  ✓ Arrays that remember   4 stubs passed           15/15",
      "  First operations         5 of 8 stubs passed      12/22",
      "    add forward ✓ passed 2/2   backward ✓ passed 3/3",
      "    sub forward ✓ passed 2/2   backward ✓ passed 3/3",
      "    mul forward ✓ passed 2/2   backward ✗ failed 0/4  gradient of a",
      "    sum forward · not started  backward · not started",
      "  · The way back           2 stubs not started      0/11",
      "  ⧖ capstone               waits for mul.backward   0/6",
    ]);
  });

  test("shows a waiting stub within its part", () => {
    const lines = drawTable(stubsOf(samples.oneFailure));
    expect(lines).toContain("  The way back             1 of 2 stubs passed      5/11");
    expect(lines).toContain("    backward         ⧖ waits for mul.backward");
  });

  test("groups waiting stubs only in a long table", () => {
    const lines = drawTable(stubsOf(samples.largeWaiting));
    expect(lines[1]).toMatch(/^ {4}operation1 forward ✗ failed 0\/2 {2}backward ⧖ waits/u);
    expect(lines[2]).toBe("    ⧖ wait for operation1.forward: operation2, operation3");
    expect(lines[3]).toBe("  ⧖ Part 2   6 stubs wait for operation1.forward   0/8");
    expect(lines).toHaveLength(11);
  });

  test("groups passed stubs first in a long table", () => {
    // One failure in every part: nine parts in full would be 38 lines.
    const all = stubsOf(samples.large);
    const lines = drawTable(
      changeSome(all, ({ id }) =>
        /^operation(?:1|4|7|10|13|16|19|22|25)\.backward$/u.test(id)
          ? { verdict: "failed", earned: 0 }
          : { verdict: "passed", earned: 2 },
      ),
    );
    expect(lines).toContain("    ✓ passed: operation2, operation3");
    expect(lines.filter((line) => line.includes("✗ failed"))).toHaveLength(9);
    expect(lines.length).toBeLessThanOrEqual(28);
  });

  test("groups refused stubs only in a long table", () => {
    const lines = drawTable(stubsOf(samples.filesMissing));
    expect(lines).toContain("  Part 1     5 of 6 stubs passed   6/8 +4");
    expect(lines).toContain("  ✗ Part 5   6 stubs refused       0/8");
    // The control: a short table shows every refused stub.
    const one = changeSome(stubsOf(samples.allPassed), ({ part }) =>
      part === "The way back" ? { verdict: "refused", earned: 0 } : {},
    );
    expect(drawTable(one)).toContain("    backward         ✗ refused");
  });

  test("one long line shortens the texts of all parts", () => {
    const idle = changeSome(stubsOf(samples.large), ({ part }) => ({
      part: `${part ?? ""} of an assignment, in full`,
      verdict: "not-started",
      earned: 0,
    }));
    // The text `10 stubs` is one column wider than `6 stubs`.
    const longer = idle.map((stub, i) => (i >= 44 && i < 48 ? { ...stub, part: idle[55]?.part ?? "" } : stub));
    const wide = drawTable(longer, { columns: 72, color: true });
    expect(wide.filter((line) => / \d+ stubs not started /u.test(line))).toHaveLength(wide.length);
    const narrow = drawTable(longer, { columns: 60, color: true });
    expect(narrow.filter((line) => / \d+ not started /u.test(line))).toHaveLength(narrow.length);
  });

  test("folds a part with only extra credit left", () => {
    const lines = drawTable(stubsOf(samples.extraLeft));
    expect(lines[0]).toBe("  ✓ Part 1   4 stubs passed, 2 extra not started   8/8");
    expect(lines).toContain("  Part 9     7 of 8 stubs passed                   12/12 +2.5");
    expect(drawTable(stubsOf(samples.extraLeft), { columns: 72, color: true }).join("\n")).toMatch(/✗ 0\.5\/2 extra/u);
  });

  test("a part of extra credit counts its points", () => {
    const deeper = changeSome(stubsOf(samples.oneFailure), ({ part }) =>
      part === "The way back" ? { extra: true, verdict: "not-started", earned: 0 } : {},
    );
    expect(drawTable(deeper)).toContain("  · The way back           2 stubs not started      0/11 extra");
  });

  test("says how many stubs passed on their own", () => {
    const apart = changeSome(stubsOf(samples.allPassed), ({ id }) =>
      id === "add.forward" || id === "mul.forward" ? { whole: "blocked", alone: "passed" } : {},
    );
    expect(drawTable(apart)[1]).toBe("  ✓ First operations       8 stubs passed, 2 on their own   22/22");
    const all = changeSome(stubsOf(samples.allPassed), () => ({ whole: "blocked", alone: "passed" }));
    expect(drawTable(all)[1]).toBe("  ✓ First operations       8 stubs passed, on their own   22/22");
  });

  test("lists selected stubs without part lines", () => {
    const some = stubsOf(samples.allPassed).slice(0, 2);
    expect(drawTable(some, { only: true })).toEqual([
      "  offset          ✓ passed 3/3",
      "  broadcastShapes ✓ passed 4/4",
    ]);
    expect(drawTable(some)).toEqual(["  ✓ Arrays that remember   2 stubs passed   7/7"]);
  });

  test("names one blocker and counts several", () => {
    const waiting = (waitsFor: readonly string[]) =>
      drawTable(
        changeSome(stubsOf(samples.halfFinished), ({ id }) =>
          id === "capstone" || id === "backward" ? { waitsFor: [...waitsFor] } : {},
        ),
      );
    const several = waiting(["unbroadcast", "mul.backward"]);
    expect(several.at(-1)).toMatch(/⧖ capstone +waits for 2 more stubs +0\/6$/u);
    expect(several).toContain("    backward         ⧖ waits for 2 more stubs");
    expect(waiting(["sum.backward"]).at(-1)).toMatch(/waits for sum\.backward +0\/6$/u);
  });

  test("says in short why a region was refused", () => {
    const message = "`pubish` is not known here: did you mean `publish`?";
    const refused = changeSome(stubsOf(samples.refused), ({ id }) =>
      id === "accumulate"
        ? { reason: message, findings: [{ by: "policy", rule: "name", file: "a.ts", line: 28, message }] }
        : {},
    );
    expect(drawTable(refused).join("\n")).toContain("accumulate       ✗ refused      `pubish` is not known here");
  });

  test("shows the verdict of a failed capstone", () => {
    const failing = changeSome(stubsOf(samples.oneFailure), ({ id }) =>
      id === "capstone" ? { verdict: "crashed", earned: 0 } : {},
    );
    expect(drawTable(failing).at(-1)).toBe("  ✗ capstone               crashed               0/6");
  });
});

/** 56 stubs in nine parts and a capstone, each with any verdict; a blocked stub waits for one of three. */
const someStubs: fc.Arbitrary<readonly StubResult[]> = fc
  .array(
    fc.record({
      verdict: fc.constantFrom(...verdictSchema.options),
      blockedBy: fc.constantFrom("offset", "accumulate", "mul.backward"),
      extra: fc.boolean(),
      apart: fc.boolean(),
      earned: fc.constantFrom(0, 0.66, 1),
    }),
    { minLength: 57, maxLength: 57 },
  )
  .map((all) =>
    [...stubsOf(samples.large), ...stubsOf(samples.allPassed).slice(-1)].map((stub, i): StubResult => {
      const { verdict, blockedBy, extra, apart, earned } = all[i] ?? { verdict: "passed" as const, earned: 1 };
      return {
        ...stub,
        verdict,
        earned: verdict === "passed" ? stub.points : earned,
        ...(verdict === "blocked" ? { blockedBy: blockedBy ?? "offset" } : {}),
        ...(extra === true && stub.kind === "region" ? { extra } : {}),
        ...(apart === true ? { whole: "blocked" as const } : {}),
      };
    }),
  );

describe("stateTable(stubs, page) for any 56 stubs", () => {
  test("every line fits every width, coloured or plain", () => {
    fc.assert(
      fc.property(someStubs, fc.constantFrom(...sheets), (stubs, sheet) => {
        for (const line of drawTable(stubs, sheet))
          expect(width(line)).toBeLessThanOrEqual(Math.min(72, sheet.columns ?? 72));
      }),
      { numRuns: 300 },
    );
  });

  test("every failed stub has its own marked row", () => {
    const judged = someStubs.map((stubs) =>
      changeSome(stubs, ({ verdict }) => (verdict === "refused" ? { verdict: "crashed" } : {})),
    );
    fc.assert(
      fc.property(judged, fc.constantFrom(...sheets), (stubs, sheet) => {
        const rows = drawTable(stubs, sheet).filter((line) => line.startsWith("    "));
        const signs = rows.join("\n").match(/✗/gu) ?? [];
        expect(signs).toHaveLength(stubs.filter((stub) => isFailure(stub) && stub.kind === "region").length);
        for (const { id, kind } of stubs.filter(isFailure)) {
          const [operation = ""] = id.split(".");
          if (kind === "region") expect(rows.some((line) => line.trimStart().startsWith(operation))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("work in order with one failure fits 24 lines", () => {
    const all = [...stubsOf(samples.large), ...stubsOf(samples.allPassed).slice(-1)];
    const stumbled = fc.record({ at: fc.nat({ max: 55 }), begun: fc.nat({ max: 56 }) }).map(({ at, begun }) =>
      all.map((stub, i): StubResult => {
        if (i < at) return { ...stub, verdict: "passed" };
        if (i === at) return { ...stub, verdict: "failed" };
        return i < begun
          ? { ...stub, verdict: "blocked", blockedBy: all[at]?.id }
          : { ...stub, verdict: "not-started" };
      }),
    );
    fc.assert(
      fc.property(stumbled, fc.constantFrom(...sheets), (stubs, sheet) => {
        expect(drawTable(stubs, sheet).length).toBeLessThanOrEqual(24);
      }),
      { numRuns: 200 },
    );
  });
});
