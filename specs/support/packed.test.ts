import { describe, expect, test } from "vitest";
import { pack } from "../probes/packed.ts";
import { copyOf, numbersOf } from "../probes/read-values.ts";
import { Mismatch } from "./compare.ts";
import { type Packed, unpack } from "./packed.ts";
import { values } from "./values.ts";

const next = values([5, -0, Infinity, Number.NaN], [2, 2]);
const fits = values([1, 2], [1, 2]);

/** What a law reads of something that a student's code made, beside Values that follow it. */
function packed(made: unknown): Packed {
  return unpack(pack([made, next]));
}

/** The difference that reading something shows; the Values behind it must be read all the same. */
function difference(made: unknown): string {
  expect(unpack(pack([next, made])).next("next")).toEqual(next);
  try {
    packed(made).next("x");
  } catch (error) {
    if (error instanceof Mismatch) return error.difference.got;
    throw error;
  }
  return "none";
}

describe("unpack(pack(all))", () => {
  test("Values come back as they were, one after the other", () => {
    const said = packed(fits);
    expect([said.next("x"), said.next("next")]).toEqual([fits, next]);
    expect(() => said.next("more")).toThrow("more: expected Values, { shape, data }, got nothing");
  });

  test.each([
    [[Number.NaN], [1, 2], "data has 1 number, shape [1, 2] asks for 2"],
    [[6, 1, 1, 0, 2, 3], [1, 2], "data has 6 numbers, shape [1, 2] asks for 2"],
    [[], [], "data has 0 numbers, shape [] asks for 1"],
    [[1], [0], "data has 1 number, shape [0] asks for 0"],
  ])("data %j that does not fit shape %j is named", (data, shape, said) => {
    const made = { shape, data: Float64Array.from(data) };
    expect(difference(made)).toBe(said);
    expect(difference(copyOf(made))).toBe(said);
  });

  test("what is not Values is said", () => {
    for (const made of [undefined, null, 3, {}, { shape: [1] }, { shape: 1, data: new Float64Array(1) }])
      expect(difference(made)).toBe("something else");
    expect(difference({ shape: [1], data: [1] })).toBe("something whose data is a plain array, not a Float64Array");
    expect(difference({ shape: [1.5], data: new Float64Array(1) })).toBe("something else");
    expect(difference({ shape: Array(17).fill(1), data: new Float64Array(1) })).toBe("something else");
  });

  test("an array of another size leaves those behind it unread", () => {
    const said = unpack(pack([values(Array(40).fill(1)), next]).subarray(0, 20));
    expect(said.next("x").shape).toEqual([40]);
    expect(() => said.next("next")).toThrow("got nothing");
  });
});

describe("readValues(made)", () => {
  test("claimed lengths count for nothing", () => {
    class Claiming extends Float64Array {
      override get length(): number {
        return 1e9;
      }
    }
    expect(difference({ shape: [2], data: new Claiming([1, 2]) })).toBe("something else");
    expect(difference({ shape: [1e9], data: new Claiming([1, 2]) })).toBe("something else");
    const empty = Object.create(Float64Array.prototype, { length: { value: 2 } }) as unknown;
    expect(difference({ shape: [2], data: empty })).toBe("something else");
    expect(difference({ shape: [2], data: new Proxy(new Float64Array(2), {}) })).toBe("something else");
    expect(difference({ shape: [2 ** 40], data: new Float64Array(2) })).toContain("asks for 1099511627776");
    const shape = Object.defineProperty([2], "length", { value: 1 });
    expect(packed({ shape: new Proxy(shape, {}), data: new Float64Array(2) }).next("x").shape).toEqual([2]);
  });

  test("each property is read once", () => {
    const lengths = [2, 3, 4];
    const made = {
      shape: [2],
      get data() {
        return new Float64Array(lengths.shift() ?? 9);
      },
    };
    expect(packed(made).next("x")).toEqual(values([0, 0]));
    expect(lengths).toEqual([3, 4]);
  });

  test("methods of a student's array are not called", () => {
    const fail = () => {
      throw new Error("called");
    };
    const data = Object.assign(Float64Array.of(1, 2), { slice: fail, map: fail, [Symbol.iterator]: fail });
    const shape = Object.assign([2], { map: fail, [Symbol.iterator]: fail });
    expect(packed({ shape, data }).next("x")).toEqual(values([1, 2]));
    expect(copyOf({ shape, data })).toEqual(values([1, 2]));
    expect(numbersOf("x", { shape, data }, [2])).toEqual([1, 2]);
  });

  test("a huge array tells its length only", () => {
    const row = pack([{ shape: [2 ** 21], data: new Float64Array(2 ** 21) }]);
    expect([...row]).toEqual([1, 2 ** 21, 2 ** 21]);
  });
});

describe("numbersOf(what, made, due)", () => {
  test("numbers of another shape or size are refused", () => {
    expect(numbersOf("x", fits, [1, 2])).toEqual([1, 2]);
    expect(() => numbersOf("x", fits, [2])).toThrow("x: expected shape [2], got [1, 2]");
    expect(() => numbersOf("x", { ...fits, data: new Float64Array(1) }, [1, 2])).toThrow("data has 1 number, shape");
    expect(() => numbersOf("x", undefined, [1, 2])).toThrow("got undefined");
  });
});
