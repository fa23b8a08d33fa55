/**
 * @file The cases of the laws.
 *
 * Numbers have 33 significant bits and lie within ±8, so that arithmetic in single precision fails; near the simplest
 * case they are small whole numbers, so that a shrunk case can be checked by hand.
 */
import fc from "fast-check";
import { pick } from "./lists.ts";
import { drawsOf } from "./rng.ts";
import { broadcast } from "./shapes.ts";
import { fill, type Shape, sizeOf, type Values, values } from "./values.ts";
import { grain, number, ValuesArbitrary } from "./values-arbitrary.ts";
import { toSingle } from "./words.ts";

/**
 * A number above 0, from 2⁻¹⁷ on: of every size up to 8, or next to 1, or a whole number at most 8 away from the simplest.
 *
 * @param simplest - what it shrinks to
 */
export function positive(simplest = 2): fc.Arbitrary<number> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: number(simplest).map((x) => Math.abs(x) || simplest), weight: 2 },
    {
      arbitrary: fc
        .record({ exponent: fc.integer({ min: -17, max: 2 }), fraction: fc.nat({ max: 2 ** 30 - 1 }) })
        .map(({ exponent, fraction }) => 2 ** exponent * (1 + fraction * grain)),
      weight: 2,
    },
    { arbitrary: fc.integer({ min: -1024, max: 1024 }).map((n) => 1 + n * grain), weight: 1 },
  );
}

/** A number as `number` makes it, of either sign, but at least 2⁻³ in size: something to divide by. */
export function awayFromZero(simplest = 3): fc.Arbitrary<number> {
  const least = 2 ** -3;
  return number(simplest).map((x) => (Math.abs(x) >= least ? x : x < 0 ? x - least : x + least));
}

/** A number so little below `edge`, 2⁻³⁰ to 2⁻¹⁰ of `scale`, that the step of a difference leads past the edge. */
export function barelyBelow(edge: number, scale: number): fc.Arbitrary<number> {
  return fc.integer({ min: 10, max: 30 }).map((k) => edge - scale * 2 ** -k);
}

/** Values of one shape, next to the largest number that there is. */
export function nearlyLargestOf(shape: Shape): fc.Arbitrary<Values> {
  return eachOf(shape, barelyBelow(Number.MAX_VALUE, Number.MAX_VALUE));
}

/** Values of one shape, each element drawn by itself. */
export function eachOf(shape: Shape, element: fc.Arbitrary<number>): fc.Arbitrary<Values> {
  const size = sizeOf(shape);
  return fc.array(element, { minLength: size, maxLength: size }).map((data) => values(data, shape));
}

/** Values of one shape; element i shrinks to `simplest`. */
export function valuesOf(shape: Shape, simplest = 2): fc.Arbitrary<Values> {
  return new ValuesArbitrary(shape, simplest);
}

/** Values of one shape that single precision has, for a kernel; element i shrinks to `simplest`. */
export function singlesOf(shape: Shape, simplest = 2): fc.Arbitrary<Values> {
  return valuesOf(shape, simplest).map(toSingle);
}

/** Values of one shape, no two of them equal. They shrink to 2, 3, 4, … */
export function distinctOf(shape: Shape): fc.Arbitrary<Values> {
  return valuesOf(shape, 2).map(({ data }) => {
    const seen = new Set<number>();
    for (let x of data) {
      while (seen.has(x)) x += 1;
      seen.add(x);
    }
    return values([...seen], shape);
  });
}

/** Values of one shape, next to each other but no two equal: the gaps are multiples of 2⁻³⁰. They shrink to 1, 1 + 2⁻³⁰, … */
export function nearlyTiedOf(shape: Shape): fc.Arbitrary<Values> {
  const size = sizeOf(shape);
  // Other numbers decide the order. They shrink to equal ones, and then the elements ascend.
  const others = fc.array(fc.nat({ max: 999 }), { minLength: size, maxLength: size });
  return fc.record({ base: number(1), others }).map(({ base, others: keys }) => {
    const places = [...keys.keys()].toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
    const data = new Float64Array(size);
    for (const [rank, place] of places.entries()) data[place] = base + rank * grain;
    return { shape, data };
  });
}

/** Values of one shape among which many are equal, mostly the largest: 2, 1, 0 and −1. */
export function tiedOf(shape: Shape): fc.Arbitrary<Values> {
  return eachOf(shape, fc.constantFrom(2, 2, 2, 1, 1, 0, -1));
}

/**
 * Values of one shape, now and then all 0 or all 1: beside a neutral element a wrong solution hands on an operand as
 * it is.
 */
export function plainOrNeutral(shape: Shape, simplest = 2): fc.Arbitrary<Values> {
  return new ValuesArbitrary(shape, simplest, [0, 1]);
}

/** Something to divide by, now and then all 1. */
export function denominatorsOf(shape: Shape): fc.Arbitrary<Values> {
  return mixWithEqual([1], eachOf(shape, awayFromZero(2)), shape);
}

