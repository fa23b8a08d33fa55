import { describe, expect, test } from "vitest";
import { Mismatch } from "./compare.ts";
import { entry, listIn, numbersIn, plainOf, valuesFrom } from "./plain.ts";
import type { Plain } from "./program.ts";
import { values } from "./values.ts";

describe("valuesFrom(what, said)", () => {
  test("reads what plainOf has written", () => {
    const v = values([0.1, -2, 3e300, 2 ** -40], [2, 2]);
    expect(valuesFrom("v", JSON.parse(JSON.stringify(plainOf(v))) as Plain)).toEqual(v);
  });

  test("takes what JSON cannot say for NaN, so that no comparison passes", () => {
    expect(valuesFrom("v", { shape: [2], data: [null, "3"] }).data).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });

  test.each([
    [null],
    [3],
    ["text"],
    [[1, 2]],
    [{ data: [1] }],
    [{ shape: [1] }],
    [{ shape: [2], data: [1] }],
    [{ shape: 1, data: 1 }],
  ])("refuses %j", (said) => {
    expect(() => valuesFrom("v", said)).toThrow(Mismatch);
  });
});

describe("entry(said, name)", () => {
  test("is null where nothing stands, also for names that every object has", () => {
    expect(entry({ a: 1 }, "a")).toBe(1);
    expect(entry({ a: 1 }, "toString")).toBeNull();
    expect([entry(null, "a"), entry("text", "length"), entry([1], "0")]).toEqual([null, null, null]);
  });
});

describe("listIn(what, said)", () => {
  test("is a list as it is, and refuses anything else", () => {
    expect(listIn("it", [1, null])).toEqual([1, null]);
    expect(() => listIn("it", { length: 2 })).toThrow("it: expected a list, got an object");
    expect(() => numbersIn("it", null)).toThrow("it: expected a list, got nothing");
  });
});
