import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  awayFromZero,
  broadcastableShapes,
  broadcastPair,
  clashingShapes,
  denominatorsOf,
  distinctOf,
  type Drawn,
  nearlyTiedOf,
  pair,
  plainOrNeutral,
  positive,
  positivesOf,
  shape,
  shapeWithAxes,
  sharedSecond,
  single,
  special,
  stretchingTo,
  tiedOf,
  valuesOf,
  valuesOfAnySize,
  wideShape,
} from "./arbitraries.ts";
import { number } from "./values-arbitrary.ts";
import { truthOf } from "./oracle.ts";
import { run } from "./question.ts";
import { broadcast } from "./shapes.ts";
import { sameShape, type Shape, sizeOf, type Values } from "./values.ts";

/** The case to which a law shrinks that never holds. */
function simplestOf<T>(arbitrary: fc.Arbitrary<T>, seed: number): T | undefined {
  const { counterexample } = fc.check(
    fc.property<[T]>(arbitrary, () => false),
    { seed },
  );
  return counterexample?.[0];
}

const everySeed = Array.from({ length: 40 }, (_, seed) => seed);

/** The simplest cases of 40 seeds, each once. */
function simplestCases<T>(arbitrary: fc.Arbitrary<T>, shown: (simplest: T) => unknown = (it) => it): readonly string[] {
  const found = everySeed.map((seed) => simplestOf(arbitrary, seed));
  return [...new Set(found.map((it) => (it === undefined ? "none" : JSON.stringify(shown(it)))))];
}

const plain = ({ shape: s, data }: Values) => [s, [...data]];

/** A thousand cases from a fixed seed, so that every run of the tests sees the same. */
function thousandOf<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, { seed: 1, numRuns: 1000 });
}

/** The share of a sample that has a property. */
function shareOf<T>(sample: readonly T[], has: (it: T) => boolean): number {
  return sample.filter(has).length / sample.length;
}

