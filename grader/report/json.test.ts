import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { type GradingResult, resultSchema } from "../score/result.ts";
import { toJson } from "./json.ts";
import { samples } from "./samples.ts";

/** The same value, with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("toJson(result)", () => {
  test("is the result again when it is read", () => {
    for (const { result } of Object.values(samples))
      expect(v.parse(resultSchema, JSON.parse(toJson(result)))).toEqual(result);
  });

  test("has two blanks of indentation and a line break at the end", () => {
    const text = toJson(samples.halfFinished.result);
    expect(text).toMatch(/^\{\n {2}"schema": "chainrule\/result\/1",\n/u);
    expect(text).toMatch(/\n\}\n$/u);
  });

  test("gives equal bytes for equal results, in whatever order they were put together", () => {
    for (const { result } of Object.values(samples))
      expect(
        toJson(
          v.parse(
            v.custom<GradingResult>(() => true),
            reversed(result),
          ),
        ),
      ).toBe(toJson(result));
  });

  test("leaves out a number that JSON does not have, where it is optional", () => {
    const result: GradingResult = {
      ...samples.allPassed.result,
      timings: { whole: Number.POSITIVE_INFINITY, intake: 3 },
    };
    expect(v.parse(resultSchema, JSON.parse(toJson(result))).timings).toEqual({ intake: 3 });
  });

  test("refuses points that are not finite", () => {
    const [assignment] = samples.allPassed.result.assignments;
    if (assignment === undefined) throw new RangeError("the sample has an assignment");
    const withPoints = (earned: number): GradingResult => ({
      ...samples.allPassed.result,
      assignments: [{ ...assignment, earned }],
    });
    expect(() => toJson(withPoints(54))).not.toThrow();
    expect(() => toJson(withPoints(Number.NaN))).toThrow(v.ValiError);
  });
});
