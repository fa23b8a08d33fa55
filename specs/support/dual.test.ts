import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  along,
  branchOf,
  constant,
  type Dual,
  larger,
  minus,
  over,
  plus,
  scale,
  smooth,
  tangentAlong,
  times,
  tolerance,
  total,
} from "./dual.ts";

/** A number with one direction: its value, M of the value, its tangent, M of the tangent. */
function dual(value: number, magnitude: number, tangent: number, tangentMagnitude: number): Dual {
  return {
    value,
    magnitude,
    directions: [0],
    tangent: [tangent],
    tangentMagnitude: [tangentMagnitude],
  };
}

/** A number of moderate size whose magnitudes are at least as large as it is. */
const someDual = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -100, max: 100, noNaN: true })))
  .map(([value = 0, more = 0, tangent = 0, most = 0]) =>
    dual(value, Math.abs(value) + Math.abs(more), tangent, Math.abs(tangent) + Math.abs(most)),
  );

/** M of a product, as facts/truth.md has it. */
function ofProduct([x, mx]: readonly [number, number], [y, my]: readonly [number, number]): number {
  return Math.abs(x) * my + Math.abs(y) * mx + 2 ** -40 * mx * my;
}

const parts = (x: Dual) => ({
  value: [x.value, x.magnitude] as const,
  tangent: [x.tangent[0] ?? Number.NaN, x.tangentMagnitude[0] ?? Number.NaN] as const,
});

describe("constant(value)", () => {
  test("a constant has no directions", () => {
    expect(constant(-3)).toEqual({ value: -3, magnitude: 3, directions: [], tangent: [], tangentMagnitude: [] });
    expect(tangentAlong(constant(-3), 5)).toEqual({ tangent: 0, magnitude: 0 });
  });
});

describe("along(x, k)", () => {
  test("a new direction joins the old ones", () => {
    const x = along(constant(2), 2);
    const both = along(x, 0);
    expect(both.directions).toEqual([0, 2]);
    expect(both.tangent).toEqual([1, 1]);
    expect(both.tangentMagnitude).toEqual([1, 1]);
    expect(x.directions).toEqual([2]);
    expect([0, 1, 2].map((k) => tangentAlong(both, k).tangent)).toEqual([1, 0, 1]);
  });

  test("speeds along the same direction add", () => {
    expect(tangentAlong(along(along(constant(2), 1), 1), 1)).toEqual({ tangent: 2, magnitude: 2 });
  });
});

describe("plus(x, y), minus(x, y)", () => {
  test("magnitudes add, even where values cancel", () => {
    const [x, y] = [dual(1000, 1000, 7, 7), dual(-1000, 1000, -7, 8)];
    expect(plus(x, y)).toEqual(dual(0, 2000, 0, 15));
    expect(minus(x, y)).toEqual(dual(2000, 2000, 14, 15));
    expect(minus(x, x)).toEqual(dual(0, 2000, 0, 14));
  });
});

describe("directions of two numbers", () => {
  const moving = (...directions: readonly number[]) => directions.reduce(along, constant(1));

  test("directions are merged in ascending order", () => {
    expect(plus(moving(5, 1), moving(3, 5, 0)).directions).toEqual([0, 1, 3, 5]);
    expect(times(moving(2), constant(3)).directions).toEqual([2]);
    expect(times(constant(3), moving(2)).directions).toEqual([2]);
  });

  test("derivatives of both numbers add", () => {
    const sum = plus(scale(moving(0, 1), 3), scale(moving(1, 2), 10));
    expect([0, 1, 2, 3].map((k) => tangentAlong(sum, k).tangent)).toEqual([3, 13, 10, 0]);
  });
});

describe("total(terms)", () => {
  test("the total adds all terms", () => {
    const terms = [1, 2, 4, 8, 16].map((x, k) => along(constant(x), k % 3));
    const sum = total(terms);
    const folded = terms.reduce((so, term) => plus(so, term));
    expect(sum).toEqual(folded);
    expect([sum.value, sum.magnitude]).toEqual([31, 31]);
  });

  test("no terms give 0, one gives itself", () => {
    const x = along(constant(2), 1);
    expect(total([])).toEqual(constant(0));
    expect(total([x])).toBe(x);
  });
});

