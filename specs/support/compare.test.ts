import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  beside,
  type Difference,
  Mismatch,
  must,
  reports,
  same,
  sameEach,
  sameKinds,
  sameList,
  sameNumber,
  showNumber,
  showNumbers,
  unchanged,
} from "./compare.ts";
import { exact, fill, inner, type Measured, plus, scalar, values } from "./values.ts";

/** The difference that a judgement finds, or undefined if it passes. */
function differenceOf(judge: () => void): Difference | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof Mismatch) return error.difference;
    throw error;
  }
}

/** Numbers with a magnitude of their own. */
function withMagnitude(data: readonly number[], magnitude: readonly number[]): Measured {
  return { ...values(data), magnitude: Float64Array.from(magnitude) };
}

describe("same(what, got, expected)", () => {
  test("a mismatch tells what differs, where and how far", () => {
    const due = exact(values([1, 2, 3, 4, 5, 6], [2, 3]));
    expect(differenceOf(() => same("gradient of x", values([1, 2, 3, 4, 50, 60], [2, 3]), due))).toEqual({
      what: "gradient of x",
      expected: "[…, 4, 5, 6]",
      got: "[…, 4, 50, 60]",
      differing: 2,
      of: 6,
      index: [1, 1],
      errorOverAllowed: 45 / (5 * 2 ** -40),
    });
  });

  test("numbers that differ are shown as different", () => {
    const told: readonly (readonly [due: number, got: number, expected: string, shown: string])[] = [
      [1 - 1e-6, 1, "0.999999", "1"],
      [1 - 1.25e-7 - 1e-12, 1, "0.9999999", "1"],
      [2 / 3, 2 / 3 + 1e-9, "0.666666667", "0.666666668"],
      [1, 1 + 2 ** -39, "1", "1.000000000002"],
      [1e6, 1e6 + 1 / 3, "1000000", "1000000.3"],
    ];
    for (const [due, got, expected, shown] of told) {
      const difference = differenceOf(() => same("it", scalar(got), exact(scalar(due))));
      expect([difference?.expected, difference?.got]).toEqual([expected, shown]);
      expect(differenceOf(() => unchanged("it", scalar(got), scalar(due)))?.got).toBe(shown);
    }
    expect(differenceOf(() => unchanged("it", scalar(1), scalar(1 - 2 ** -53)))?.expected).toBe("0.9999999999999999");
    const near = differenceOf(() => same("it", values([1 / 3, 1]), exact(values([1 / 3, 1 + 2 ** -39]))));
    expect([near?.expected, near?.got]).toEqual(["[0.333333, 1.000000000002]", "[0.333333, 1]"]);
  });

  test("shapes are compared before numbers", () => {
    const due = exact(values([1, 2], [2]));
    for (const got of [values([1, 2], [1, 2]), values([1, 2], [2, 1]), values([9], [1]), scalar(1)]) {
      expect(differenceOf(() => same("the sum", got, due))).toEqual({
        what: "shape of the sum",
        expected: "[2]",
        got: `[${got.shape.join(", ")}]`,
      });
    }
    expect(differenceOf(() => same("the sum", values([1, 2]), due))).toBeUndefined();
  });

  test("NaN and infinities always fail", () => {
    const due = withMagnitude([0], [1e300]);
    expect(differenceOf(() => same("it", values([1e280]), due))).toBeUndefined();
    expect(differenceOf(() => same("it", values([Number.NaN]), due))?.got).toBe("NaN");
    expect(differenceOf(() => same("it", values([Infinity]), due))?.got).toBe("Infinity");
    expect(differenceOf(() => same("it", values([-Infinity]), due))?.got).toBe("−Infinity");
  });

  test("a missing number fails", () => {
    const short = { shape: [2], data: Float64Array.of(1) };
    expect(differenceOf(() => same("it", short, exact(values([1, 0]))))?.index).toEqual([1]);
  });

  test("an infinite expected magnitude is a RangeError", () => {
    for (const x of [Number.NaN, Infinity]) {
      expect(() => same("it", values([x]), exact(values([x])))).toThrow(RangeError);
      expect(() => same("it", values([0]), withMagnitude([0], [x]))).toThrow(RangeError);
    }
  });

  test("an infinite answer fails beside another answer", () => {
    const [fine, broken] = [withMagnitude([3], [3]), withMagnitude([Number.NaN], [3])];
    expect(differenceOf(() => same("it", fine, plus(fine, broken)))).toMatchObject({ expected: "NaN", got: "3" });
    expect(differenceOf(() => same("it", inner(fine, broken), inner(fine, fine)))).toMatchObject({
      expected: "9",
      got: "NaN",
    });
    expect(differenceOf(() => same("it", withMagnitude([0], [Infinity]), withMagnitude([0], [0])))).toBeDefined();
    expect(differenceOf(() => sameNumber("it", 3, Number.NaN))).toEqual({
      what: "it",
      expected: "a finite number",
      got: "NaN",
    });
  });

  test("−0 equals 0", () => {
    expect(differenceOf(() => same("it", values([-0, 0]), exact(values([0, -0]))))).toBeUndefined();
  });

  test("2⁻⁴⁰ of the larger magnitude is allowed", () => {
    const allowed = 2 ** -40 * 1000;
    const beyond = allowed * (1 + 2 ** -50);
    for (const [got, due] of [
      [10, 1000],
      [1000, 10],
    ] as const) {
      const expected = withMagnitude([0], [due]);
      expect(differenceOf(() => same("it", withMagnitude([allowed], [got]), expected))).toBeUndefined();
      expect(differenceOf(() => same("it", withMagnitude([-allowed], [got]), expected))).toBeUndefined();
      expect(differenceOf(() => same("it", withMagnitude([beyond], [got]), expected))).toBeDefined();
    }
  });

  test("each element has its own tolerance", () => {
    const due = withMagnitude([0, 0], [1, 1000]);
    const off = 2 ** -40 * 500;
    expect(differenceOf(() => same("it", values([0, off]), due))).toBeUndefined();
    expect(differenceOf(() => same("it", values([off, 0]), due))?.index).toEqual([0]);
  });

  test("an exact zero allows almost nothing", () => {
    expect(differenceOf(() => same("it", values([1e-300]), exact(values([0]))))).toBeDefined();
    expect(differenceOf(() => same("it", values([2 ** -1001]), exact(values([0]))))).toBeUndefined();
  });

  test("three numbers around the first difference are shown", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat({ max: 11 }), (size, seed) => {
        const first = seed % size;
        const due = exact(fill([size], (i) => i));
        // Every number from the first difference on differs.
        const difference = differenceOf(() =>
          same(
            "it",
            fill([size], (i) => (i < first ? i : 100 + i)),
            due,
          ),
        );
        expect(difference).toMatchObject({ index: [first], differing: size - first, of: size });

        const shown = (text = "") => text.replaceAll(/[[\]]/g, "").split(", ");
        const [expected, got] = [shown(difference?.expected), shown(difference?.got)];
        const numbers = expected.filter((word) => word !== "…").map(Number);
        expect(numbers).toContain(first);
        expect(got).toEqual(
          expected.map((word) => (word === "…" || Number(word) < first ? word : `${100 + Number(word)}`)),
        );
        expect(numbers.length).toBe(size <= 4 ? size : 3);
        expect(numbers).toEqual(numbers.map((_, k) => (numbers[0] ?? Number.NaN) + k));
        expect(expected[0] === "…").toBe(numbers[0] !== 0);
        expect(expected.at(-1) === "…").toBe(numbers.at(-1) !== size - 1);
      }),
    );
  });

  test("up to four numbers are shown in rows", () => {
    expect(differenceOf(() => same("it", values([1, 9], [1, 1, 2]), exact(values([1, 2], [1, 1, 2]))))).toMatchObject({
      expected: "[[[1, 2]]]",
      got: "[[[1, 9]]]",
      index: [0, 0, 1],
    });
  });

  test("a single number is shown without brackets", () => {
    for (const shape of [[], [1], [1, 1]])
      expect(differenceOf(() => same("it", values([2], shape), exact(values([3], shape))))).toMatchObject({
        expected: "3",
        got: "2",
      });
  });
});

