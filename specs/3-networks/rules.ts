/** @file How the operations of this assignment are drawn. Tame, for one with a kink, means: at least 1/8 away from it. */
import type { DualTensor } from "../support/dual-tensor.ts";
import { oneOf, pick } from "../support/lists.ts";
import {
  allNumbers,
  type Choice,
  drawAxis,
  drawStretched,
  least,
  type Option,
  type Rule,
} from "../support/operation-rules.ts";
import { drawsOf } from "../support/rng.ts";
import { broadcast } from "../support/shapes.ts";
import { fill, isValues, sameShape, type Shape, sizeOf, type Values } from "../support/values.ts";

/** Brings a number among those whose exponential is neither infinite nor 0, so that a mistake there has a law of its own. */
function moderate(x: number): number {
  return Number.isFinite(x) ? x % 300 : x;
}

/** Activations that squash any number. */
export const squashing: Rule = { reads: "one", domain: moderate };

/** Rectifiers, which bend at 0. */
export const bending: Rule = { reads: "one", accepts: isAwayFromZero };

/** Rectifiers with a slope, or with a limit, now and then the one that they have without being told. */
export const bendingBy: Rule = {
  reads: "one",
  options: (_, { first }) => oneOf([[], [0.1], [0.5], [2], [-0.25]], first),
  accepts: isAwayFromZero,
};

/** Rectifiers with an exponential side. */
export const bendingSoftly: Rule = { ...bendingBy, domain: moderate };

/** Rectifiers whose slope is a tensor, too. */
export const bendingByTensor: Rule = {
  reads: "two",
  accepts: (a, slope) => isAwayFromZero(a) && sameShape(broadcast(a.shape, slope.shape) ?? [-1], a.shape),
  partner: drawStretched,
};

/** The larger of two tensors. */
export const comparing: Rule = {
  reads: "two",
  accepts: (a, b) =>
    sameShape(a.shape, b.shape) && a.elements.every(({ value }, i) => isApart(value, b.elements[i]?.value)),
};

/** Operations on the lines along an axis, the last one if none is told. */
export const alongLines: Rule = {
  reads: "one",
  options: ({ length }, choice) => {
    if (length === 0) return undefined;
    return choice.keepDims ? [] : [drawAxis(length, choice)];
  },
  domain: moderate,
};

/** Losses beside targets of any size. */
export const besideTargets: Rule = { reads: "one", options: (shape, choice) => [drawTargets(shape, choice)] };

/** Losses beside targets of any size that bend where both are equal. */
export const apartFromTargets: Rule = {
  ...besideTargets,
  accepts: (a, _, [target]) =>
    target !== undefined && isValues(target) && a.elements.every(({ value }, i) => isApart(value, target.data[i])),
};

/** Losses of a matrix of scores, beside the shares that are due in each row. */
export const besideShares: Rule = {
  reads: "one",
  options: (shape, choice) => (shape.length === 2 ? [drawShares(shape, choice)] : undefined),
  domain: moderate,
};

/** Losses of a matrix of probabilities. */
export const probabilities: Rule = {
  ...besideShares,
  accepts: (a) => allNumbers(a, (p) => p >= least),
  domain: (x) => (x === 0 ? 1 : Math.abs(x)),
};

/** Losses of a matrix of scores, with a label for each row. */
export const besideLabels: Rule = {
  reads: "one",
  options: (shape, choice) => (shape.length === 2 ? [drawLabels(shape, choice)] : undefined),
  domain: moderate,
};

function isAwayFromZero(a: DualTensor): boolean {
  return allNumbers(a, (x) => Math.abs(x) >= least);
}

function isApart(x: number, y = Number.NaN): boolean {
  return Math.abs(x - y) >= least;
}

/** A number for each element, from −8 to 8. */
function drawTargets(shape: Shape, choice: Choice): Option {
  const draws = drawsFor(shape, choice);
  return fill(shape, (i) => 16 * pick(draws, i) - 8);
}

/** Positive shares; those of a row add up to 1. */
function drawShares(shape: Shape, choice: Choice): Option {
  const draws = drawsFor(shape, choice);
  return sharesFrom(fill(shape, (i) => 0.1 + pick(draws, i)));
}

/** Numbers above 0, each divided by the sum of its row. */
export function sharesFrom({ shape, data }: Values): Values {
  const columns = shape.at(-1) ?? 1;
  const rowOf = (i: number) => Math.floor(i / columns) * columns;
  const total = (from: number) => data.slice(from, from + columns).reduce((sum, x) => sum + x, 0);
  return { shape, data: data.map((x, i) => x / total(rowOf(i))) };
}

/** A column for each row. */
function drawLabels([rows = 0, columns = 1]: Shape, choice: Choice): Option {
  return Array.from(drawsFor([rows], choice), (draw) => Math.floor(draw * columns));
}

function drawsFor(shape: Shape, { first, second }: Choice): Float64Array {
  return drawsOf(720 * first + second, sizeOf(shape));
}