describe("over(x, y)", () => {
  test("6 / 2 follows the quotient rule", () => {
    const { value, tangent } = over(dual(6, 6, 1, 1), dual(2, 2, 3, 3));
    expect(value).toBe(3);
    expect(tangent[0]).toBeCloseTo(1 / 2 - (6 * 3) / 4, 12);
  });

  test.each([1e-300, 1e-170, -1e-104, 1e170, 1e300])("a quotient at %d has a truth", (y) => {
    const { value, magnitude, tangent, tangentMagnitude } = over(
      dual(y, Math.abs(y), 0, 0),
      dual(y, Math.abs(y), 1, 1),
    );
    expect(value).toBe(1);
    expect((tangent[0] ?? 0) * y).toBeCloseTo(-1, 12);
    // 2 for the rounding of 1/y, 1 for x; then both once more, and 1/y.
    expect([magnitude, (tangentMagnitude[0] ?? 0) * Math.abs(y)].map(Math.round)).toEqual([3, 6]);
  });

  test("both x · (1/y) and x / y pass", () => {
    fc.assert(
      fc.property(someDual, someDual, (x, y) => {
        fc.pre(Math.abs(y.value) > 1e-3);
        const quotient = over(x, y);
        expect(Math.abs(quotient.value - x.value / y.value)).toBeLessThanOrEqual(2 ** -51 * quotient.magnitude);
      }),
    );
  });
});

describe("scale(x, factor)", () => {
  test("the factor scales values, tangents and magnitudes", () => {
    expect(scale(dual(3, 4, -5, 6), -2)).toEqual(dual(-6, 8, 10, 12));
  });
});

describe("times(x, y)", () => {
  test("3 · 5 follows the product rule", () => {
    const { value, tangent } = times(dual(3, 3, 1, 1), dual(5, 5, 2, 2));
    expect([value, tangent[0]]).toEqual([15, 11]);
  });

  test("M follows the rule for products", () => {
    fc.assert(
      fc.property(someDual, someDual, (x, y) => {
        const product = times(x, y);
        const [a, b] = [parts(x), parts(y)];
        expect(product.magnitude).toBe(ofProduct(a.value, b.value));
        const due = ofProduct(a.tangent, b.value) + ofProduct(a.value, b.tangent);
        // The order of the factors changes the last bits.
        const room = 2 ** -50 * due + 2 ** -1000;
        expect(Math.abs((product.tangentMagnitude[0] ?? Number.NaN) - due)).toBeLessThanOrEqual(room);
      }),
    );
  });

  test("M adds up instead of multiplying", () => {
    // A mean of 10⁶ subtracted and divided out: with M(xy) = M(x)·M(y) the bound would be 10¹² instead of 2·10⁶.
    const centred = minus(constant(1e6), constant(1e6 - 1));
    expect(times(centred, centred).magnitude).toBeLessThan(5e6);
  });
});

/** A smooth function of one number with two derivatives. */
type Smooth = (x: number) => { readonly value: number; readonly first: number; readonly second: number };

const functions = {
  exp: (x) => ({ value: Math.exp(x), first: Math.exp(x), second: Math.exp(x) }),
  log: (x) => ({ value: Math.log(x), first: 1 / x, second: -1 / x ** 2 }),
  tanh: (x) => {
    const t = Math.tanh(x);
    return { value: t, first: 1 - t * t, second: -2 * t * (1 - t * t) };
  },
} satisfies Readonly<Record<string, Smooth>>;

describe("smooth(x, f)", () => {
  test("M follows the rule for smooth functions", () => {
    // f(x) = 5, f′(x) = −2, f″(x) = 3 at x with M(x) = 10, x′ = 4, M(x′) = 6.
    const out = smooth(dual(1, 10, 4, 6), { value: 5, first: -2, second: 3 });
    expect(out.magnitude).toBe(5 + 2 * 10);
    expect(out.tangentMagnitude[0]).toBe(ofProduct([4, 6], [-2, 2 + 3 * 10]));
    expect([out.value, out.tangent[0]]).toEqual([5, -8]);
  });

  test("f carries on the error of x", () => {
    // 1000.5 − 1000 has lost ten bits, and its logarithm has lost them, too.
    const x = minus(constant(1000.5), constant(1000));
    expect(smooth(x, functions.log(x.value)).magnitude).toBeCloseTo(Math.log(2) + 2 * 2000.5, 9);
  });
});