describe("sameEach(title, parts)", () => {
  const part = (name: string, got: number, due: number) => ({
    name,
    got: values([got]),
    expected: exact(values([due])),
  });

  test("the first difference is told, all parts are shown", () => {
    expect(differenceOf(() => sameEach("gradient of", [part("c", 1, 1), part("b", 3, 2), part("a", 5, 4)]))).toEqual({
      what: "gradient of b",
      expected: "2",
      got: "3",
      differing: 1,
      of: 1,
      index: [0],
      errorOverAllowed: 1 / (2 * 2 ** -40),
      table: {
        title: "gradient of",
        rows: [
          { name: "c", expected: "1", got: "1", differs: false },
          { name: "b", expected: "2", got: "3", differs: true },
          { name: "a", expected: "4", got: "5", differs: true },
        ],
      },
    });
  });

  test("equal parts pass, and one part needs no table", () => {
    expect(differenceOf(() => sameEach("gradient of", [part("b", 2, 2), part("a", 4, 4)]))).toBeUndefined();
    expect(differenceOf(() => sameEach("gradient of", [part("a", 5, 4)]))).not.toHaveProperty("table");
    expect(differenceOf(() => sameEach("gradient of", [part("a", 5, 4)]))).toHaveProperty("what", "gradient of a");
  });

  test("earlier parts are only shown", () => {
    const earlier = () => [part("c", 9, 1)];
    expect(differenceOf(() => sameEach("gradient of", [part("a", 4, 4)], earlier))).toBeUndefined();
    const difference = differenceOf(() => sameEach("gradient of", [part("a", 5, 4)], earlier));
    expect(difference?.what).toBe("gradient of a");
    expect(difference?.table?.rows.map(({ name, differs }) => [name, differs])).toEqual([
      ["c", true],
      ["a", true],
    ]);
  });

  test("a row shows shapes that differ", () => {
    const parts = [{ name: "a", got: values([1, 2]), expected: exact(values([1])) }, part("b", 1, 1)];
    expect(differenceOf(() => sameEach("gradient of", parts))?.table?.rows[0]).toEqual({
      name: "a",
      expected: "[1]",
      got: "[2]",
      differs: true,
    });
  });
});