/** Numbers above 0, now and then all 1. */
export function positivesOf(shape: Shape): fc.Arbitrary<Values> {
  return mixWithEqual([1], eachOf(shape, positive()), shape);
}

/** Values of one shape, and now and then the same number everywhere. */
function mixWithEqual(everywhere: readonly number[], mostly: fc.Arbitrary<Values>, shape: Shape): fc.Arbitrary<Values> {
  const all = (x: number) => ({
    arbitrary: fc.constant(values(Array<number>(sizeOf(shape)).fill(x), shape)),
    weight: 1,
  });
  return fc.oneof({ withCrossShrink: true }, { arbitrary: mostly, weight: 6 }, ...everywhere.map(all));
}

/** A shape of `minRank` to `maxRank` axes with sizes 1 to 4. Shrinking may remove any axis, down to `[1]`. */
export function shape({ minRank = 0, maxRank = 3 } = {}): fc.Arbitrary<Shape> {
  if (maxRank === 0) return fc.constant([]);
  const some = listOf(fc.integer({ min: 1, max: 4 }), Math.max(1, minRank), maxRank);
  if (minRank > 0) return some;
  // A vector of one element, not a single number, is the simplest case.
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: some, weight: maxRank },
    { arbitrary: fc.constant<Shape>([]), weight: 1 },
  );
}

/** A list of `min` to `max` entries. Shrinking may remove any of them. */
export function listOf<T>(entry: fc.Arbitrary<T>, min: number, max: number): fc.Arbitrary<readonly T[]> {
  // fast-check never takes the last entry away from a list that is as short as it may be.
  const shorter = min === max ? min : Math.max(0, min - 1);
  return fc.array(entry, { minLength: shorter, maxLength: max, size: "max" }).filter((all) => all.length >= min);
}

/** A shape that stretches to another one: some axes have size 1, and some are missing in front. */
export function stretchingTo(to: Shape): fc.Arbitrary<Shape> {
  return fc
    .record({
      isOne: fc.array(fc.boolean(), { minLength: to.length, maxLength: to.length }),
      missing: fc.oneof({ arbitrary: fc.constant(0), weight: 1 }, { arbitrary: fc.nat({ max: to.length }), weight: 1 }),
    })
    .map(({ isOne, missing }) => to.map((size, axis) => (isOne[axis] === true ? 1 : size)).slice(missing));
}

/** The least and the largest size of the other axes of a wide shape, by its rank. */
const sizesBeside: Readonly<Record<number, readonly [number, number]>> = { 2: [9, 20], 4: [2, 4], 5: [2, 3] };

/**
 * A shape of hundreds of elements. One axis, of an odd size, is longer than the others.
 *
 * @param least - it has so many elements, and a few more
 * @param ranks - one of these numbers of axes, each as often as it stands here
 */
export function wideShape({ least = 300, ranks = [1, 2, 4, 5, 5, 5, 5, 5] } = {}): fc.Arbitrary<Shape> {
  return fc.constantFrom(...ranks).chain((rank) => {
    const [min, max] = sizesBeside[rank] ?? [1, 1];
    return fc
      .record({
        others: fc.array(fc.integer({ min, max }), { minLength: rank - 1, maxLength: rank - 1 }),
        place: fc.nat({ max: rank - 1 }),
      })
      .map(({ others, place }) => {
        const enough = Math.ceil(least / sizeOf(others));
        return others.toSpliced(place, 0, enough % 2 === 1 ? enough : enough + 1);
      });
  });
}

/** Values of one shape, each from 2⁻³⁰ to 2⁴⁰ in size, or all of them tiny. */
export function valuesOfAnySize(s: Shape): fc.Arbitrary<Values> {
  return sizesOfNumbers().chain((drawn) => drawn(s));
}

/**
 * How large the numbers of a case are: each from 2⁻³⁰ to 2⁴⁰ in size, or all of them tiny. All numbers of an array come from
 * one seed: hundreds of numbers that are drawn one by one would take too long, and a report does not show them.
 */
export function sizesOfNumbers(): fc.Arbitrary<Drawn> {
  const drawn = (powers: number) => (s: Shape) =>
    fc.noShrink(fc.nat()).map((seed) => {
      const draws = drawsOf(seed, 2 * sizeOf(s));
      return fill(s, (i) => {
        const [where, size] = [2 * pick(draws, 2 * i) - 1, pick(draws, 2 * i + 1)];
        return (where + Math.sign(where)) * 2 ** (Math.floor(size * powers) - 30);
      });
    });
  return fc.constantFrom(drawn(4), drawn(71));
}

/** Values of one shape, two fifths of which are NaN, Infinity, −Infinity or 0. */
export function special(s: Shape): fc.Arbitrary<Values> {
  const element = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: number(), weight: 3 },
    { arbitrary: fc.constantFrom(Number.NaN, Number.NaN, Infinity, -Infinity, 0), weight: 2 },
  );
  return eachOf(s, element);
}

