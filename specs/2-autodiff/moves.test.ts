import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Upstreams } from "../support/arbitraries.ts";
import {
  batchedProducts,
  concatenations,
  countingValues,
  gatherings,
  type Joining,
  products,
  repeatedConcatenations,
  repeatedStackings,
  reshapings,
  slicings,
  squares,
  stackings,
  swappedSizes,
  transpositions,
} from "./moves.ts";
import { broadcast, showShape } from "../support/shapes.ts";
import { sizeOf, type Shape, type Values } from "../support/values.ts";

/** A thousand cases from a fixed seed, so that every run of the tests sees the same. */
function thousandOf<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, { seed: 1, numRuns: 1000 });
}

/** The share of a sample that has a property. */
function shareOf<T>(sample: readonly T[], has: (it: T) => boolean): number {
  return sample.filter(has).length / sample.length;
}

/** The cases to which a failing law shrinks from 40 seeds, each once. `fails` says where the law fails. */
function simplestCases<T>(
  arbitrary: fc.Arbitrary<T>,
  shown: (simplest: T) => unknown,
  fails: (it: T) => boolean = () => true,
): readonly string[] {
  const found = Array.from({ length: 40 }, (_, seed) => {
    const { counterexample } = fc.check(
      fc.property<[T]>(arbitrary, (it) => !fails(it)),
      { seed },
    );
    return JSON.stringify(counterexample === null ? "none" : shown(counterexample[0]));
  });
  return [...new Set(found)];
}

const plain = ({ shape, data }: Values) => `${showShape(shape)}: ${[...data].join(" ")}`;

/** Fails unless both upstream gradients have the shape of the result. */
function expectUpstreams({ upstream, second }: Upstreams, out: Shape): void {
  expect(upstream.shape).toEqual(out);
  expect(second.shape).toEqual(out);
  expect(upstream.data.length).toBe(sizeOf(out));
}

/** An axis counted from 0. */
const fromZero = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

describe("countingValues(shape, { step, first })", () => {
  test("the simplest values count up", () => {
    expect(simplestCases(countingValues([2, 2]), plain)).toEqual(['"[2, 2]: 1 2 3 4"']);
    expect(simplestCases(countingValues([3], { step: 10 }), plain)).toEqual(['"[3]: 10 20 30"']);
    expect(simplestCases(countingValues([3], { first: 5 }), plain)).toEqual(['"[3]: 5 6 7"']);
  });

  test("values have both signs and more than 24 bits", () => {
    const drawn = thousandOf(countingValues([1])).map(({ data }) => data[0] ?? Number.NaN);
    expect(shareOf(drawn, (x) => Math.fround(x) !== x)).toBeGreaterThan(0.8);
    expect(shareOf(drawn, (x) => x < 0)).toBeGreaterThan(0.4);
  });
});

describe("reshapings()", () => {
  const sample = thousandOf(reshapings());

  test("both shapes have equally many elements", () => {
    for (const it of sample) {
      expect(sizeOf(it.shape)).toBe(sizeOf(it.a.shape));
      expectUpstreams(it, it.shape);
    }
    expect(new Set(sample.map(({ shape }) => shape.length))).toEqual(new Set([0, 1, 2, 3]));
  });

  test("some shapes reverse the order of the sizes", () => {
    const swaps = ({ a, shape }: (typeof sample)[number]) =>
      a.shape.length === 2 && a.shape[0] !== a.shape[1] && showShape(shape) === showShape(a.shape.toReversed());
    expect(shareOf(sample, swaps)).toBeGreaterThan(0.05);
  });

  test("the simplest tensor has one element", () => {
    expect(simplestCases(reshapings(), ({ a, shape }) => [plain(a), shape])).toEqual(['["[1]: 1",[1]]']);
  });
});

describe("swappedSizes()", () => {
  test("two different sizes change places", () => {
    for (const it of thousandOf(swappedSizes())) {
      expect(it.a.shape.length).toBe(2);
      expect(Math.min(...it.a.shape)).toBeGreaterThan(1);
      expect(it.shape).not.toEqual(it.a.shape);
      expect(it.shape).toEqual(it.a.shape.toReversed());
      expectUpstreams(it, it.shape);
    }
  });
});

