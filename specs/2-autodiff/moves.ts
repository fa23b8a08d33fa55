/**
 * @file Cases for operations that move numbers about, and for the matrix product.
 *
 * The numbers of the simplest case count up, 1, 2, 3, …, and its upstream gradient is 10, 20, 30, …: so a shrunk case
 * shows where every number went. Sizes, axes and places are drawn independently of each other, so that each of them
 * shrinks by itself; the numbers are drawn last.
 */
import fc from "fast-check";
import { listOf, type Upstreams, valuesOf } from "../support/arbitraries.ts";
import { oneOf } from "../support/lists.ts";
import { broadcast } from "../support/shapes.ts";
import { fill, type Shape, sizeOf, tabulate, type Values } from "../support/values.ts";

/** A case of `a.reshape(shape)`. */
export interface Reshaping extends Upstreams {
  readonly a: Values;
  readonly shape: Shape;
}

/** A case of `a.transpose(axes)`. */
export interface Transposition extends Upstreams {
  readonly a: Values;
  readonly axes: readonly number[];
}

/** A case of `a.slice(axis, from, to)`. */
export interface Slicing extends Upstreams {
  readonly a: Values;
  readonly axis: number;
  readonly from: number;
  readonly to: number;
}

/** A case of `concat(tensors, axis)`, or of `stack(tensors, axis)`. */
export interface Joining extends Upstreams {
  readonly tensors: readonly Values[];
  readonly axis: number;
}

/** A case of `a.gather(rows)`. */
export interface Gathering extends Upstreams {
  readonly a: Values;
  readonly rows: readonly number[];
}

/** A case of `a.matmul(b)`. */
export interface Product extends Upstreams {
  readonly a: Values;
  readonly b: Values;
}

/** Values of one shape; element i shrinks to `first + i · step`. */
export function countingValues(
  s: Shape,
  { step = 1, first = step }: { step?: number; first?: number } = {},
): fc.Arbitrary<Values> {
  // Only numbers near the simplest are whole and at most 8 in size.
  const moved = (x: number, i: number) => (Number.isInteger(x) && Math.abs(x) <= 8 ? x + first + i * step : x);
  return valuesOf(s, 0).map(({ data }) => fill(s, (i) => moved(data[i] ?? Number.NaN, i)));
}

/** Two upstream gradients for a result of shape `out`. */
export function upstreams(out: Shape): { upstream: fc.Arbitrary<Values>; second: fc.Arbitrary<Values> } {
  return { upstream: countingValues(out, { step: 10 }), second: countingValues(out, { step: 100 }) };
}

/** A shape of `minRank` to three axes of 1 to `max` elements, every size of which shrinks by itself. */
function sizes(minRank: number, max = 4): fc.Arbitrary<Shape> {
  const size = fc.integer({ min: 1, max });
  const rank = fc.constantFrom(...[1, 2, 3, 0].filter((n) => n >= minRank));
  return fc.record({ rank, all: fc.tuple(size, size, size) }).map(({ rank: n, all }) => all.slice(0, n));
}

/** Any number, for `oneOf`. */
const pick = fc.nat({ max: 719 });

/** A tensor, and another shape of up to three axes for as many elements. */
export function reshapings(): fc.Arbitrary<Reshaping> {
  return fc
    .record({ s: sizes(0), to: pick, reversed: fc.constantFrom(false, false, true) })
    .map(({ s, to, reversed }) => ({ s, shape: reversed ? s.toReversed() : oneOf(shapesOfSize(sizeOf(s)), to) }))
    .chain(({ s, shape }) => fc.record({ a: countingValues(s), shape: fc.constant(shape), ...upstreams(shape) }));
}

/** Every shape of one to three axes with `size` elements, the vector first; for one element also `[]`. */
function shapesOfSize(size: number): readonly Shape[] {
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((n) => size % n === 0);
  const two = (whole: number) => divisors.filter((n) => whole % n === 0).map((n) => [n, whole / n]);
  const three = divisors.flatMap((n) => two(size / n).map((rest) => [n, ...rest]));
  return [[size], ...two(size), ...three, ...(size === 1 ? [[]] : [])];
}

