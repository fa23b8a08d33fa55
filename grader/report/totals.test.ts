import { describe, expect, test } from "vitest";

import { pointsOf } from "../score/points.ts";
import { pageFor } from "./page.ts";
import { type Sample, samples } from "./samples.ts";
import { judged, totals } from "./totals.ts";

function need<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError("the sample has no assignment");
  return found;
}

function drawn({ result, hasReference }: Sample, change: { readonly hasReference?: boolean } = {}): string {
  const page = pageFor({ columns: 72, color: false, command: "npx grade", hasReference, lines: {}, ...change });
  return result.assignments
    .flatMap((assignment) => [...judged(assignment, result.engine.interrupted, page), ...totals(assignment, page)])
    .join("\n");
}

describe("totals(result, page)", () => {
  test("without the reference, points are open until a stub works", () => {
    expect(drawn(samples.oneFailure)).toBe("32 of 54 points, 12 not judged until mul.backward works");
  });

  test("beside the reference, points wait for a stub", () => {
    expect(drawn(samples.besideReference)).toBe("41 of 54 points · 6 wait for accumulate");
    expect(drawn(samples.oneFailure, { hasReference: true })).toBe("32 of 54 points · 12 wait for mul.backward");
  });

  test("names each stub that something waits for, and parts no phrase", () => {
    expect(drawn(samples.halfFinished)).toBe(
      "27 of 54 points, 6 not judged until mul.backward works,\n  6 until more stubs work",
    );
  });

  test("shows parts of points, and not more digits than they have", () => {
    expect(drawn(samples.severalPaths)).toMatch(/^44\.25 of 54 points/u);
    expect(drawn(samples.thrown)).toMatch(/^37\.2 of 54 points/u);
  });

  test("extra credit comes on top, and nobody waits for it", () => {
    expect(drawn(samples.extraLeft)).toBe("76 of 76 points · 2.5 extra");
    expect(drawn(samples.large)).toBe("22 of 76 points, 8 not judged until operation8.backward works · 12 extra");
  });

  test("says so where there is nothing but extra credit", () => {
    const [assignment] = samples.extraLeft.result.assignments;
    const stubs = assignment?.stubs.filter(({ id }) => id.startsWith("operation27.")) ?? [];
    const only = { ...samples.extraLeft.result, assignments: [{ ...need(assignment), stubs, ...pointsOf(stubs) }] };
    expect(drawn({ ...samples.extraLeft, result: only })).toBe("2.5 of 4 points, all extra");
  });

  test("has nothing to say about waiting where nobody has begun", () => {
    expect(drawn(samples.noneStarted)).toBe("0 of 54 points");
  });
});

describe("judged(result, interrupted, page)", () => {
  test("says what was judged before the run was interrupted", () => {
    expect(drawn(samples.interrupted)).toBe(
      "interrupted: 10 of 15 stubs were judged; the others stay open\n27 of 54 points, 23 not judged",
    );
  });

  test("names the stubs that were left out, and gives no reason that it does not know", () => {
    expect(drawn(samples.outOfTime)).toMatch(/^13 of 15 stubs were judged; backward and\s+capstone stay open/u);
  });

  test("is silent where everything was judged", () => {
    expect(drawn(samples.allPassed)).toBe("54 of 54 points");
  });
});
