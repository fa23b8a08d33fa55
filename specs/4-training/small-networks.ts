/** @file A small network, its examples, and what is true of both: the cases of all that trains. */
import fc from "fast-check";
import { same } from "../support/compare.ts";
import { pick } from "../support/lists.ts";
import type { Packed } from "../support/packed.ts";
import { plainOf } from "../support/plain.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Measured, scalar, type Shape, sizeOf, type Values, values } from "../support/values.ts";
import { lossAlong, parameterNames } from "./overfittings.ts";

/** Examples with their labels. */
export interface Examples {
  readonly x: Values;
  readonly labels: readonly number[];
}

/** A small network: W₁, b₁, W₂, b₂, and the rate of its training. */
export interface Start {
  readonly parameters: readonly Values[];
  readonly rate: number;
}

/** How many numbers an example has, how many neurons there are between, and how many classes. */
export const [inputs, hidden, classes] = [3, 4, 3];

/** The shapes of W₁, b₁, W₂, b₂. */
export const shapes: readonly Shape[] = [[inputs, hidden], [hidden], [hidden, classes], [classes]];

/** A small network and some examples, from one seed: a smaller one is no simpler. */
export function starts(counts: fc.Arbitrary<number>): fc.Arbitrary<Start & Examples & { readonly seed: number }> {
  return fc
    .record({
      seed: fc.noShrink(fc.nat({ max: 2 ** 31 - 1 })),
      n: counts,
      rate: fc.constantFrom(0.5, 0.1, 1),
    })
    .map(({ seed, n, rate }) => {
      const size = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
      const draws = drawsOf(seed, size + n * (inputs + 1));
      let at = 0;
      const drawn = (shape: Shape, scale: number) => fill(shape, () => scale * (2 * pick(draws, at++) - 1));
      return {
        parameters: shapes.map((shape) => drawn(shape, 1)),
        x: drawn([n, inputs], 2),
        labels: Array.from({ length: n }, () => Math.floor(classes * pick(draws, at++))),
        rate,
        seed,
      };
    });
}

/** Some of the examples. */
export function take({ x, labels }: Examples, places: readonly number[]): Examples {
  return {
    x: fill([places.length, inputs], (i) => pick(x.data, pick(places, Math.floor(i / inputs)) * inputs + (i % inputs))),
    labels: places.map((place) => pick(labels, place)),
  };
}

/** A network, as a probe takes it. */
export function plainStart({ parameters, rate }: Start) {
  return { parameters: parameters.map(plainOf), rate };
}

/** Examples, as a probe takes them. */
export function plainExamples({ x, labels }: Examples) {
  return { x: plainOf(x), labels };
}

/** The loss of some examples. */
export function lossOf(parameters: readonly Values[], { x, labels }: Examples): Measured {
  const { value, size } = lossAlong(parameters, [], x, labels);
  return { ...scalar(value), magnitude: Float64Array.of(size) };
}

/** What is said next of every parameter. */
export function nextAll(said: Packed, what: string): readonly Values[] {
  return shapes.map((_, k) => said.next(`${what} of ${pick(parameterNames, k)}`));
}

/** One of the numbers that a probe says; NaN if it is missing. */
export function one(numbers: Values, i: number): number {
  return numbers.data[i] ?? Number.NaN;
}

/** Fails unless a number is the one that is due. */
export function isSingle(what: string, got: number, due: Measured): void {
  same(what, scalar(got), due);
}

/** A case, as a report shows it. */
export function showStart({ x, labels, rate }: Start & Examples): Readonly<Record<string, unknown>> {
  return { network: `${inputs} → ${hidden} → ${classes}`, x, labels: values(labels), rate };
}