describe("number(simplest)", () => {
  test("numbers lie within ±8 or near the simplest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 5 }).chain((simplest) => fc.tuple(fc.constant(simplest), number(simplest))),
        ([simplest, x]) => {
          const near = Number.isInteger(x) && Math.abs(x - simplest) <= 8;
          expect(near || Math.abs(x) <= 8).toBe(true);
          expect(x === 0 || Math.abs(x) >= 2 ** -17).toBe(true);
          // A number has at most 33 bits, so a product of two has at most 66.
          expect(Number.isInteger(x * 2 ** 30)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("most numbers need more bits than single precision", () => {
    // Small whole numbers are drawn on purpose, and fast-check draws the ends of a range more often.
    expect(shareOf(thousandOf(number()), (x) => Math.fround(x) !== x)).toBeGreaterThan(0.8);
  });

  test("both signs and all sizes occur", () => {
    const sample = thousandOf(number());
    expect(shareOf(sample, (x) => x < 0)).toBeGreaterThan(0.4);
    expect(shareOf(sample, (x) => x > 0)).toBeGreaterThan(0.4);
    expect(shareOf(sample, (x) => Math.abs(x) > 4)).toBeGreaterThan(0.3);
    expect(shareOf(sample, (x) => Math.abs(x) < 4)).toBeGreaterThan(0.3);
  });

  test("the simplest number is the one asked for", () => {
    for (const simplest of [-4, 0, 1, 2, 5]) {
      expect(simplestCases(number(simplest))).toEqual([String(simplest)]);
      const others = simplestCases(number(simplest).filter((x) => x !== simplest)).map(Number);
      for (const x of others) expect(Math.abs(x - simplest)).toBe(1);
    }
  });
});

describe("valuesOf(shape, simplest)", () => {
  test("values have the shape and shrink in every element", () => {
    fc.assert(
      fc.property(
        shape().chain((s) => fc.tuple(fc.constant(s), valuesOf(s))),
        ([s, v]) => {
          expect(v.shape).toEqual(s);
          expect(v.data.length).toBe(sizeOf(s));
        },
      ),
    );
    expect(simplestCases(valuesOf([2, 2], 3), plain)).toEqual(["[[2,2],[3,3,3,3]]"]);
  });
});

describe("positive(simplest)", () => {
  const sample = thousandOf(positive());

  test("numbers lie between 2⁻¹⁷ and 10", () => {
    for (const x of sample) {
      expect(x).toBeGreaterThanOrEqual(2 ** -17);
      expect(x <= 8 || (Number.isInteger(x) && x <= 10)).toBe(true);
    }
  });

  test("small and large numbers and neighbours of 1 occur", () => {
    expect(shareOf(sample, (x) => x < 2 ** -10)).toBeGreaterThan(0.1);
    expect(shareOf(sample, (x) => x > 4)).toBeGreaterThan(0.1);
    const close = (x: number) => Math.abs(x - 1) <= 2 ** -20;
    expect(shareOf(sample, (x) => close(x) && x < 1)).toBeGreaterThan(0.05);
    expect(shareOf(sample, (x) => close(x) && x > 1)).toBeGreaterThan(0.05);
    expect(shareOf(sample, (x) => Math.fround(x) !== x)).toBeGreaterThan(0.7);
  });

  test("the simplest number is 2", () => {
    expect(simplestCases(positive())).toEqual(["2"]);
  });
});

describe("awayFromZero(simplest)", () => {
  test("numbers are at least 2⁻³ in size", () => {
    const sample = thousandOf(awayFromZero());
    for (const x of sample) expect(Math.abs(x)).toBeGreaterThanOrEqual(2 ** -3);
    expect(shareOf(sample, (x) => x < 0)).toBeGreaterThan(0.4);
    expect(shareOf(sample, (x) => Math.abs(x) < 2)).toBeGreaterThan(0.1);
    expect(simplestCases(awayFromZero())).toEqual(["3"]);
  });
});

/** A thousand tensors of any shape, drawn like this. */
function thousandTensors(drawn: Drawn): readonly Values[] {
  return thousandOf(shape().chain((s) => drawn(s).filter((v) => sameShape(v.shape, s))));
}

/** Whether rounding could change who is the largest of all. */
function isAtKink(x: Values): boolean {
  return truthOf(run({ x }, (t) => t.x.max(), { shape: [], data: Float64Array.of(1) }).ask).atKink;
}

describe("plainOrNeutral(shape), denominatorsOf(shape), positivesOf(shape)", () => {
  const everywhere = (x: number) => (v: Values) => v.data.length > 1 && v.data.every((e) => e === x);

  test("some tensors hold 0 or 1 everywhere", () => {
    const kinds: readonly (readonly [Drawn, readonly number[], readonly number[]])[] = [
      [plainOrNeutral, [0, 1], []],
      [denominatorsOf, [1], [0]],
      [positivesOf, [1], [0, -1]],
    ];
    for (const [drawn, some, never] of kinds) {
      const sample = thousandTensors(drawn);
      for (const x of some) expect(shareOf(sample, everywhere(x))).toBeGreaterThan(0.03);
      for (const x of never) expect(sample.filter(({ data }) => data.includes(x))).toEqual([]);
      expect(shareOf(sample, ({ data }) => new Set(data).size === data.length)).toBeGreaterThan(0.5);
    }
  });

  test("the simplest tensor holds 2 everywhere", () => {
    expect(simplestCases(plainOrNeutral([2]), plain)).toEqual(["[[2],[2,2]]"]);
    expect(simplestCases(denominatorsOf([2]), plain)).toEqual(["[[2],[2,2]]"]);
    expect(simplestCases(positivesOf([2]), plain)).toEqual(["[[2],[2,2]]"]);
  });
});

describe("distinctOf(shape), nearlyTiedOf(shape)", () => {
  test("all elements differ, and none is near a kink", () => {
    for (const drawn of [distinctOf, nearlyTiedOf]) {
      const sample = thousandTensors(drawn);
      for (const { data } of sample) expect(new Set(data).size).toBe(data.length);
      expect(sample.filter(isAtKink)).toEqual([]);
    }
  });

  test("the largest element occurs in every place", () => {
    for (const drawn of [distinctOf, nearlyTiedOf]) {
      const places = thousandOf(drawn([3])).map(({ data }) => data.indexOf(Math.max(...data)));
      for (const place of [0, 1, 2]) expect(shareOf(places, (at) => at === place)).toBeGreaterThan(0.15);
    }
  });

  test("nearly tied elements differ by multiples of 2⁻³⁰", () => {
    for (const { data } of thousandTensors(nearlyTiedOf)) {
      const sorted = data.toSorted();
      expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBe((data.length - 1) * 2 ** -30);
    }
  });

  test("the simplest elements are neighbours", () => {
    expect(simplestCases(distinctOf([3]), plain)).toEqual(["[[3],[2,3,4]]"]);
    expect(simplestCases(nearlyTiedOf([2]), plain)).toEqual([`[[2],[1,${1 + 2 ** -30}]]`]);
  });
});

describe("tiedOf(shape)", () => {
  test("most tensors have equals among their largest", () => {
    const sample = thousandOf(tiedOf([3]));
    const most = ({ data }: Values) => Math.max(...data);
    const winners = (v: Values) => v.data.filter((x) => x === most(v)).length;
    for (const count of [1, 2, 3]) expect(shareOf(sample, (v) => winners(v) === count)).toBeGreaterThan(0.05);
    for (const largest of [0, -1]) expect(sample.some((v) => most(v) === largest && winners(v) > 1)).toBe(true);
    expect(isAtKink({ shape: [2], data: Float64Array.of(2, 2) })).toBe(true);
    expect(simplestCases(tiedOf([2]), plain)).toEqual(["[[2],[2,2]]"]);
  });
});

describe("shape({ minRank, maxRank })", () => {
  test("every rank and size in the range occurs", () => {
    for (const [minRank, maxRank] of [
      [0, 3],
      [1, 3],
      [2, 2],
      [0, 0],
    ] as const) {
      const sample = thousandOf(shape({ minRank, maxRank }));
      const ranks = new Set(sample.map(({ length }) => length));
      expect(ranks).toEqual(new Set(Array.from({ length: maxRank - minRank + 1 }, (_, i) => minRank + i)));
      expect(new Set(sample.flat())).toEqual(new Set(maxRank === 0 ? [] : [1, 2, 3, 4]));
    }
  });

  test("the simplest shape is [1]", () => {
    expect(simplestCases(shape())).toEqual(["[1]"]);
    expect(simplestCases(shape({ minRank: 1 }))).toEqual(["[1]"]);
  });
});

/** The sizes of two shapes, aligned at the last axis; undefined where a shape has no axis. */
function align(a: Shape, b: Shape): readonly (readonly [number | undefined, number | undefined])[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => [a[axis - rank + a.length], b[axis - rank + b.length]] as const);
}

describe("broadcastableShapes()", () => {
  test("the two shapes broadcast to the third", () => {
    fc.assert(
      fc.property(broadcastableShapes(), ({ a, b, out }) => {
        expect(broadcast(a, b)).toEqual(out);
        // Element by element: the two sizes are equal, or one of them is 1 or missing.
        for (const [m = 1, n = 1] of align(a, b)) expect(m === n || m === 1 || n === 1).toBe(true);
        for (const size of [...a, ...b]) expect([1, 2, 3, 4]).toContain(size);
        expect(out.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test("every way to stretch occurs", () => {
    const sample = thousandOf(broadcastableShapes());
    const stretchedIn = (one: Shape, other: Shape, from: number, to = 0) =>
      align(one, other)
        .slice(from, -to || undefined)
        .some(([m, n]) => m === 1 && (n ?? 1) > 1);
    const longer = (one: Shape, other: Shape) => one.length > other.length && one[0] !== 1;
    const kinds: Readonly<Record<string, (a: Shape, b: Shape) => boolean>> = {
      "a middle axis of a": (a, b) => stretchedIn(a, b, 1, 1),
      "a middle axis of b": (a, b) => stretchedIn(b, a, 1, 1),
      "the last axis of a": (a, b) => stretchedIn(a, b, -1),
      "axes in front of a": (a, b) => longer(b, a),
      "axes in front of b": (a, b) => longer(a, b),
      "both sides at once": (a, b) => stretchedIn(a, b, 0) && stretchedIn(b, a, 0),
      "an axis in front of a and one within b": (a, b) => longer(b, a) && stretchedIn(b, a, 0),
      "a of rank 0": (a, b) => a.length === 0 && sizeOf(b) > 1,
      "b of rank 0": (a, b) => b.length === 0 && sizeOf(a) > 1,
      "nothing to stretch": (a, b) => sameShape(a, b) && sizeOf(a) > 1,
    };
    for (const [kind, has] of Object.entries(kinds))
      expect({ kind, share: shareOf(sample, ({ a, b }) => has(a, b)) > 0.005 }).toEqual({ kind, share: true });
  });

  test("the simplest shapes are [1] and [1]", () => {
    expect(simplestCases(broadcastableShapes())).toEqual(['{"a":[1],"b":[1],"out":[1]}']);
  });
});

describe("clashingShapes()", () => {
  test("two sizes above 1 differ in one axis", () => {
    fc.assert(
      fc.property(clashingShapes(), ({ a, b }) => {
        expect(broadcast(a, b)).toBeUndefined();
        expect(align(a, b).some(([m = 1, n = 1]) => m !== n && m > 1 && n > 1)).toBe(true);
        for (const size of [...a, ...b]) expect(size).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test("equal and different ranks occur", () => {
    const sample = thousandOf(clashingShapes());
    expect(shareOf(sample, ({ a, b }) => a.length === b.length)).toBeGreaterThan(0.2);
    expect(shareOf(sample, ({ a, b }) => a.length > b.length)).toBeGreaterThan(0.1);
    expect(shareOf(sample, ({ a, b }) => a.length < b.length)).toBeGreaterThan(0.1);
  });

  test("the simplest shapes are [2] and [3]", () => {
    expect(simplestCases(clashingShapes())).toEqual(['{"a":[2],"b":[3]}']);
  });
});

describe("pair(), broadcastPair(), single()", () => {
  test("operands and upstreams have fitting shapes", () => {
    fc.assert(
      fc.property(pair(), broadcastPair(), single(), (same, wide, one) => {
        for (const v of [same.b, same.upstream, same.second]) expect(v.shape).toEqual(same.a.shape);
        for (const v of [wide.upstream, wide.second]) expect(v.shape).toEqual(broadcast(wide.a.shape, wide.b.shape));
        for (const v of [one.upstream, one.second]) expect(v.shape).toEqual(one.a.shape);
        for (const v of [same, wide, one].flatMap(({ a, upstream, second }) => [a, upstream, second]))
          expect(v.data.length).toBe(sizeOf(v.shape));
        for (const { b } of [same, wide]) expect(b.data.length).toBe(sizeOf(b.shape));
      }),
    );
  });

  test("the simplest case is a = [2], b = [3]", () => {
    const shown = ({ a, b, upstream }: { a: Values; b: Values; upstream: Values }) => [a, b, upstream].map(plain);
    const simplest = "[[[1],[2]],[[1],[3]],[[1],[1]]]";
    expect(simplestCases(pair(), shown)).toEqual([simplest]);
    expect(simplestCases(broadcastPair(), shown)).toEqual([simplest]);
    expect(simplestCases(single(), ({ a, upstream }) => [a, upstream].map(plain))).toEqual(["[[[1],[2]],[[1],[1]]]"]);
  });

  test("some first operands are all 0 or all 1", () => {
    const sample = thousandOf(pair());
    for (const all of [0, 1]) {
      const share = shareOf(sample, ({ a }) => a.data.length > 1 && a.data.every((e) => e === all));
      expect(share).toBeGreaterThan(0.03);
      expect(share).toBeLessThan(0.3);
    }
  });

  test("most broadcast pairs have different shapes", () => {
    expect(shareOf(thousandOf(broadcastPair()), ({ a, b }) => !sameShape(a.shape, b.shape))).toBeGreaterThan(0.5);
  });

  test("the caller decides how an operand is drawn", () => {
    const whole: Drawn = (s) => valuesOf(s, 0).map((v) => ({ ...v, data: v.data.map(() => 7) }));
    const isSeven = ({ data }: Values) => data.every((x) => x === 7);
    for (const pairs of [pair, broadcastPair, sharedSecond])
      expect(shareOf(thousandOf(pairs(whole)), ({ a, b }) => isSeven(b) && !isSeven(a))).toBeGreaterThan(0.9);
    expect(thousandOf(single(whole)).every(({ a }) => isSeven(a))).toBe(true);
  });
});

describe("sharedSecond()", () => {
  test("only the second operand is stretched", () => {
    const sample = thousandOf(sharedSecond());
    for (const { a, b, upstream } of sample) {
      expect(a.shape).toEqual(upstream.shape);
      expect(broadcast(a.shape, b.shape)).toEqual(a.shape);
    }
    expect(shareOf(sample, ({ a, b }) => sizeOf(b.shape) < sizeOf(a.shape))).toBeGreaterThan(0.3);
  });
});

describe("shapeWithAxes()", () => {
  const sample = thousandOf(shapeWithAxes());

  test("axes exist, differ and come in any order", () => {
    for (const { shape: s, axes } of sample) {
      const places = axes.map((axis) => (axis < 0 ? axis + s.length : axis));
      expect(new Set(places).size).toBe(axes.length);
      for (const place of places) expect(place >= 0 && place < s.length).toBe(true);
    }
    const ofThree = sample.filter(({ shape: s }) => s.length === 3).map(({ axes }) => axes);
    for (const count of [0, 1, 2, 3]) expect(shareOf(ofThree, ({ length }) => length === count)).toBeGreaterThan(0.05);
    expect(ofThree.some((axes) => axes.some((axis) => axis < 0) && axes.some((axis) => axis >= 0))).toBe(true);
    expect(ofThree.some(([first = 0, next = 0]) => first > next && next >= 0)).toBe(true);
  });

  test("the simplest shape is [1] without axes", () => {
    expect(simplestCases(shapeWithAxes())).toEqual(['{"shape":[1],"axes":[]}']);
    const stretched = shapeWithAxes().filter(({ shape: s, axes }) => axes.some((axis) => (s.at(axis) ?? 1) > 1));
    for (const seed of everySeed) {
      const { shape: s = [], axes = [] } = simplestOf(stretched, seed) ?? {};
      expect({ shape: s, axes: axes.length }).toEqual({ shape: [2], axes: 1 });
    }
  });
});

describe("wideShape({ least, ranks })", () => {
  test("shapes have hundreds of elements, on up to five axes", () => {
    const sample = thousandOf(wideShape());
    for (const s of sample) expect(sizeOf(s)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...sample.map(sizeOf))).toBeLessThan(500);
    for (const rank of [1, 2, 4, 5]) expect(shareOf(sample, (s) => s.length === rank)).toBeGreaterThan(0.05);
  });

  test("an odd size comes in every place", () => {
    const sample = thousandOf(wideShape({ least: 100, ranks: [5] }));
    for (const place of [0, 1, 2, 3, 4]) expect(shareOf(sample, (s) => (s[place] ?? 0) > 3)).toBeGreaterThan(0.05);
    expect(sample.every((s) => s.some((size) => size % 2 === 1))).toBe(true);
  });
});

describe("valuesOfAnySize(shape)", () => {
  const sample = thousandOf(valuesOfAnySize([20]));
  const sizes = sample.map(({ data }) => data.map(Math.abs));

  test("sizes lie between 2⁻³⁰ and 2⁴¹", () => {
    expect(Math.min(...sizes.map((each) => Math.min(...each)))).toBeGreaterThanOrEqual(2 ** -30);
    expect(Math.max(...sizes.map((each) => Math.max(...each)))).toBeLessThan(2 ** 41);
  });

  test("tiny tensors, and sizes beyond 10⁶ occur", () => {
    expect(shareOf(sizes, (each) => Math.max(...each) < 1e-6)).toBeGreaterThan(0.3);
    expect(shareOf(sizes, (each) => Math.max(...each) > 1e6 && Math.min(...each) < 1e-6)).toBeGreaterThan(0.3);
  });

  test("both signs occur", () => {
    expect(shareOf(sample, ({ data }) => data.some((x) => x > 0) && data.some((x) => x < 0))).toBeGreaterThan(0.9);
  });
});

describe("special(shape)", () => {
  test.each([Number.NaN, Infinity, -Infinity, 0])("many tensors hold %d among numbers", (x) => {
    const holds = ({ data }: Values) =>
      data.some((y) => Object.is(x, y)) && data.some((y) => Number.isFinite(y) && y !== 0);
    expect(shareOf(thousandOf(special([4])), holds)).toBeGreaterThan(0.15);
  });

  test("the simplest tensor holds 2 everywhere", () => {
    expect(simplestCases(special([2]), plain)).toEqual(["[[2],[2,2]]"]);
  });
});

describe("stretchingTo(shape)", () => {
  test("every shape stretches to the given one", () => {
    for (const s of thousandOf(stretchingTo([2, 3, 4]))) expect(broadcast(s, [2, 3, 4])).toEqual([2, 3, 4]);
  });

  test("sizes of 1 and missing axes occur", () => {
    const sample = thousandOf(stretchingTo([2, 3, 4]));
    expect(shareOf(sample, (s) => s.includes(1))).toBeGreaterThan(0.3);
    expect(shareOf(sample, (s) => s.length < 3)).toBeGreaterThan(0.2);
    expect(shareOf(sample, (s) => sameShape(s, [2, 3, 4]))).toBeGreaterThan(0.02);
  });
});
