import { describe, expect, test } from "vitest";
import { Mismatch } from "./compare.ts";
import { entry, listIn, numbersIn, type Plain, plainOf, plainOfSpecial, valuesFrom } from "./plain.ts";
import { values } from "./values.ts";

describe("valuesFrom(what, said)", () => {
  test("valuesFrom reads what plainOf writes", () => {
    const v = values([0.1, -2, 3e300, 2 ** -40], [2, 2]);
    expect(valuesFrom("v", JSON.parse(JSON.stringify(plainOf(v))) as Plain)).toEqual(v);
  });

  test("numbers that JSON does not know are texts", () => {
    const { data } = plainOfSpecial(values([-0, 0, Number.NaN, -Infinity, 2]));
    expect(Float64Array.from(data as number[])).toEqual(Float64Array.of(-0, 0, Number.NaN, -Infinity, 2));
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  test("what is no number becomes NaN", () => {
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
  ])("%j is refused", (said) => {
    expect(() => valuesFrom("v", said)).toThrow(Mismatch);
  });
});

describe("entry(said, name)", () => {
  test("a missing or inherited name gives null", () => {
    expect(entry({ a: 1 }, "a")).toBe(1);
    expect(entry({ a: 1 }, "toString")).toBeNull();
    expect([entry(null, "a"), entry("text", "length"), entry([1], "0")]).toEqual([null, null, null]);
  });
});

describe("listIn(what, said)", () => {
  test("lists are returned, other data are refused", () => {
    expect(listIn("it", [1, null])).toEqual([1, null]);
    expect(() => listIn("it", { length: 2 })).toThrow("it: expected a list, got an object");
    expect(() => numbersIn("it", null)).toThrow("it: expected a list, got nothing");
  });
});
