import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  batchedProducts,
  concatenations,
  counted,
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
  type Upstreams,
} from "./moves.ts";
import { broadcast, showShape } from "./shapes.ts";
import { sizeOf, type Shape, type Values } from "./values.ts";

/** A thousand cases, the same in every run: what must come up among them does. */
function thousandOf<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, { seed: 1, numRuns: 1000 });
}

/** Which part of a sample has a property. */
function shareOf<T>(sample: readonly T[], has: (it: T) => boolean): number {
  return sample.filter(has).length / sample.length;
}

/** What a law is shown that fails wherever `fails` says so, whatever case it failed for first: each form once. */
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

describe("counted(shape, { step, first })", () => {
  test("shrinks to numbers that count up", () => {
    expect(simplestCases(counted([2, 2]), plain)).toEqual(['"[2, 2]: 1 2 3 4"']);
    expect(simplestCases(counted([3], { step: 10 }), plain)).toEqual(['"[3]: 10 20 30"']);
    expect(simplestCases(counted([3], { first: 5 }), plain)).toEqual(['"[3]: 5 6 7"']);
  });

  test("is drawn with more significant bits than single precision holds, and with both signs", () => {
    const drawn = thousandOf(counted([1])).map(({ data }) => data[0] ?? Number.NaN);
    expect(shareOf(drawn, (x) => Math.fround(x) !== x)).toBeGreaterThan(0.8);
    expect(shareOf(drawn, (x) => x < 0)).toBeGreaterThan(0.4);
  });
});

describe("reshapings()", () => {
  const sample = thousandOf(reshapings());

  test("asks for as many elements, in every rank from 0 to 3", () => {
    for (const it of sample) {
      expect(sizeOf(it.shape)).toBe(sizeOf(it.x.shape));
      expectUpstreams(it, it.shape);
    }
    expect(new Set(sample.map(({ shape }) => shape.length))).toEqual(new Set([0, 1, 2, 3]));
  });

  test("often has the sizes in the reverse order, which tempts one to transpose", () => {
    const swaps = ({ x, shape }: (typeof sample)[number]) =>
      x.shape.length === 2 && x.shape[0] !== x.shape[1] && showShape(shape) === showShape(x.shape.toReversed());
    expect(shareOf(sample, swaps)).toBeGreaterThan(0.05);
  });

  test("shrinks to one element", () => {
    expect(simplestCases(reshapings(), ({ x, shape }) => [plain(x), shape])).toEqual(['["[1]: 1",[1]]']);
  });
});

describe("swappedSizes()", () => {
  test("is a table that is not square, and its sizes in the other order", () => {
    for (const it of thousandOf(swappedSizes())) {
      expect(it.x.shape.length).toBe(2);
      expect(Math.min(...it.x.shape)).toBeGreaterThan(1);
      expect(it.shape).not.toEqual(it.x.shape);
      expect(it.shape).toEqual(it.x.shape.toReversed());
      expectUpstreams(it, it.shape);
    }
  });
});

describe("transpositions()", () => {
  const sample = thousandOf(transpositions());
  const orderOf = ({ x, axes }: (typeof sample)[number]) => axes.map((axis) => fromZero(axis, x.shape.length));

  test("names every axis once, often from the back", () => {
    for (const it of sample) {
      expect(orderOf(it).toSorted((a, b) => a - b)).toEqual([...it.x.shape.keys()]);
      expectUpstreams(
        it,
        orderOf(it).map((axis) => it.x.shape[axis] ?? 0),
      );
    }
    expect(shareOf(sample, ({ axes }) => axes.some((axis) => axis < 0))).toBeGreaterThan(0.5);
  });

  test("has orders that are not their own inverse, along axes of different sizes", () => {
    const turnsOn = (it: (typeof sample)[number]) => {
      const order = orderOf(it);
      return order.some((axis, k) => order[axis] !== k) && new Set(it.x.shape).size > 1;
    };
    expect(shareOf(sample, turnsOn)).toBeGreaterThan(0.08);
  });

  test("has every order of three axes", () => {
    const orders = new Set(sample.map((it) => orderOf(it).join()).filter((order) => order.length === 5));
    expect(orders.size).toBe(6);
  });

  test("shrinks to one element, and what fails for tables to a small one", () => {
    expect(simplestCases(transpositions(), ({ x, axes }) => [plain(x), axes])).toEqual(['["[1]: 1",[0]]']);
    const isTurned = (it: (typeof sample)[number]) =>
      orderOf(it).join() === "1,0" && it.x.shape.every((size) => size > 1);
    expect(simplestCases(transpositions(), ({ x, axes }) => [plain(x), axes], isTurned)).toEqual([
      '["[2, 2]: 1 2 3 4",[1,0]]',
    ]);
    const moves = (it: (typeof sample)[number]) => orderOf(it).some((axis, k) => axis !== k && it.x.shape[axis] !== 1);
    for (const seen of simplestCases(transpositions().filter(moves), ({ x }) => x.shape.length)) expect(seen).toBe("2");
  });
});