describe("beside(facts, judge)", () => {
  const facts = () => [{ name: "your order", text: "b, a" }];

  test("a difference carries the facts", () => {
    expect(differenceOf(() => beside(facts, () => must(false, "the order", "a first", "b first")))).toEqual({
      what: "the order",
      expected: "a first",
      got: "b first",
      facts: [{ name: "your order", text: "b, a" }],
    });
  });

  test("a pass is silent, other errors stay errors", () => {
    const never = () => {
      throw new RangeError("never asked");
    };
    expect(differenceOf(() => beside(never, () => must(true, "the order", "", "")))).toBeUndefined();
    expect(() => beside(facts, never)).toThrow(RangeError);
  });
});

describe("sameKinds(what, got, expected)", () => {
  const due = values([1, Number.NaN, Infinity, -Infinity]);

  test.each([
    ["other numbers", [-7, Number.NaN, Infinity, -Infinity]],
    ["NaN for an infinity", [0, Number.NaN, Number.NaN, Number.NaN]],
  ])("%s pass", (_, data) => {
    expect(differenceOf(() => sameKinds("the result", values(data), due))).toBeUndefined();
  });

  test.each([
    ["NaN for a number", 0, Number.NaN],
    ["an infinity for a number", 0, Infinity],
    ["0 for NaN", 1, 0],
    ["an infinity for NaN", 1, Infinity],
    ["a huge number for an infinity", 2, Number.MAX_VALUE],
    ["the other infinity", 3, Infinity],
  ])("%s fails", (_, i, x) => {
    const got = { ...due, data: due.data.with(i, x) };
    expect(differenceOf(() => sameKinds("the result", got, due))).toMatchObject({ index: [i], differing: 1, of: 4 });
  });

  test("another shape fails", () => {
    expect(differenceOf(() => sameKinds("the result", values([1]), due))).toMatchObject({
      what: "shape of the result",
    });
  });
});

describe("unchanged(what, got, expected)", () => {
  test("only equal bits pass", () => {
    const due = values([1, Number.NaN, 0, -0, 1 / 3]);
    expect(differenceOf(() => unchanged("x afterwards", values([...due.data]), due))).toBeUndefined();
    for (const [i, x] of [1 + 2 ** -52, 0, -0, 0, 1 / 3 + 2 ** -54].entries()) {
      const got = { ...due, data: due.data.with(i, x) };
      expect(differenceOf(() => unchanged("x afterwards", got, due))).toMatchObject({
        what: "x afterwards",
        index: [i],
        differing: 1,
        of: 5,
      });
    }
  });

  test("0 and −0 are shown differently", () => {
    expect(differenceOf(() => unchanged("it", scalar(-0), scalar(0)))).toMatchObject({ expected: "0", got: "−0" });
  });

  test("shapes are compared before numbers", () => {
    expect(differenceOf(() => unchanged("it", values([1, 2], [1, 2]), values([1, 2])))).toEqual({
      what: "shape of it",
      expected: "[2]",
      got: "[1, 2]",
    });
  });
});

