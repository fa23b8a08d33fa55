import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { type GradingResult, resultSchema } from "./result.ts";
import { toJson } from "./json.ts";
import { samples } from "./samples.ts";

/** Copies a value and reverses the keys of every object in it. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reverseKeys(inner)]),
  );
}

describe("toJson(result)", () => {
  test("parses back to an equal result", () => {
    for (const { result } of Object.values(samples))
      expect(v.parse(resultSchema, JSON.parse(toJson(result)))).toEqual(result);
  });

  test("uses two blanks and a final line break", () => {
    const text = toJson(samples.halfFinished.result);
    expect(text).toMatch(/^\{\n {2}"schema": "chainrule\/result\/1",\n/u);
    expect(text).toMatch(/\n\}\n$/u);
  });

  test("gives equal bytes for any order of keys", () => {
    for (const { result } of Object.values(samples))
      expect(
        toJson(
          v.parse(
            v.custom<GradingResult>(() => true),
            reverseKeys(result),
          ),
        ),
      ).toBe(toJson(result));
  });

  test("drops an optional number that JSON lacks", () => {
    const result: GradingResult = {
      ...samples.allPassed.result,
      timings: { whole: Number.POSITIVE_INFINITY, intake: 3 },
    };
    expect(v.parse(resultSchema, JSON.parse(toJson(result))).timings).toEqual({ intake: 3 });
  });

  test("requires finite points", () => {
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