describe("transpositions()", () => {
  const sample = thousandOf(transpositions());
  const orderOf = ({ a, axes }: (typeof sample)[number]) => axes.map((axis) => fromZero(axis, a.shape.length));

  test("every axis is named once", () => {
    for (const it of sample) {
      expect(orderOf(it).toSorted((a, b) => a - b)).toEqual([...it.a.shape.keys()]);
      expectUpstreams(
        it,
        orderOf(it).map((axis) => it.a.shape[axis] ?? 0),
      );
    }
    expect(shareOf(sample, ({ axes }) => axes.some((axis) => axis < 0))).toBeGreaterThan(0.5);
  });

  test("some orders differ from their inverse", () => {
    const turnsOn = (it: (typeof sample)[number]) => {
      const order = orderOf(it);
      return order.some((axis, k) => order[axis] !== k) && new Set(it.a.shape).size > 1;
    };
    expect(shareOf(sample, turnsOn)).toBeGreaterThan(0.08);
  });

  test("every order of three axes occurs", () => {
    const orders = new Set(sample.map((it) => orderOf(it).join()).filter((order) => order.length === 5));
    expect(orders.size).toBe(6);
  });

  test("the simplest cases are small", () => {
    expect(simplestCases(transpositions(), ({ a, axes }) => [plain(a), axes])).toEqual(['["[1]: 1",[0]]']);
    const isTurned = (it: (typeof sample)[number]) =>
      orderOf(it).join() === "1,0" && it.a.shape.every((size) => size > 1);
    expect(simplestCases(transpositions(), ({ a, axes }) => [plain(a), axes], isTurned)).toEqual([
      '["[2, 2]: 1 2 3 4",[1,0]]',
    ]);
    const moves = (it: (typeof sample)[number]) => orderOf(it).some((axis, k) => axis !== k && it.a.shape[axis] !== 1);
    for (const seen of simplestCases(transpositions().filter(moves), ({ a }) => a.shape.length)) expect(seen).toBe("2");
  });
});

describe("slicings()", () => {
  const sample = thousandOf(slicings());

  test("every part lies inside its axis", () => {
    for (const it of sample) {
      const along = fromZero(it.axis, it.a.shape.length);
      expect(it.from).toBeGreaterThanOrEqual(0);
      expect(it.to).toBeGreaterThan(it.from);
      expect(it.to).toBeLessThanOrEqual(it.a.shape[along] ?? 0);
      expectUpstreams(it, it.a.shape.with(along, it.to - it.from));
    }
  });

  test("parts start late, end early or cover the axis", () => {
    const sizeOfAxis = ({ a, axis }: (typeof sample)[number]) => a.shape.at(axis < 0 ? axis : axis - a.shape.length);
    expect(shareOf(sample, ({ from }) => from > 0)).toBeGreaterThan(0.25);
    expect(shareOf(sample, (it) => it.to < (sizeOfAxis(it) ?? 0))).toBeGreaterThan(0.25);
    expect(shareOf(sample, (it) => it.from === 0 && it.to === sizeOfAxis(it))).toBeGreaterThan(0.25);
  });

  test("axes are counted from both ends", () => {
    expect(new Set(sample.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, -1, -2, -3]));
  });

  test("the simplest tensor has one element", () => {
    const shown = ({ a, axis, from, to }: (typeof sample)[number]) => [plain(a), axis, from, to];
    expect(simplestCases(slicings(), shown)).toEqual(['["[1]: 1",0,0,1]']);
  });
});

describe("concatenations() and stackings()", () => {
  const [along, above] = [thousandOf(concatenations()), thousandOf(stackings())];
  const rankOf = ({ tensors }: Joining) => tensors[0]?.shape.length ?? 0;
  const total = (it: Joining, axis: number) => it.tensors.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);

  test("one to three tensors fit each other", () => {
    for (const it of along) {
      const axis = fromZero(it.axis, rankOf(it));
      const others = it.tensors.map(({ shape }) => showShape(shape.with(axis, 0)));
      expect(new Set(others).size).toBe(1);
      expectUpstreams(it, (it.tensors[0]?.shape ?? []).with(axis, total(it, axis)));
    }
    for (const it of above) {
      expect(new Set(it.tensors.map(({ shape }) => showShape(shape))).size).toBe(1);
      const axis = fromZero(it.axis, rankOf(it) + 1);
      expectUpstreams(it, (it.tensors[0]?.shape ?? []).toSpliced(axis, 0, it.tensors.length));
    }
    for (const sample of [along, above])
      expect(new Set(sample.map(({ tensors }) => tensors.length))).toEqual(new Set([1, 2, 3]));
  });

  test("tensors differ in size along the axis", () => {
    const differs = (it: Joining) => new Set(it.tensors.map(({ shape }) => shape.at(it.axis))).size > 1;
    expect(shareOf(along, differs)).toBeGreaterThan(0.4);
    // If the first two of three tensors differ, a start that was counted in equal steps is wrong.
    const shows = ({ tensors: [x, y, z], axis }: Joining) => z !== undefined && x?.shape.at(axis) !== y?.shape.at(axis);
    expect(shareOf(along, shows)).toBeGreaterThan(0.15);
  });

  test("all axes and places occur, from both ends", () => {
    expect(new Set(along.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, -1, -2, -3]));
    expect(new Set(above.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, 3, -1, -2, -3, -4]));
  });

  test("the simplest list has two tensors of one element", () => {
    const shown = ({ tensors, axis }: Joining) => [...tensors.map(plain), axis];
    expect(simplestCases(concatenations(), shown)).toEqual(['["[1]: 1","[1]: 2",0]']);
    expect(simplestCases(stackings(), shown)).toEqual(['["[1]: 1","[1]: 2",0]']);
  });

  test("repeated lists have an upstream for three tensors", () => {
    for (const it of thousandOf(repeatedConcatenations())) {
      const [x, y] = it.tensors;
      expect(x?.shape).toEqual(y?.shape);
      expectUpstreams(it, (x?.shape ?? []).with(it.axis, 3 * (x?.shape[it.axis] ?? 0)));
    }
    for (const it of thousandOf(repeatedStackings())) {
      const [x, y] = it.tensors;
      expect(x?.shape).toEqual(y?.shape);
      expectUpstreams(it, (x?.shape ?? []).toSpliced(it.axis, 0, 3));
    }
  });
});