/** A matrix with two different sizes from 2 on, and the shape with these sizes exchanged. */
export function swappedSizes(): fc.Arbitrary<Reshaping> {
  return fc
    .record({ rows: fc.integer({ min: 2, max: 4 }), by: fc.integer({ min: 1, max: 2 }), tall: fc.boolean() })
    .map(({ rows, by, tall }) => (tall ? [rows + by, rows] : [rows, rows + by]))
    .chain((s) =>
      fc.record({ a: countingValues(s), shape: fc.constant(s.toReversed()), ...upstreams(s.toReversed()) }),
    );
}

/** A tensor of one to three axes, and its axes in any order, some of them counted from the back. */
export function transpositions(): fc.Arbitrary<Transposition> {
  const one = fc.record({ size: fc.integer({ min: 1, max: 4 }), turn: fc.nat({ max: 999 }), backwards: fc.boolean() });
  return listOf(one, 1, 3).chain((all) => {
    // Axes with equal turns come in reverse order.
    const order = all.map((its, axis) => ({ ...its, axis })).toSorted((a, b) => a.turn - b.turn || b.axis - a.axis);
    return fc.record({
      a: countingValues(all.map(({ size }) => size)),
      axes: fc.constant(order.map(({ axis, backwards }) => (backwards ? axis - all.length : axis))),
      ...upstreams(order.map(({ size }) => size)),
    });
  });
}

/** A tensor, and a part of one of its axes: at least one index, and often all of them. */
export function slicings(): fc.Arbitrary<Slicing> {
  return fc
    .record({ s: sizes(1), at: pick, begin: pick, length: pick, backwards: fc.boolean() })
    .chain(({ s, at, begin, length, backwards }) => {
      const along = at % s.length;
      const size = s[along] ?? 0;
      const from = begin % size;
      const to = from + 1 + (length % (size - from));
      return fc.record({
        a: countingValues(s),
        axis: fc.constant(backwards ? along - s.length : along),
        from: fc.constant(from),
        to: fc.constant(to),
        ...upstreams(s.with(along, to - from)),
      });
    });
}

/** Tensors, by default two, or three, or one, that differ in size along one axis, and that axis. */
export function concatenations(counts = few): fc.Arbitrary<Joining> {
  const size = fc.integer({ min: 1, max: 3 });
  return fc
    .record({ s: sizes(1, 3), place, each: fc.tuple(size, size, size), count: counts })
    .chain(({ s, place: { at, backwards }, each, count }) => {
      // The axis survives when shrinking removes another one.
      const along = Math.min(at % 3, s.length - 1);
      const lengths = tabulate(count, (i) => each[i % 3] ?? 1);
      return fc.record({
        tensors: tensorsOf(lengths.map((length) => s.with(along, length))),
        axis: fc.constant(backwards ? along - s.length : along),
        ...upstreams(
          s.with(
            along,
            lengths.reduce((sum, length) => sum + length, 0),
          ),
        ),
      });
    });
}

/** Tensors, by default two, or three, or one, of one shape, and a place for a new axis. */
export function stackings(counts = few): fc.Arbitrary<Joining> {
  return fc.record({ s: sizes(0, 3), place, count: counts }).chain(({ s, place: { at, backwards }, count }) => {
    const along = at % (s.length + 1);
    return fc.record({
      tensors: tensorsOf(Array<Shape>(count).fill(s)),
      axis: fc.constant(backwards ? along - s.length - 1 : along),
      ...upstreams(s.toSpliced(along, 0, count)),
    });
  });
}

/** Two tensors a and b of one shape, to be joined as a, b and a again, and an axis. */
export function repeatedConcatenations(): fc.Arbitrary<Joining> {
  return fc.record({ s: sizes(1, 3), at: pick }).chain(({ s, at }) => {
    const along = at % s.length;
    const out = s.with(along, 3 * (s[along] ?? 0));
    return fc.record({ tensors: tensorsOf([s, s]), axis: fc.constant(along), ...upstreams(out) });
  });
}

/** Two tensors a and b of one shape, to be stacked as a, b and a again, and a place for the new axis. */
export function repeatedStackings(): fc.Arbitrary<Joining> {
  return fc.record({ s: sizes(0, 3), at: pick }).chain(({ s, at }) => {
    const along = at % (s.length + 1);
    return fc.record({
      tensors: tensorsOf([s, s]),
      axis: fc.constant(along),
      ...upstreams(s.toSpliced(along, 0, 3)),
    });
  });
}

