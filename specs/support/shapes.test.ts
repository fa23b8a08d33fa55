import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { broadcast, broadcastMap, indexOf, nest, positionOf, reduceShape, showShape, sourceOf } from "./shapes.ts";
import { type Shape, sizeOf } from "./values.ts";

// The expected values come from nested arrays, walked by `map` and `flat`.
/** All indices of a shape of up to three axes, in row-major order, by one loop an axis. */
function enumerate(shape: Shape): readonly (readonly number[])[] {
  const [a = 1, b = 1, c = 1] = shape;
  const found: (readonly number[])[] = [];
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) found.push([i, j, k].slice(0, shape.length));
  return found;
}

/** An array of arrays, or a number where there is no axis left. */
type Nested = number | readonly Nested[];

/** The numbers from `from` on, nested as a shape says. */
function countUp([size, ...inner]: Shape, from = 0): Nested {
  if (size === undefined) return from;
  return Array.from({ length: size }, (_, i) => countUp(inner, from + i * sizeOf(inner)));
}

function depthOf(nested: Nested): number {
  return typeof nested === "number" ? 0 : 1 + depthOf(nested[0] ?? 0);
}

/** Nested arrays repeated until they fill a shape: axes that are missing in front, then those of size 1. */
function repeat(nested: Nested, shape: Shape): Nested {
  const [size, ...inner] = shape;
  if (size === undefined) return nested;
  const rows: readonly Nested[] = typeof nested === "number" || depthOf(nested) < shape.length ? [nested] : nested;
  return Array.from({ length: size }, (_, i) => repeat(rows[rows.length === 1 ? 0 : i] ?? Number.NaN, inner));
}

function flatten(nested: Nested): readonly number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flatten);
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });

/** A shape, and one that broadcasts to it. */
const stretches = fc
  .record({ to: shapes, cut: fc.nat({ max: 3 }), ones: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) })
  .map(({ to, cut, ones }) => ({ to, from: to.map((size, axis) => (ones[axis] === true ? 1 : size)).slice(cut) }));

describe("indexOf(i, shape)", () => {
  test("place 5 of [2, 3] is [1, 2]", () => {
    expect(indexOf(5, [2, 3])).toEqual([1, 2]);
    expect(indexOf(0, [])).toEqual([]);
  });

  test("indices come in row-major order", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(Array.from({ length: sizeOf(shape) }, (_, i) => indexOf(i, shape))).toEqual(enumerate(shape));
      }),
    );
  });
});

describe("positionOf(index, shape)", () => {
  test("positions match an enumeration of all indices", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(enumerate(shape).map((index) => positionOf(index, shape))).toEqual([...enumerate(shape).keys()]);
      }),
    );
  });
});

describe("broadcastMap(from, to), sourceOf(index, from)", () => {
  test("broadcasting reads what repetition would copy", () => {
    expect(broadcastMap([2, 1], [2, 3])).toEqual([0, 0, 0, 1, 1, 1]);
    expect(broadcastMap([3], [2, 3])).toEqual([0, 1, 2, 0, 1, 2]);
    expect(broadcastMap([], [2, 2])).toEqual([0, 0, 0, 0]);
    fc.assert(
      fc.property(stretches, ({ from, to }) => {
        const due = flatten(repeat(countUp(from), to));
        expect(broadcastMap(from, to)).toEqual(due);
        expect(enumerate(to).map((index) => sourceOf(index, from))).toEqual(due);
      }),
    );
  });
});

describe("broadcast(a, b)", () => {
  test("a column and a row broadcast to a table", () => {
    expect(broadcast([3, 1], [2, 1, 4])).toEqual([2, 3, 4]);
    expect(broadcast([], [2, 3])).toEqual([2, 3]);
    expect(broadcast([], [])).toEqual([]);
    expect(broadcast([2, 3], [3, 2])).toBeUndefined();
    expect(broadcast([2], [3])).toBeUndefined();
  });

  test("the result is the smallest common shape", () => {
    // A shape can be repeated to another if, aligned at the right, each of its sizes is 1 or the other's.
    const fits = (from: Shape, to: Shape) =>
      from.length <= to.length && from.toReversed().every((size, back) => size === 1 || size === to.toReversed()[back]);
    const sizes = [1, 2, 3, 4];
    const all: readonly Shape[] = [
      [],
      ...sizes.map((a) => [a]),
      ...sizes.flatMap((a) => sizes.map((b) => [a, b])),
      ...sizes.flatMap((a) => sizes.flatMap((b) => sizes.map((c) => [a, b, c]))),
    ];
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const both = all.filter((shape) => fits(a, shape) && fits(b, shape));
        const smallest = both.toSorted((one, other) => one.length - other.length || sizeOf(one) - sizeOf(other))[0];
        expect(broadcast(a, b)).toEqual(smallest);
        expect(broadcast(b, a)).toEqual(smallest);
      }),
      { numRuns: 300 },
    );
  });
});

describe("reduceShape(shape, axes, keepDims)", () => {
  test("[2, 3, 4] loses its middle axis", () => {
    for (const axis of [1, -2]) {
      expect(reduceShape([2, 3, 4], [axis], false)).toEqual([2, 4]);
      expect(reduceShape([2, 3, 4], [axis], true)).toEqual([2, 1, 4]);
    }
    expect(reduceShape([2, 3], [0, -1], false)).toEqual([]);
    expect(reduceShape([2, 3], [], false)).toEqual([2, 3]);
    expect(reduceShape([], [], true)).toEqual([]);
  });

  test("only named axes are dropped or become 1", () => {
    fc.assert(
      fc.property(shapes, fc.nat({ max: 7 }), fc.boolean(), (shape, chosen, backwards) => {
        const named = [...shape.keys()].filter((axis) => (chosen >> axis) % 2 === 1);
        const axes = named.map((axis) => (backwards ? axis - shape.length : axis));
        // The last axis goes first, so that the axes before it keep their numbers.
        const without = named.toReversed().reduce<Shape>((rest, axis) => rest.toSpliced(axis, 1), shape);
        const kept = named.reduce<Shape>((rest, axis) => rest.with(axis, 1), shape);
        expect(reduceShape(shape, axes, false)).toEqual(without);
        expect(reduceShape(shape, axes, true)).toEqual(kept);
        expect(sizeOf(reduceShape(shape, axes, false))).toBe(sizeOf(kept));
      }),
    );
  });
});

describe("nest(numbers, shape)", () => {
  test("every axis has a pair of brackets", () => {
    expect(nest(["1", "2", "3", "4"], [2, 2])).toBe("[[1, 2], [3, 4]]");
    expect(nest(["1", "2"], [1, 2, 1])).toBe("[[[1], [2]]]");
    expect(nest(["1"], [])).toBe("1");
  });
});

describe("showShape(shape)", () => {
  test("shapes are shown in brackets", () => {
    expect([[], [2], [2, 3]].map(showShape)).toEqual(["[]", "[2]", "[2, 3]"]);
  });
});
