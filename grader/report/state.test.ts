import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type StubResult, verdictSchema } from "../score/result.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { type Sample, samples } from "./samples.ts";
import { stateTable } from "./state.ts";
import { isFailure } from "./words.ts";

function stubsOf({ result }: Sample): readonly StubResult[] {
  return result.assignments[0]?.stubs ?? [];
}

interface Sheet {
  readonly columns?: number;
  readonly color?: boolean;
  readonly only?: boolean;
}

function table(stubs: readonly StubResult[], sheet: Sheet = {}): readonly string[] {
  const { columns = 72, color = false, only = false } = sheet;
  const page = pageFor({ columns, color, only, command: "npx grade", hasReference: false, lines: {} });
  return stateTable(stubs, page).map((line) => stripVTControlCharacters(line).trimEnd());
}

/** The stubs with some changed. */
function changed(stubs: readonly StubResult[], change: (stub: StubResult) => Partial<StubResult>): StubResult[] {
  return stubs.map((stub) => ({ ...stub, ...change(stub) }));
}

const sheets: readonly Sheet[] = [60, 72, 100].flatMap((columns) => [false, true].map((color) => ({ columns, color })));

describe("stateTable(stubs, page)", () => {
  test("folds what is done and what is not begun, and shows the part at work in full", () => {
    const stubs = changed(stubsOf(samples.oneFailure), ({ id }) =>
      id === "topologicalOrder" || id === "backward" ? { verdict: "not-started", earned: 0 } : {},
    );
    expect(table(stubs)).toEqual([
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

  test("shows a stub that waits in its part, however little else there is to say of it", () => {
    const lines = table(stubsOf(samples.oneFailure));
    expect(lines).toContain("  The way back             1 of 2 stubs passed      5/11");
    expect(lines).toContain("    backward         ⧖ waits for mul.backward");
  });

  test("puts together what waits for the same stub only where there is no glance left", () => {
    const lines = table(stubsOf(samples.largeWaiting));
    expect(lines[1]).toMatch(/^ {4}operation1 forward ✗ failed 0\/2 {2}backward ⧖ waits/u);
    expect(lines[2]).toBe("    ⧖ wait for operation1.forward: operation2, operation3");
    expect(lines[3]).toBe("  ⧖ Part 2   6 stubs wait for operation1.forward   0/8");
    expect(lines).toHaveLength(11);
  });

  test("puts together what passed, in a part at work, before what waits", () => {
    // One failure in every part: nine parts in full would be 38 lines.
    const all = stubsOf(samples.large);
    const lines = table(
      changed(all, ({ id }) =>
        /^operation(?:1|4|7|10|13|16|19|22|25)\.backward$/u.test(id)
          ? { verdict: "failed", earned: 0 }
          : { verdict: "passed", earned: 2 },
      ),
    );
    expect(lines).toContain("    ✓ passed: operation2, operation3");
    expect(lines.filter((line) => line.includes("✗ failed"))).toHaveLength(9);
    expect(lines.length).toBeLessThanOrEqual(28);
  });

  test("puts together what was refused, where there is no glance left", () => {
    const lines = table(stubsOf(samples.filesMissing));
    expect(lines).toContain("  Part 1     5 of 6 stubs passed   6/8 +4");
    expect(lines).toContain("  ✗ Part 5   6 stubs refused       0/8");
    // The control: one part is no reason.
    const one = changed(stubsOf(samples.allPassed), ({ part }) =>
      part === "The way back" ? { verdict: "refused", earned: 0 } : {},
    );
    expect(table(one)).toContain("    backward         ✗ refused");
  });

  test("says the same in the same words: all lines are shorter where one has to be", () => {
    const idle = changed(stubsOf(samples.large), ({ part }) => ({
      part: `${part ?? ""} of an assignment, in full`,
      verdict: "not-started",
      earned: 0,
    }));
    // Ten stubs are one column wider than six.
    const longer = idle.map((stub, i) => (i >= 44 && i < 48 ? { ...stub, part: idle[55]?.part ?? "" } : stub));
    const wide = table(longer, { columns: 72, color: true });
    expect(wide.filter((line) => / \d+ stubs not started /u.test(line))).toHaveLength(wide.length);
    const narrow = table(longer, { columns: 60, color: true });
    expect(narrow.filter((line) => / \d+ not started /u.test(line))).toHaveLength(narrow.length);
  });

  test("counts extra credit apart, and folds a part of which nothing else is left", () => {
    const lines = table(stubsOf(samples.extraLeft));
    expect(lines[0]).toBe("  ✓ Part 1   4 stubs passed, 2 extra not started   8/8");
    expect(lines).toContain("  Part 9     7 of 8 stubs passed                   12/12 +2.5");
    expect(table(stubsOf(samples.extraLeft), { columns: 72, color: true }).join("\n")).toMatch(/✗ 0\.5\/2 extra/u);
  });

  test("a part of extra credit only counts that", () => {
    const deeper = changed(stubsOf(samples.oneFailure), ({ part }) =>
      part === "The way back" ? { extra: true, verdict: "not-started", earned: 0 } : {},
    );
    expect(table(deeper)).toContain("  · The way back           2 stubs not started      0/11 extra");
  });

  test("says where a part passed beside the reference only", () => {
    const apart = changed(stubsOf(samples.allPassed), ({ id }) =>
      id === "add.forward" || id === "mul.forward" ? { whole: "blocked", alone: "passed" } : {},
    );
    expect(table(apart)[1]).toBe("  ✓ First operations       8 stubs passed, 2 on their own   22/22");
    const all = changed(stubsOf(samples.allPassed), () => ({ whole: "blocked", alone: "passed" }));
    expect(table(all)[1]).toBe("  ✓ First operations       8 stubs passed, on their own   22/22");
  });

  test("shows stubs that were asked for as they are, without their parts", () => {
    const some = stubsOf(samples.allPassed).slice(0, 2);
    expect(table(some, { only: true })).toEqual(["  offset          ✓ passed 3/3", "  broadcastShapes ✓ passed 4/4"]);
    expect(table(some)).toEqual(["  ✓ Arrays that remember   2 stubs passed   7/7"]);
  });

  test("says how many stubs one waits for, and names it where it is one", () => {
    const waiting = (waitsFor: readonly string[]) =>
      table(
        changed(stubsOf(samples.halfFinished), ({ id }) =>
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
    const refused = changed(stubsOf(samples.refused), ({ id }) =>
      id === "accumulate"
        ? { attention: [message], findings: [{ by: "policy", rule: "name", file: "a.ts", line: 28, message }] }
        : {},
    );
    expect(table(refused).join("\n")).toContain("accumulate       ✗ refused      `pubish` is not known here");
  });

  test("a capstone that failed says what of", () => {
    const failing = changed(stubsOf(samples.oneFailure), ({ id }) =>
      id === "capstone" ? { verdict: "crashed", earned: 0 } : {},
    );
    expect(table(failing).at(-1)).toBe("  ✗ capstone               crashed               0/6");
  });
});

/** 56 stubs in nine parts, and a capstone, each with a verdict; stubs that wait do so for one of three. */
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

describe("for any state of 56 stubs in nine parts", () => {
  test("every line fits, at every width, with colour and without", () => {
    fc.assert(
      fc.property(someStubs, fc.constantFrom(...sheets), (stubs, sheet) => {
        for (const line of table(stubs, sheet))
          expect(width(line)).toBeLessThanOrEqual(Math.min(72, sheet.columns ?? 72));
      }),
      { numRuns: 300 },
    );
  });

  test("a stub that was judged and failed has a row of its own, with its sign", () => {
    const judged = someStubs.map((stubs) =>
      changed(stubs, ({ verdict }) => (verdict === "refused" ? { verdict: "crashed" } : {})),
    );
    fc.assert(
      fc.property(judged, fc.constantFrom(...sheets), (stubs, sheet) => {
        const rows = table(stubs, sheet).filter((line) => line.startsWith("    "));
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

  test("who works from above, and stumbles once, sees it at one glance", () => {
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
        expect(table(stubs, sheet).length).toBeLessThanOrEqual(24);
      }),
      { numRuns: 200 },
    );
  });
});