describe("smooth(x, f, from)", () => {
  test("the number that f is a difference from adds to both magnitudes", () => {
    const [x, f] = [dual(1, 10, 4, 6), { value: 5, first: -2, second: 3 }];
    const [without, out] = [smooth(x, f), smooth(x, f, -7)];
    expect(out.magnitude).toBe(without.magnitude + 7);
    expect(out.tangentMagnitude[0]).toBe(ofProduct([4, 6], [-2, 2 + 3 * 10 + 7]));
    expect([out.value, out.tangent]).toEqual([without.value, without.tangent]);
  });
});

describe("branchOf(taken, other, sign)", () => {
  const [taken, other] = [dual(2, 3, 1, 4), dual(5, 7, 0, 2)];

  test("a clear sign takes the branch as it is", () => {
    for (const sign of [dual(1, 1, 0, 0), dual(-1, 1, 0, 0), dual(Number.NaN, 1, 0, 0)])
      expect(branchOf(taken, other, sign)).toEqual({ branch: taken, atKink: false });
  });

  test("a sign within rounding is a kink where the branches move differently", () => {
    expect(branchOf(taken, other, dual(1e-13, 1, 0, 0)).atKink).toBe(true);
    expect(branchOf(taken, { ...other, tangent: [1] }, dual(1e-13, 1, 0, 0)).atKink).toBe(false);
  });

  test("a branch at the kink carries both magnitudes", () => {
    const { branch } = branchOf(taken, other, dual(0, 0, 1, 1));
    expect(branch).toEqual({ ...taken, magnitude: 10, tangentMagnitude: [6] });
  });
});

describe("larger(x, y)", () => {
  const above = (value: number) => value * (1 + 2 ** -52);

  test("the larger of two distant numbers wins", () => {
    const [low, high] = [dual(2, 2, 7, 7), dual(3, 4, -1, 2)];
    expect(larger(low, high)).toEqual({ max: high, atKink: false });
    expect(larger(high, low)).toEqual({ max: high, atKink: false });
  });

  test("a tie of different branches is a kink", () => {
    expect(larger(dual(2, 2, 1, 1), dual(2, 2, 0, 0)).atKink).toBe(true);
    expect(larger(dual(2, 2, 1, 1), dual(above(2), 2, 0, 0)).atKink).toBe(true);
    expect(larger(dual(2, 2, 1, 1), dual(2.001, 2, 0, 0)).atKink).toBe(false);
  });

  test("a tie of equal branches is harmless", () => {
    const x = dual(2, 2, 1, 1);
    expect(larger(x, x).atKink).toBe(false);
    expect(larger(dual(2, 2, 1, 3), dual(2, 2, above(1), 3)).atKink).toBe(false);
  });

  test("one different direction makes a kink", () => {
    const moving = (...tangent: readonly number[]) => ({
      ...constant(2),
      directions: [...tangent.keys()],
      tangent,
      tangentMagnitude: tangent.map(Math.abs),
    });
    expect(larger(moving(1, 2, 3), moving(1, 2, 4)).atKink).toBe(true);
    expect(larger(moving(1, 2, 3), moving(1, 2, 3)).atKink).toBe(false);
  });

  test("values within rounding count as tied", () => {
    // 1000 cancelled in both: they are known to 2⁻⁴⁰ · 2000 only.
    const [x, y] = [dual(1, 1000, 1, 1), dual(1 + 1e-9, 1000, 0, 0)];
    expect(larger(x, y).atKink).toBe(true);
    expect(larger({ ...x, magnitude: 1 }, { ...y, magnitude: 1 }).atKink).toBe(false);
  });

  test("a tie carries both magnitudes", () => {
    const { max } = larger(dual(2, 5, 1, 3), dual(2, 7, 1, 4));
    expect(max).toEqual(dual(2, 12, 1, 7));
  });

  test("NaN is handed on", () => {
    const none = dual(Number.NaN, Number.NaN, 0, 0);
    expect(larger(none, dual(0, 0, 0, 0)).max.value).toBeNaN();
    expect(larger(dual(0, 0, 0, 0), none).max.value).toBeNaN();
  });
});

