import { describe, expect, test } from "vitest";
import type { LawResult, Verdict } from "../../result/result.ts";
import { lawCountOf } from "./words.ts";

const laws = (...verdicts: readonly Verdict[]): { laws: LawResult[] } => ({
  laws: verdicts.map((verdict, i) => ({
    id: `mul.forward/${i}`,
    says: "It holds.",
    core: i === 0,
    weight: 1,
    verdict,
  })),
});

describe("lawCountOf(stub)", () => {
  test.each([
    ["7 of 7 laws", laws(...Array<Verdict>(7).fill("passed"))],
    ["1 law failed, 4 not judged yet", laws("failed", "blocked", "blocked", "blocked", "blocked")],
    ["2 of 3 laws failed", laws("passed", "failed", "crashed")],
    ["1 law failed, 1 not judged yet", laws("passed", "timed-out", "not-run")],
    ["1 of 1 law", laws("passed")],
  ])("says %s", (text, stub) => {
    expect(lawCountOf(stub)).toBe(text);
  });
});