/** How many tensors. */
const few: fc.Arbitrary<number> = fc.constantFrom(2, 3, 1);
export const many: fc.Arbitrary<number> = fc.integer({ min: 9, max: 21 });

/** An axis, or a place for one, and whether it is counted from the back. */
const place = fc.record({ at: pick, backwards: fc.boolean() });

/** A tensor of each shape; the numbers count on from one to the next. */
function tensorsOf(shapes: readonly Shape[]): fc.Arbitrary<readonly Values[]> {
  let first = 1;
  return fc.tuple(
    ...shapes.map((s) => {
      const tensor = countingValues(s, { first });
      first += sizeOf(s);
      return tensor;
    }),
  );
}

/** A tensor of one to three axes, and up to five of its rows: in any order, some several times, others never. */
export function gatherings(): fc.Arbitrary<Gathering> {
  return fc
    .record({ s: sizes(1), places: fc.array(pick, { minLength: 1, maxLength: 5, size: "max" }) })
    .chain(({ s, places }) => {
      const rows = places.map((at) => at % (s[0] ?? 1));
      return fc.record({ a: countingValues(s), rows: fc.constant(rows), ...upstreams(s.with(0, rows.length)) });
    });
}

/** `[m, k]` and `[k, n]`, in half of the cases with three different sizes. They shrink to a = [[2]], b = [[3]]. */
export function products(): fc.Arbitrary<Product> {
  return extents(5).chain(([m, k, n]) => factors([m, k], [k, n], [m, n]));
}

/** Batches of small matrices that broadcast with each other, mostly of different shapes. */
export function batchedProducts(): fc.Arbitrary<Product> {
  return fc
    .record({ extent: extents(3), batches: batchShapes() })
    .chain(({ extent: [m, k, n], batches: { a, b, out } }) => factors([...a, m, k], [...b, k, n], [...out, m, n]));
}

/** Square matrices, alone or in a batch, to be multiplied by themselves. */
export function squares(): fc.Arbitrary<{ readonly a: Values } & Upstreams> {
  return fc
    .record({ size: fc.integer({ min: 1, max: 4 }), batch: fc.constantFrom<Shape>([], [2], [3]) })
    .chain(({ size, batch }) => {
      const s = [...batch, size, size];
      return fc.record({ a: countingValues(s, { first: 2 }), ...upstreams(s) });
    });
}

/** Sizes m, k, n from 1 to `max`. Size 1 hides mistakes, so it comes half as often as the others. */
function extents(max: number): fc.Arbitrary<readonly [number, number, number]> {
  const size = fc.nat({ max: 2 * (max - 1) }).map((n) => (n === 0 ? 1 : 2 + ((n - 1) % (max - 1))));
  return fc.tuple(size, size, size);
}

/** Axes in front of the matrices: mostly two, of size 2 or 3. Either side may be stretched or have fewer axes. */
function batchShapes(): fc.Arbitrary<{ readonly a: Shape; readonly b: Shape; readonly out: Shape }> {
  const axis = fc.record({ size: fc.constantFrom(2, 3), stretch: fc.constantFrom("none", "a", "b") });
  return fc
    .record({
      all: fc.tuple(axis, axis),
      count: fc.constantFrom(1, 2, 2, 2),
      shorter: fc.constantFrom("none", "none", "a", "b"),
      by: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ all, count, shorter, by }) => {
      const side = (name: string) =>
        all
          .slice(0, count)
          .map(({ size, stretch }) => (stretch === name ? 1 : size))
          .slice(shorter === name ? by : 0);
      const [a, b] = [side("a"), side("b")];
      return { a, b, out: broadcast(a, b) ?? [] };
    });
}

/** Two factors. The simplest numbers count up from 2, through the first factor and on through the second. */
function factors(a: Shape, b: Shape, out: Shape): fc.Arbitrary<Product> {
  return fc.record({
    a: countingValues(a, { first: 2 }),
    b: countingValues(b, { first: 2 + sizeOf(a) }),
    ...upstreams(out),
  });
}