describe("gatherings()", () => {
  const sample = thousandOf(gatherings());

  test("every row exists", () => {
    for (const it of sample) {
      for (const row of it.rows) expect(row >= 0 && row < (it.a.shape[0] ?? 0)).toBe(true);
      expectUpstreams(it, it.a.shape.with(0, it.rows.length));
    }
    expect(new Set(sample.map(({ a }) => a.shape.length))).toEqual(new Set([1, 2, 3]));
  });

  test("rows repeat, are left out and change order", () => {
    const again = ({ rows }: (typeof sample)[number]) => new Set(rows).size < rows.length;
    const apart = ({ rows }: (typeof sample)[number]) =>
      rows.some((row, i) => rows.indexOf(row) < i - 1 && rows[i - 1] !== row);
    const leavesOut = ({ a, rows }: (typeof sample)[number]) => new Set(rows).size < (a.shape[0] ?? 0);
    const unordered = ({ rows }: (typeof sample)[number]) => rows.some((row, i) => row < (rows[i - 1] ?? 0));
    // A share of 10 % is enough: 80 cases contain none with a probability of 1 in 4,000.
    for (const has of [again, apart, leavesOut, unordered]) expect(shareOf(sample, has)).toBeGreaterThan(0.1);
  });

  test("the simplest tensor has one row of one element", () => {
    expect(simplestCases(gatherings(), ({ a, rows }) => [plain(a), rows])).toEqual(['["[1]: 1",[0]]']);
  });
});

describe("products(), batchedProducts() and squares()", () => {
  test("factors fit, and upstreams have their product's shape", () => {
    for (const it of [...thousandOf(products()), ...thousandOf(batchedProducts())]) {
      const [a, b] = [it.a.shape, it.b.shape];
      expect(a.at(-1)).toBe(b.at(-2));
      const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
      expect(batch).toBeDefined();
      expectUpstreams(it, [...(batch ?? []), a.at(-2) ?? 0, b.at(-1) ?? 0]);
    }
  });

  test("most factors have different sizes above 1", () => {
    const sample = thousandOf(products()).map(({ a, b }) => [...a.shape, b.shape.at(-1) ?? 0]);
    expect(shareOf(sample, (sizes) => new Set(sizes).size === 3)).toBeGreaterThan(0.4);
    expect(shareOf(sample, (sizes) => Math.min(...sizes) > 1)).toBeGreaterThan(0.6);
    expect(shareOf(sample, (sizes) => new Set(sizes).size === 1)).toBeLessThan(0.1);
  });

  test("batches of either factor are stretched", () => {
    const sample = thousandOf(batchedProducts());
    const rank = (v: Values) => v.shape.length;
    for (const [one, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      expect(shareOf(sample, (it) => rank(it[one]) < rank(it[other]))).toBeGreaterThan(0.1);
      // [2, 1, …] beside [2, 3, …] or [3, …]: the elements that are summed do not lie in one run.
      const inside = (it: (typeof sample)[number]) =>
        it[one].shape.length === 4 &&
        (it[one].shape[0] ?? 0) > 1 &&
        it[one].shape[1] === 1 &&
        (it[other].shape.at(-3) ?? 1) > 1;
      expect(shareOf(sample, inside)).toBeGreaterThan(0.05);
    }
  });

  test("squares have equal sizes, alone and in batches", () => {
    const sample = thousandOf(squares());
    for (const it of sample) {
      expect(it.a.shape.at(-1)).toBe(it.a.shape.at(-2));
      expectUpstreams(it, it.a.shape);
    }
    expect(new Set(sample.map(({ a }) => a.shape.length))).toEqual(new Set([2, 3]));
  });

  test("the simplest product multiplies two numbers", () => {
    const shown = ({ a, b }: { readonly a: Values; readonly b: Values }) => [plain(a), plain(b)];
    expect(simplestCases(products(), shown)).toEqual(['["[1, 1]: 2","[1, 1]: 3"]']);
    expect(simplestCases(products(), shown, ({ a }) => (a.shape[1] ?? 0) > 1)).toEqual([
      '["[1, 2]: 2 3","[2, 1]: 4 5"]',
    ]);
    expect(simplestCases(squares(), ({ a }) => plain(a))).toEqual(['"[1, 1]: 2"']);
  });
});
