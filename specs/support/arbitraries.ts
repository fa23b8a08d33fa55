/**
 * @file Where the cases come from.
 *
 * Numbers have 33 significant bits and lie within ±8, so that arithmetic in single precision is seen; near the
 * simplest case they are small whole numbers, so that what is left after shrinking can be checked by hand.
 */
import fc from "fast-check";
import { broadcast } from "./shapes.ts";
import { type Shape, sizeOf, type Values, values } from "./values.ts";

/** Finest distance between two generated numbers; those that are not whole are at least 2⁻¹⁷ in size. */
const grain = 2 ** -30;
const finest = 2 ** 13;

/**
 * A number within ±8, or a whole number at most 8 away from the simplest.
 *
 * @param simplest - what it shrinks to
 */
export function number(simplest = 2): fc.Arbitrary<number> {
  const spread = 2 ** 33 - finest;
  return fc
    .integer({ min: -spread, max: spread })
    .map((n) => (Math.abs(n) <= 8 ? simplest + n : (n + Math.sign(n) * finest) * grain));
}

/** Values of one shape; element i shrinks to `simplest`. */
export function valuesOf(shape: Shape, simplest = 2): fc.Arbitrary<Values> {
  const size = sizeOf(shape);
  return fc.array(number(simplest), { minLength: size, maxLength: size }).map((data) => values(data, shape));
}

/** Values of one shape, now and then all 0 or all 1: the neutral elements tempt one to hand on an operand as it is. */
function plainOrNeutral(shape: Shape, simplest: number): fc.Arbitrary<Values> {
  const all = (x: number) => fc.constant(values(Array<number>(sizeOf(shape)).fill(x), shape));
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: valuesOf(shape, simplest), weight: 6 },
    { arbitrary: all(0), weight: 1 },
    { arbitrary: all(1), weight: 1 },
  );
}

/** A shape of `minRank` to `maxRank` axes with sizes 1 to 4; it shrinks to `[1]`. */
export function shape({ minRank = 0, maxRank = 3 } = {}): fc.Arbitrary<Shape> {
  // Rank first, so that a vector of one element, not a single number, is the simplest case.
  const ranks = [1, 2, 3, 0].filter((rank) => rank >= minRank && rank <= maxRank);
  return fc
    .constantFrom(...ranks)
    .chain((rank) => fc.array(fc.integer({ min: 1, max: 4 }), { minLength: rank, maxLength: rank }));
}

/** Two shapes that broadcast with each other, and the shape that they have together. */
export function broadcastableShapes(): fc.Arbitrary<{ a: Shape; b: Shape; out: Shape }> {
  const axis = fc.record({ size: fc.integer({ min: 1, max: 4 }), stretch: fc.constantFrom("none", "a", "b") });
  return fc
    .record({
      axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
      shorter: fc.constantFrom("none", "a", "b"),
      by: fc.integer({ min: 0, max: 3 }),
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
  const tail = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 });
  const front = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 1 });
  return fc
    .record({ m: size, by: fc.integer({ min: 1, max: 3 }), tail, front, frontOf: fc.constantFrom("a", "b") })
    .map(({ m, by, tail: last, front: first, frontOf }) => ({
      a: [...(frontOf === "a" ? first : []), m, ...last],
      b: [...(frontOf === "b" ? first : []), m + by, ...last],
    }));
}

/** Operands of an operation on two tensors of one shape, and two upstream gradients. */
export interface Pair {
  readonly x: Values;
  readonly y: Values;
  readonly upstream: Values;
  readonly second: Values;
}

/** Two tensors of one shape. They shrink to x = [2], y = [3], upstream = [1]. */
export function pair(): fc.Arbitrary<Pair> {
  return shape().chain((s) => operands(s, s, s));
}

/** Two tensors that broadcast, mostly of different shapes. */
export function broadcastPair(): fc.Arbitrary<Pair> {
  return broadcastableShapes().chain(({ a, b, out }) => operands(a, b, out));
}

function operands(a: Shape, b: Shape, out: Shape): fc.Arbitrary<Pair> {
  return fc.record({
    x: plainOrNeutral(a, 2),
    y: plainOrNeutral(b, 3),
    upstream: valuesOf(out, 1),
    second: valuesOf(out, 4),
  });
}

/** One tensor with an upstream gradient of its own shape. */
export function single(): fc.Arbitrary<{ x: Values; upstream: Values; second: Values }> {
  return shape().chain((s) => fc.record({ x: valuesOf(s, 2), upstream: valuesOf(s, 1), second: valuesOf(s, 3) }));
}

/** Distinct axes of a tensor of some rank, some of them counted from the back. */
export function axesOf(rank: number): fc.Arbitrary<readonly number[]> {
  const all = Array.from({ length: rank }, (_, axis) => axis);
  return fc
    .record({ axes: fc.shuffledSubarray(all), backwards: fc.array(fc.boolean(), { minLength: rank, maxLength: rank }) })
    .map(({ axes, backwards }) => axes.map((axis) => (backwards[axis] === true ? axis - rank : axis)));
}