/** A formula of two variables. */
type Formula =
  | { readonly kind: "variable"; readonly i: number }
  | { readonly kind: "scale"; readonly factor: number; readonly of: Formula }
  | { readonly kind: "plus" | "minus" | "times" | "larger"; readonly left: Formula; readonly right: Formula }
  | { readonly kind: "exp" | "log" | "tanh"; readonly of: Formula };

/** Arithmetic on some kind of number. */
interface Arithmetic<T> {
  readonly one: T;
  readonly scale: (x: T, factor: number) => T;
  readonly plus: (x: T, y: T) => T;
  readonly minus: (x: T, y: T) => T;
  readonly times: (x: T, y: T) => T;
  readonly larger: (x: T, y: T) => T;
  readonly apply: (name: keyof typeof functions, x: T) => T;
}

function valueOf<T>(formula: Formula, variables: readonly T[], on: Arithmetic<T>): T {
  const of = (inner: Formula) => valueOf(inner, variables, on);
  switch (formula.kind) {
    case "variable":
      return variables[formula.i] ?? on.one;
    case "scale":
      return on.scale(of(formula.of), formula.factor);
    case "plus":
    case "minus":
    case "times":
    case "larger":
      return on[formula.kind](of(formula.left), of(formula.right));
    case "exp":
      // exp of a number within ±1, log of a number from 1 on: within the range where differences are exact enough.
      return on.apply("exp", on.apply("tanh", of(formula.of)));
    case "log": {
      const inner = of(formula.of);
      return on.apply("log", on.plus(on.one, on.times(inner, inner)));
    }
    case "tanh":
      return on.apply("tanh", of(formula.of));
  }
}

const formulas: fc.Arbitrary<Formula> = fc.letrec<{ any: Formula }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant("variable" as const), i: fc.nat({ max: 1 }) }),
    fc.record({ kind: fc.constant("scale" as const), factor: fc.constantFrom(-2, -0.5, 0.75, 1.5), of: tie("any") }),
    fc.record({
      kind: fc.constantFrom("plus" as const, "minus" as const, "times" as const, "larger" as const),
      left: tie("any"),
      right: tie("any"),
    }),
    fc.record({ kind: fc.constantFrom("exp" as const, "log" as const, "tanh" as const), of: tie("any") }),
  ),
})).any;

describe("formulas of all of these", () => {
  test("tangents match central differences away from kinks", () => {
    const within = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n * 2 ** -20);
    fc.assert(
      fc.property(formulas, within, within, (formula, a, b) => {
        let atKink = false;
        const duals: Arithmetic<Dual> = {
          one: constant(1),
          scale,
          plus,
          minus,
          times,
          larger: (x, y) => {
            const found = larger(x, y);
            atKink ||= found.atKink;
            return found.max;
          },
          apply: (name, x) => smooth(x, functions[name](x.value)),
        };
        const out = valueOf(formula, [along(constant(a), 0), along(constant(b), 1)], duals);

        const branches = new Set<string>();
        const plain = (x: number, y: number) => {
          let taken = "";
          const numbers: Arithmetic<number> = {
            one: 1,
            scale: (u, factor) => u * factor,
            plus: (u, v) => u + v,
            minus: (u, v) => u - v,
            times: (u, v) => u * v,
            larger: (u, v) => {
              taken += u > v ? "l" : u < v ? "r" : "=";
              return Math.max(u, v);
            },
            apply: (name, u) => functions[name](u).value,
          };
          const value = valueOf(formula, [x, y], numbers);
          branches.add(taken);
          return value;
        };
        expect(out.value).toBeCloseTo(plain(a, b), 9);
        const differences = [differenceOf((h) => plain(a + h, b)), differenceOf((h) => plain(a, b + h))];
        // A difference over another branch says nothing about the tangent.
        fc.pre(!atKink && branches.size === 1);

        for (const [k, difference] of differences.entries()) {
          const along = tangentAlong(out, k);
          const room = 1e-6 * (1 + out.magnitude + along.magnitude);
          expect(Math.abs(difference - along.tangent)).toBeLessThanOrEqual(room);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** f′(0), by central differences over two steps, the first error term cancelled: the error is of the order of h⁴. */
function differenceOf(f: (h: number) => number): number {
  const h = 2 ** -9;
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

describe("tolerance", () => {
  test("the tolerance covers 8,192 roundings", () => {
    expect(tolerance).toBe(8192 * 2 ** -53);
  });
});
