/** @file A few real digits, a small network, and all that determines how it learns them by heart. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { networks } from "../3-networks/operations.ts";
import { lift, measure } from "../support/dual-tensor.ts";
import { pick } from "../support/lists.ts";
import { drawsOf } from "../support/rng.ts";
import { exact, fill, type Measured, type Shape, sizeOf, type Values } from "../support/values.ts";
import { affine, bent, crossEntropy, type Moving, moving, type MovingNumber } from "./moving.ts";
import { type Constants, type Memory, stepped } from "./step-rules.ts";

export type RuleName = "sgd" | "momentum" | "adam";

/** Everything that determines a training but the order of the examples, which the student's shuffling decides. */
export interface Overfitting {
  /** A digit a row, 64 pixels. */
  readonly pixels: Values;
  readonly labels: readonly number[];
  /** W₁, b₁, W₂, b₂. */
  readonly parameters: readonly Values[];
  readonly rule: RuleName;
  readonly options: { readonly rate: number; readonly decay: number; readonly longest: number };
  readonly epochs: number;
  readonly size: number;
  readonly seed: number;
  /** For every parameter a direction that only the grader knows: components ±[1, 2). */
  readonly directions: readonly Values[];
}

/** The names of the parameters in reports. */
export const parameterNames = ["W₁", "b₁", "W₂", "b₂"] as const;

const [pixels, hidden, classes] = [64, 16, 10];
const shapes: readonly Shape[] = [[pixels, hidden], [hidden], [hidden, classes], [classes]];

/** Learning rates with which each rule learns every example without a leap: twice as large, and one of 7,000 trainings fell back. */
const rates: Readonly<Record<RuleName, number>> = { sgd: 0.5, momentum: 0.08, adam: 0.03 };

let digits: readonly (readonly number[])[] | undefined;

/** The rows of the course's digits: 64 pixels from 0 to 16, and the label. */
function digitRows(): readonly (readonly number[])[] {
  const file = new URL("../../assignments/4-training/data/digits.csv", import.meta.url);
  digits ??= readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  return digits;
}

/** A training by a rule, from one seed. None shrinks: a smaller seed is no simpler. */
export function overfittings(rule: RuleName): fc.Arbitrary<Overfitting> {
  return fc
    .record({
      seed: fc.noShrink(fc.nat({ max: 2 ** 31 - 1 })),
      count: fc.noShrink(fc.integer({ min: 20, max: 28 })),
    })
    .map(({ seed, count }) => {
      const rows = differentRows(count, seed);
      const numbers = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
      const draws = drawsOf(seed + 1, 2 * numbers);
      let at = 0;
      const drawAll = (numberOf: (draw: number, shape: Shape) => number) =>
        shapes.map((shape) => fill(shape, () => numberOf(pick(draws, at++), shape)));
      return {
        pixels: fill([count, pixels], (i) => pick(pick(rows, Math.floor(i / pixels)), i % pixels)),
        labels: rows.map((row) => pick(row, pixels)),
        // Even draws with variance 2 / fanIn; biases are 0.
        parameters: drawAll((draw, [fanIn = 1, fanOut]) =>
          fanOut === undefined ? 0 : (2 * draw - 1) * Math.sqrt(6 / fanIn),
        ),
        rule,
        options: { rate: rates[rule], decay: 1e-3, longest: 4 },
        epochs: 24,
        size: 9,
        seed,
        directions: drawAll((draw) => (draw < 0.5 ? 1 + 2 * draw : -2 * draw)),
      };
    });
}

/** Different rows, so that what the network sees tells which examples they are. */
function differentRows(count: number, seed: number): readonly (readonly number[])[] {
  const all = digitRows();
  const places = new Set(Array.from(drawsOf(seed, 4 * count), (draw) => Math.floor(draw * all.length)));
  return [...places].slice(0, count).map((place) => pick(all, place));
}

/** The pixels on their new scale. */
export function standardised(v: Values): Measured {
  const x = lift(v);
  const distances = autodiff.sub.truth(x, autodiff.mean.truth(x, [0]));
  const roots = measure(autodiff.pow.truth(networks.variance.truth(x, [0]), 0.5));
  const divisors = fill(roots.shape, (j) => pick(roots.data, j) || 1);
  return measure(autodiff.div.truth(distances, lift(divisors)));
}

/** The network: tanh between two layers. */
function scoresOf([w1, b1, w2, b2]: readonly Moving[], x: Values): Moving {
  if (w1 === undefined || b1 === undefined || w2 === undefined || b2 === undefined)
    throw new RangeError("the network has four parameters");
  return affine(bent(affine(moving(x), w1, b1)), w2, b2);
}

/** The loss of a batch, and how it moves when each parameter moves along its direction. */
export function lossAlong(
  parameters: readonly Values[],
  directions: readonly (Values | undefined)[],
  x: Values,
  labels: readonly number[],
): MovingNumber {
  const moved = parameters.map((v, k) => moving(v, directions[k]));
  return crossEntropy(scoresOf(moved, x), labels);
}

/** The gradient of parameter k, element by element: for the report of a wrong one. */
export function gradientOf(parameters: readonly Values[], k: number, x: Values, labels: readonly number[]): Measured {
  const { shape, data } = pick(parameters, k);
  const slopes = Array.from(data, (_, i) => {
    const along = fill(shape, (e) => (e === i ? 1 : 0));
    const directions = parameters.map((__, other) => (other === k ? along : undefined));
    return lossAlong(parameters, directions, x, labels);
  });
  return {
    ...fill(shape, (i) => slopes[i]?.slope ?? Number.NaN),
    magnitude: Float64Array.from(slopes, ({ slopeSize }) => slopeSize),
  };
}

/** What is remembered of each parameter before training. */
export function firstMemories(parameters: readonly Values[]): readonly Memory[] {
  return parameters.map((v) => {
    const none = exact(fill(v.shape, () => 0));
    return { weights: exact(v), first: none, second: none, taken: 0 };
  });
}

const constants: Omit<Constants, "rate"> = { momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** How an optimiser goes about it: its rule, rate, weight decay, and the longest gradient. */
export interface Descent {
  readonly rule: RuleName;
  readonly options: { readonly rate: number; readonly decay?: number; readonly longest?: number };
}

/** What one step makes of all parameters: the gradient is clipped, decay is added, the rule is applied. */
export function descend(
  memories: readonly Memory[],
  gradients: readonly Values[],
  { rule, options: { rate, decay = 0, longest = Infinity } }: Descent,
): readonly Memory[] {
  const squares = gradients.reduce((sum, { data }) => sum + data.reduce((all, g) => all + g * g, 0), 0);
  const factor = Math.min(1, longest / (Math.sqrt(squares) + 1e-6));
  const name = ({ sgd: "sgdStep", momentum: "momentumStep", adam: "adamStep" } as const)[rule];
  return memories.map((memory, k) => {
    const [w, g] = [memory.weights, pick(gradients, k)];
    const gradient = fill(w.shape, (i) => factor * pick(g.data, i) + decay * pick(w.data, i));
    return stepped(name, memory, gradient, { ...constants, rate });
  });
}

/** How many of some examples have the largest score at their own label. */
export function hitsOf(parameters: readonly Values[], x: Values, labels: readonly number[]): number {
  const { columns, value } = scoresOf(
    parameters.map((v) => moving(v)),
    x,
  );
  return labels.filter((label, i) => {
    const row = [...value.subarray(i * columns, (i + 1) * columns)];
    return row.every((score, k) => k === label || score < pick(row, label));
  }).length;
}