describe("sameNumber(what, got, expected)", () => {
  test("only rounding errors pass", () => {
    expect(differenceOf(() => sameNumber("the offset", 0.1 + 0.2, 0.3))).toBeUndefined();
    expect(differenceOf(() => sameNumber("the offset", 5, 5))).toBeUndefined();
    expect(differenceOf(() => sameNumber("the offset", 5.0001, 5))).toMatchObject({
      what: "the offset",
      expected: "5",
      got: "5.0001",
    });
    expect(differenceOf(() => sameNumber("the offset", Number.NaN, 5))).toBeDefined();
  });
});

describe("sameList(what, got, expected)", () => {
  test("only equal lists pass", () => {
    expect(differenceOf(() => sameList("the shape", [2, 3], [2, 3]))).toBeUndefined();
    for (const got of [[3, 2], [2], [2, 3, 1], [], [2, Number.NaN]])
      expect(differenceOf(() => sameList("the shape", got, [2, 3]))).toEqual({
        what: "the shape",
        expected: "[2, 3]",
        got: `[${got.join(", ")}]`,
      });
  });
});

describe("reports(what, got, expected)", () => {
  test("only the expected word or number passes", () => {
    expect(differenceOf(() => reports("the order", "in order", "in order"))).toBeUndefined();
    expect(differenceOf(() => reports("the gradient", 8, 8))).toBeUndefined();
    for (const got of ["8", null, true, [8], { gradient: 8 }, Number.NaN, 8.000001])
      expect(differenceOf(() => reports("the gradient", got, 8))).toMatchObject({
        what: "the gradient",
        expected: "8",
      });
  });
});

describe("must(condition, what, expected, got)", () => {
  test("a failure names what, expected and got", () => {
    expect(() => must(true, "it", "a", "b")).not.toThrow();
    expect(() => must(false, "backwardStep of b", "called once", "called 2 times")).toThrow(
      "backwardStep of b: expected called once, got called 2 times",
    );
  });
});

describe("showNumbers(numbers)", () => {
  test("different numbers are told apart", () => {
    expect(showNumbers([1 / 3, 2, 1 / 3])).toEqual(["0.333333", "2", "0.333333"]);
    expect(showNumbers([1e6 + 1 / 3, 1e6 + 1 / 7, 5])).toEqual(["1000000.3", "1000000.1", "5"]);
    expect(showNumbers([0.3, 0.1 + 0.2])).toEqual(["0.3", "0.30000000000000004"]);
    expect(showNumbers([Number.NaN, 0, -0, Number.NaN])).toEqual(["NaN", "0", "−0", "NaN"]);
  });
});

describe("showNumber(x)", () => {
  /** How many digits a text has from the first that is not 0. */
  const digitsOf = (text: string) => text.replace(/e.*/u, "").replaceAll(/[^\d]/gu, "").replace(/^0+/u, "").length;
  const numberOf = (text: string) => Number(text.replaceAll("−", "-"));

  test("long numbers are shown with six digits", () => {
    const shown: readonly (readonly [number, string])[] = [
      [0, "0"],
      [-0, "−0"],
      [3, "3"],
      [-2.5, "−2.5"],
      [0.1, "0.1"],
      [1e-7, "1e−7"],
      [-1e21, "−1e+21"],
      [1000000, "1000000"],
      [-1e12, "−1e+12"],
      [1 / 3, "0.333333"],
      [-2 / 3, "−0.666667"],
      [2 + 1e-9, "2.00000"],
      [0.1 + 0.2, "0.300000"],
      [1234567, "1234567"],
      [1000000.25, "1000000.25"],
      [1234567.125, "1.23457e+6"],
      [Number.NaN, "NaN"],
    ];
    for (const [x, text] of shown) expect(showNumber(x)).toBe(text);
  });

  test("nine digits are exact", () => {
    for (const x of [0.123456789, 123456789, 1000000.25, -0.000123456789, 1.23456789e30])
      expect(numberOf(showNumber(x))).toBe(x);
    expect([showNumber(1.234567891), showNumber(1234567891)]).toEqual(["1.23457", "1.23457e+9"]);
  });

  test("fewer than six digits are exact", () => {
    const anything = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 1000),
      fc.double({ min: -2e6, max: 2e6, noNaN: true }),
    );
    fc.assert(
      fc.property(anything, (x) => {
        const text = showNumber(x);
        if (digitsOf(text) < 6) expect(numberOf(text)).toBe(x);
        // Half a unit of the sixth digit, which is at most 10⁻⁵ of the number.
        else expect(Math.abs(numberOf(text) - x)).toBeLessThanOrEqual(0.500001e-5 * Math.abs(x));
      }),
      { numRuns: 2000 },
    );
  });

  test("minus is always the sign −", () => {
    for (const x of [-1, -1e-9, -1.23456789e-30]) expect(showNumber(x)).not.toContain("-");
  });
});
