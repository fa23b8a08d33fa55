import { describe, expect, test } from "vitest";

import { pageFor } from "./page.ts";
import { type Sample, samples } from "./samples.ts";
import { judged, totals } from "./totals.ts";

function drawn({ result, hasReference }: Sample, change: { readonly hasReference?: boolean } = {}): string {
  const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference, lines: {}, ...change });
  return result.assignments
    .flatMap((assignment) => [...judged(assignment, result.engine.interrupted, page), ...totals(assignment, page)])
    .join("\n");
}

describe("totals(result, page)", () => {
  test("without the reference, points are open until a stub works", () => {
    expect(drawn(samples.oneFailure)).toBe("32 earned, 12 not judged until mul.backward works · 54 in all");
  });

  test("beside the reference, points wait for a stub", () => {
    expect(drawn(samples.besideReference)).toBe("41 earned · 6 wait for accumulate · 54 in all");
    expect(drawn(samples.oneFailure, { hasReference: true })).toBe("32 earned · 12 wait for mul.backward · 54 in all");
  });

  test("names each stub that something waits for, and parts no phrase", () => {
    expect(drawn(samples.halfFinished)).toBe(
      "27 earned, 6 not judged until mul.backward works,\n  6 until unbroadcast works · 54 in all",
    );
  });

  test("shows parts of points, and not more digits than they have", () => {
    expect(drawn(samples.severalPaths)).toMatch(/^44\.25 earned/u);
    expect(drawn(samples.thrown)).toMatch(/^37\.2 earned/u);
  });

  test("has nothing to say about waiting where nobody has begun", () => {
    expect(drawn(samples.noneStarted)).toBe("0 earned · 54 in all");
  });
});

describe("judged(result, interrupted, page)", () => {
  test("says what was judged before the run was interrupted", () => {
    expect(drawn(samples.interrupted)).toBe(
      "interrupted: 10 of 15 stubs were judged; the others stay open\n27 earned, 23 not judged · 54 in all",
    );
  });

  test("names the stubs that were left out, and gives no reason that it does not know", () => {
    expect(drawn(samples.outOfTime)).toMatch(/^13 of 15 stubs were judged; backward and\s+capstone stay open/u);
  });

  test("is silent where everything was judged", () => {
    expect(drawn(samples.allPassed)).toBe("54 earned · 54 in all");
  });
});
