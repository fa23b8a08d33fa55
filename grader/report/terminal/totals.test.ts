import { describe, expect, test } from "vitest";

import { pointsOf } from "../../result/points.ts";
import { pageFor, type TerminalOptions } from "./page.ts";
import { type Sample, samples } from "../../result/samples.ts";
import { judgedLines, totalLines } from "./totals.ts";

function assertFound<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError("the sample has no assignment");
  return found;
}

function drawTotals({ result, hasReference }: Sample, change: Partial<TerminalOptions> = {}): string {
  const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference, tasks: {}, ...change });
  return result.assignments
    .flatMap((assignment) => [
      ...judgedLines(assignment, result.engine.interrupted, page),
      ...totalLines(assignment, page),
    ])
    .join("\n");
}

describe("totalLines(result, page)", () => {
  test("points stay open until a stub works", () => {
    expect(drawTotals(samples.oneFailure)).toBe("32 of 54 points, 12 not judged until mul.backward works");
  });

  test("with a reference, open points wait for a stub", () => {
    expect(drawTotals(samples.besideReference)).toBe("41 of 54 points · 6 wait for accumulate");
    expect(drawTotals(samples.oneFailure, { hasReference: true })).toBe("32 of 54 points · 12 wait for mul.backward");
  });

  test("names each blocker, and breaks lines between phrases", () => {
    expect(drawTotals(samples.halfFinished)).toBe(
      "27 of 54 points, 6 not judged until mul.backward works,\n  6 until more stubs work",
    );
  });

  test("shows fractional points with as few digits as possible", () => {
    expect(drawTotals(samples.severalPaths)).toMatch(/^44\.25 of 54 points/u);
    expect(drawTotals(samples.thrown)).toMatch(/^37\.2 of 54 points/u);
  });

  test("extra credit comes on top of the points", () => {
    expect(drawTotals(samples.extraLeft)).toBe("76 of 76 points · 2.5 extra");
    expect(drawTotals(samples.large)).toBe("22 of 76 points, 8 not judged until operation8.backward works · 12 extra");
  });

  test("labels a result of extra credit only", () => {
    const [assignment] = samples.extraLeft.result.assignments;
    const stubs = assignment?.stubs.filter(({ id }) => id.startsWith("operation27.")) ?? [];
    const only = {
      ...samples.extraLeft.result,
      assignments: [{ ...assertFound(assignment), stubs, ...pointsOf(stubs) }],
    };
    expect(drawTotals({ ...samples.extraLeft, result: only })).toBe("2.5 of 4 points, all extra");
  });

  test("tells which points have moved since the last run", () => {
    const earnedBefore = { "mul.backward": 4, capstone: 0 };
    expect(drawTotals(samples.oneFailure, { earnedBefore })).toMatch(/\nsince the last run: mul\.backward −4$/u);
    expect(drawTotals(samples.allPassed, { earnedBefore })).toMatch(/\nsince the last run: capstone \+\d+$/u);
    expect(drawTotals(samples.outOfTime, { earnedBefore: { backward: 8 } })).not.toContain("since");
  });

  test("names the stubs that are not judged", () => {
    expect(drawTotals(samples.outOfTime)).toMatch(/not judged \(backward and\s+capstone\)/u);
  });

  test("shows points alone before any stub is started", () => {
    expect(drawTotals(samples.noneStarted)).toBe("0 of 54 points");
  });
});

describe("judgedLines(result, interrupted, page)", () => {
  test("counts the stubs judged before an interruption", () => {
    expect(drawTotals(samples.interrupted)).toBe(
      "interrupted: 10 of 15 stubs were judged; the others stay open\n27 of 54 points, 23 not judged (5 stubs)",
    );
  });

  test("names the stubs that stay open", () => {
    expect(drawTotals(samples.outOfTime)).toMatch(/^13 of 15 stubs were judged; backward and\s+capstone stay open/u);
  });

  test("is empty when every stub is judged", () => {
    expect(drawTotals(samples.allPassed)).toBe("54 of 54 points");
  });
});
