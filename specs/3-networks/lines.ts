/** @file Cases of the operations on the lines along an axis: softmax and log-softmax. */
import fc from "fast-check";
import { type Drawn, shape, type Single, valuesOf } from "../support/arbitraries.ts";
import { pick } from "../support/lists.ts";
import { drawsOf } from "../support/rng.ts";
import { describeUnary } from "../support/unary.ts";
import { same } from "../support/compare.ts";
import type { Suspect } from "../support/law.ts";
import type { Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, fill, type Shape, sizeOf, type Values } from "../support/values.ts";

/** A tensor, and an axis; undefined where none is told. */
export interface AlongAxis extends Single {
  readonly axis: number | undefined;
}

/** Tensors with any of their axes, counted from the front or from the back. */
function alongAxis(
  drawn: (s: Shape, axis: number) => fc.Arbitrary<Values>,
  shapes = shape({ minRank: 1 }),
): fc.Arbitrary<AlongAxis> {
  return fc
    .record({ shape: shapes, first: fc.nat({ max: 5 }), told: fc.constantFrom("last", "front", "back") })
    .chain(({ shape: s, first, told }) => {
      const counted = told === "last" ? s.length - 1 : first % s.length;
      const axis = { last: undefined, front: counted, back: counted - s.length }[told];
      return fc.record({
        a: drawn(s, counted),
        axis: fc.constant(axis),
        upstream: valuesOf(s, 1),
        second: valuesOf(s, 3),
      });
    });
}

/** The cases of an operation on lines: usual scores, and those at which exponentials overflow, vanish, or are many. */
export function casesOfLines(name: "softmax" | "logSoftmax") {
  const describe = (drawn: (s: Shape, axis: number) => fc.Arbitrary<Values>, shapes?: fc.Arbitrary<Shape>) =>
    describeUnary<AlongAxis>({
      name,
      given: alongAxis(drawn, shapes),
      apply: (a, { axis }) => (axis === undefined ? a[name]() : a[name](axis)),
      shows: ({ axis }) => (axis === undefined ? {} : { axis }),
    });
  return {
    usual: describe((s) => valuesOf(s, 1)),
    far: describe(farScores),
    distant: describe(distantScores),
    long: describe(fewHighScores, longLine),
    /** For the laws of `extreme-laws.ts`, which draw their cases by the operation's rule. */
    extremes: { name, options: ["axis"] },
  };
}

/** Scores about −1000, 0 or 1000, each line about another of these: no exponential of them is a number other than 0. */
function farScores(s: Shape, axis: number): fc.Arbitrary<Values> {
  const about = fc.constantFrom(-1000, 1000, 0, 1000);
  const lines = s.reduce((product, n) => product * n, 1) / (s[axis] ?? 1);
  return fc
    .record({ near: valuesOf(s, 1), lines: fc.array(about, { minLength: lines, maxLength: lines }) })
    .map(({ near, lines: all }) => ({ shape: s, data: near.data.map((x, i) => x + pick(all, lineOf(i, s, axis))) }));
}

/** Scores of which some lie 1000 below the others, but never the first of a line: their shares are rounded to 0. */
function distantScores(s: Shape, axis: number): fc.Arbitrary<Values> {
  const isFirst = (i: number) => Math.floor(i / stepOf(s, axis)) % (s[axis] ?? 1) === 0;
  return fc
    .record({ near: valuesOf(s, 1), marks: fc.array(fc.boolean(), { minLength: sizeOf(s), maxLength: sizeOf(s) }) })
    .map(({ near, marks }) => ({
      shape: s,
      data: near.data.map((x, i) => x - (pick(marks, i) && !isFirst(i) ? 1000 : 0)),
    }));
}

/** A single line of more than a hundred. */
const longLine: fc.Arbitrary<Shape> = fc.integer({ min: 129, max: 257 }).map((n) => [n]);

/** Scores about −1000, from one seed, and two about 0, wherever they stand. */
const fewHighScores: Drawn = (s) =>
  fc.record({ seed: fc.noShrink(fc.nat()), places: fc.tuple(fc.nat(), fc.nat()) }).map(({ seed, places }) => {
    const draws = drawsOf(seed, sizeOf(s));
    const high = places.map((place) => place % sizeOf(s));
    return fill(s, (i) => 8 * pick(draws, i) + (high.includes(i) ? 0 : -1000));
  });

/** The number of the line that element `i` lies on. */
function lineOf(i: number, s: Shape, axis: number): number {
  const step = stepOf(s, axis);
  return Math.floor(i / (step * (s[axis] ?? 1))) * step + (i % step);
}

/** How far apart two neighbours along an axis lie. */
function stepOf(s: Shape, axis: number): number {
  return sizeOf(s.slice(axis + 1));
}

/** The elements of the line that element `i` lies on. */
function lineAround({ data }: Values, i: number, s: Shape, axis: number): readonly number[] {
  return [...data].filter((_, j) => lineOf(j, s, axis) === lineOf(i, s, axis));
}

function axisOf({ a, axis }: AlongAxis): number {
  return axis === undefined ? a.shape.length - 1 : (axis + a.shape.length) % a.shape.length;
}

/** A likely cause: every number of the result came about like this. */
export function lineIs(
  asks: string,
  f: (x: number, line: readonly number[], all: readonly number[]) => number,
): Suspect<AlongAxis, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ value }, given) =>
      same(
        "the result",
        value,
        exact(
          fill(given.a.shape, (i) =>
            f(pick(given.a.data, i), lineAround(given.a, i, given.a.shape, axisOf(given)), [...given.a.data]),
          ),
        ),
      ),
  };
}

/** A likely cause: every number of the gradient came about like this, from share, upstream gradient, and those of its line. */
export function slopeOfLineIs(
  asks: string,
  f: (share: number, upstream: number, shares: readonly number[], upstreams: readonly number[]) => number,
): Suspect<AlongAxis, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ grad }, given) => {
      const { a, upstream } = given;
      const axis = axisOf(given);
      const around = (of: Values, i: number) => lineAround(of, i, a.shape, axis);
      const shares = fill(a.shape, (i) => Math.exp(pick(a.data, i)) / sumOf(around(a, i).map(Math.exp)));
      same(
        "gradient of a",
        grad.a,
        exact(
          fill(a.shape, (i) => f(pick(shares.data, i), pick(upstream.data, i), around(shares, i), around(upstream, i))),
        ),
      );
    },
  };
}

/** The sum of some numbers. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0);
}