describe("slicings()", () => {
  const sample = thousandOf(slicings());

  test("takes a part that is there", () => {
    for (const it of sample) {
      const along = fromZero(it.axis, it.x.shape.length);
      expect(it.from).toBeGreaterThanOrEqual(0);
      expect(it.to).toBeGreaterThan(it.from);
      expect(it.to).toBeLessThanOrEqual(it.x.shape[along] ?? 0);
      expectUpstreams(it, it.x.shape.with(along, it.to - it.from));
    }
  });

  test("begins behind the first index, ends before the last, and is the whole axis, each often enough", () => {
    const sizeOfAxis = ({ x, axis }: (typeof sample)[number]) => x.shape.at(axis < 0 ? axis : axis - x.shape.length);
    expect(shareOf(sample, ({ from }) => from > 0)).toBeGreaterThan(0.25);
    expect(shareOf(sample, (it) => it.to < (sizeOfAxis(it) ?? 0))).toBeGreaterThan(0.25);
    expect(shareOf(sample, (it) => it.from === 0 && it.to === sizeOfAxis(it))).toBeGreaterThan(0.25);
  });

  test("is along every axis, from the front and from the back", () => {
    expect(new Set(sample.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, -1, -2, -3]));
  });

  test("shrinks to one element", () => {
    const shown = ({ x, axis, from, to }: (typeof sample)[number]) => [plain(x), axis, from, to];
    expect(simplestCases(slicings(), shown)).toEqual(['["[1]: 1",0,0,1]']);
  });
});