/** Two shapes that broadcast with each other, and their common shape. */
export function broadcastableShapes({ maxRank = 3, maxSize = 4 } = {}): fc.Arbitrary<{
  a: Shape;
  b: Shape;
  out: Shape;
}> {
  const axis = fc.record({ size: fc.integer({ min: 1, max: maxSize }), stretch: fc.constantFrom("none", "a", "b") });
  return fc
    .record({
      axes: fc.array(axis, { minLength: 1, maxLength: maxRank, size: "max" }),
      shorter: fc.constantFrom("none", "a", "b"),
      by: fc.integer({ min: 0, max: maxRank }),
    })
    .map(({ axes, shorter, by }) => {
      const side = (name: "a" | "b") =>
        axes.map(({ size, stretch }) => (stretch === name ? 1 : size)).slice(shorter === name ? by : 0);
      const [a, b] = [side("a"), side("b")];
      return { a, b, out: broadcast(a, b) ?? [] };
    });
}

/** Two shapes that differ in an aligned axis where neither is 1. */
export function clashingShapes(): fc.Arbitrary<{ a: Shape; b: Shape }> {
  const size = fc.integer({ min: 2, max: 4 });
  const sizes = (minLength: number, maxLength: number) =>
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength, maxLength });
  // The clash may stand at any of five axes.
  const tail = fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: sizes(0, 2) },
    { weight: 1, arbitrary: sizes(3, 4) },
  );
  const front = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 1 });
  return fc
    .record({ m: size, by: fc.integer({ min: 1, max: 3 }), tail, front, frontOf: fc.constantFrom("a", "b") })
    .map(({ m, by, tail: last, front: first, frontOf }) => ({
      a: [...(frontOf === "a" ? first : []), m, ...last],
      b: [...(frontOf === "b" ? first : []), m + by, ...last],
    }));
}

/** Two upstream gradients of the shape of the result. */
export interface Upstreams {
  readonly upstream: Values;
  readonly second: Values;
}

/** Operands of an operation on two tensors. */
export interface Pair extends Upstreams {
  readonly a: Values;
  readonly b: Values;
}

/** How the numbers of an operand are drawn. */
export type Drawn = (shape: Shape) => fc.Arbitrary<Values>;

const anySecond: Drawn = (s) => plainOrNeutral(s, 3);

/**
 * Two tensors of one shape, now and then square matrices, for which a matrix product has the right shape, too. They
 * shrink to a = [2], b = [3], upstream = [1].
 *
 * @param simplest - what the first one shrinks to
 */
export function pair(second = anySecond, simplest = 2): fc.Arbitrary<Pair> {
  const square = fc.integer({ min: 2, max: 3 }).map((n): Shape => [n, n]);
  const shapes = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: shape(), weight: 7 },
    { arbitrary: square, weight: 1 },
  );
  return shapes.chain((s) => drawOperands({ a: s, b: s, out: s }, second, simplest));
}

/** Two tensors that broadcast, mostly of different shapes. */
export function broadcastPair(second = anySecond, simplest = 2): fc.Arbitrary<Pair> {
  return broadcastableShapes().chain((shapes) => drawOperands(shapes, second, simplest));
}

/** Two tensors of which mostly the second alone is stretched. */
export function sharedSecond(second = anySecond, simplest = 2): fc.Arbitrary<Pair> {
  return broadcastableShapes().chain(({ b, out }) => drawOperands({ a: out, b, out }, second, simplest));
}

function drawOperands(
  { a, b, out }: { readonly a: Shape; readonly b: Shape; readonly out: Shape },
  second: Drawn,
  simplest: number,
): fc.Arbitrary<Pair> {
  return fc.record({
    a: plainOrNeutral(a, simplest),
    b: second(b),
    upstream: valuesOf(out, 1),
    second: valuesOf(out, 4),
  });
}

/** The operand of an operation on one tensor. */
export interface Single extends Upstreams {
  readonly a: Values;
}

/** One tensor with upstream gradients of its own shape. */
export function single(drawn: Drawn = (s) => valuesOf(s, 2)): fc.Arbitrary<Single> {
  return shape().chain((s) => fc.record({ a: drawn(s), upstream: valuesOf(s, 1), second: valuesOf(s, 3) }));
}

/**
 * A shape of one to three axes, and some of these: from none to all, in any order, some counted from the back.
 *
 * Each axis knows whether it is chosen, so that it stays chosen while shrinking removes other axes.
 */
export function shapeWithAxes(): fc.Arbitrary<{ shape: Shape; axes: readonly number[] }> {
  const axis = fc.record({
    size: fc.integer({ min: 1, max: 4 }),
    chosen: fc.boolean(),
    turn: fc.nat({ max: 9 }),
    backwards: fc.boolean(),
  });
  return listOf(axis, 1, 3).map((all) => {
    const chosen = all.flatMap((its, place) => (its.chosen ? [{ ...its, place }] : []));
    const inTurn = chosen.toSorted((one, other) => one.turn - other.turn);
    return {
      shape: all.map(({ size }) => size),
      axes: inTurn.map(({ place, backwards }) => (backwards ? place - all.length : place)),
    };
  });
}