describe("concatenations() and stackings()", () => {
  const [along, above] = [thousandOf(concatenations()), thousandOf(stackings())];
  const rankOf = ({ tensors }: Joining) => tensors[0]?.shape.length ?? 0;
  const total = (it: Joining, axis: number) => it.tensors.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);

  test("are one to three tensors that fit each other", () => {
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

  test("differ in size along the axis, so that starts are no multiples of the first size", () => {
    const differs = (it: Joining) => new Set(it.tensors.map(({ shape }) => shape.at(it.axis))).size > 1;
    expect(shareOf(along, differs)).toBeGreaterThan(0.4);
    // Three tensors of which the first two differ: only then a start shows that was counted in equal steps.
    const shows = ({ tensors: [x, y, z], axis }: Joining) => z !== undefined && x?.shape.at(axis) !== y?.shape.at(axis);
    expect(shareOf(along, shows)).toBeGreaterThan(0.15);
  });

  test("are along every axis, and at every place for a new one, from the front and from the back", () => {
    expect(new Set(along.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, -1, -2, -3]));
    expect(new Set(above.map(({ axis }) => axis))).toEqual(new Set([0, 1, 2, 3, -1, -2, -3, -4]));
  });

  test("shrink to two tensors of one element each", () => {
    const shown = ({ tensors, axis }: Joining) => [...tensors.map(plain), axis];
    expect(simplestCases(concatenations(), shown)).toEqual(['["[1]: 1","[1]: 2",0]']);
    expect(simplestCases(stackings(), shown)).toEqual(['["[1]: 1","[1]: 2",0]']);
  });

  test("repeated, are two tensors of one shape, with an upstream gradient for three", () => {
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

  test("takes rows that are there, in ranks 1 to 3", () => {
    for (const it of sample) {
      for (const row of it.rows) expect(row >= 0 && row < (it.x.shape[0] ?? 0)).toBe(true);
      expectUpstreams(it, it.x.shape.with(0, it.rows.length));
    }
    expect(new Set(sample.map(({ x }) => x.shape.length))).toEqual(new Set([1, 2, 3]));
  });

  test("takes rows again, leaves rows out, and is in no order, each often enough", () => {
    const again = ({ rows }: (typeof sample)[number]) => new Set(rows).size < rows.length;
    const apart = ({ rows }: (typeof sample)[number]) =>
      rows.some((row, i) => rows.indexOf(row) < i - 1 && rows[i - 1] !== row);
    const leavesOut = ({ x, rows }: (typeof sample)[number]) => new Set(rows).size < (x.shape[0] ?? 0);
    const unordered = ({ rows }: (typeof sample)[number]) => rows.some((row, i) => row < (rows[i - 1] ?? 0));
    // A tenth is enough: among 80 cases there is none once in 4,000 times.
    for (const has of [again, apart, leavesOut, unordered]) expect(shareOf(sample, has)).toBeGreaterThan(0.1);
  });

  test("shrinks to one row of one element", () => {
    expect(simplestCases(gatherings(), ({ x, rows }) => [plain(x), rows])).toEqual(['["[1]: 1",[0]]']);
  });
});

describe("products(), batchedProducts() and squares()", () => {
  test("have factors that fit, and the shape of their product", () => {
    for (const it of [...thousandOf(products()), ...thousandOf(batchedProducts())]) {
      const [a, b] = [it.x.shape, it.y.shape];
      expect(a.at(-1)).toBe(b.at(-2));
      const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
      expect(batch).toBeDefined();
      expectUpstreams(it, [...(batch ?? []), a.at(-2) ?? 0, b.at(-1) ?? 0]);
    }
  });

  test("are seldom square: in most cases the sizes differ, and in most none is 1", () => {
    const sample = thousandOf(products()).map(({ x, y }) => [...x.shape, y.shape.at(-1) ?? 0]);
    expect(shareOf(sample, (sizes) => new Set(sizes).size === 3)).toBeGreaterThan(0.4);
    expect(shareOf(sample, (sizes) => Math.min(...sizes) > 1)).toBeGreaterThan(0.6);
    expect(shareOf(sample, (sizes) => new Set(sizes).size === 1)).toBeLessThan(0.1);
  });

  test("are stretched in batches: either factor, along an axis in front and along one behind another", () => {
    const sample = thousandOf(batchedProducts());
    const rank = (v: Values) => v.shape.length;
    for (const [one, other] of [
      ["x", "y"],
      ["y", "x"],
    ] as const) {
      expect(shareOf(sample, (it) => rank(it[one]) < rank(it[other]))).toBeGreaterThan(0.1);
      // [2, 1, …] beside [2, 3, …] or [3, …]: what is summed up is not one run.
      const inside = (it: (typeof sample)[number]) =>
        it[one].shape.length === 4 &&
        (it[one].shape[0] ?? 0) > 1 &&
        it[one].shape[1] === 1 &&
        (it[other].shape.at(-3) ?? 1) > 1;
      expect(shareOf(sample, inside)).toBeGreaterThan(0.05);
    }
  });

  test("squares are square, alone and in batches", () => {
    const sample = thousandOf(squares());
    for (const it of sample) {
      expect(it.x.shape.at(-1)).toBe(it.x.shape.at(-2));
      expectUpstreams(it, it.x.shape);
    }
    expect(new Set(sample.map(({ x }) => x.shape.length))).toEqual(new Set([2, 3]));
  });

  test("shrink to one number by another, and where that is not allowed one size at a time", () => {
    const shown = ({ x, y }: { readonly x: Values; readonly y: Values }) => [plain(x), plain(y)];
    expect(simplestCases(products(), shown)).toEqual(['["[1, 1]: 2","[1, 1]: 3"]']);
    expect(simplestCases(products(), shown, ({ x }) => (x.shape[1] ?? 0) > 1)).toEqual([
      '["[1, 2]: 2 3","[2, 1]: 4 5"]',
    ]);
    expect(simplestCases(squares(), ({ x }) => plain(x))).toEqual(['"[1, 1]: 2"']);
  });
});
