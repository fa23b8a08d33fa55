/** @file The network of the course's `two-moons.ts`, on dual numbers. */
import fc from "fast-check";
import { constant, type Dual } from "../support/dual.ts";
import type { Program } from "../support/program.ts";
import { backprop, constant as fixedInput, type Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { type DualTensor, lift } from "../support/dual-tensor.ts";
import { fill, scalar, type Shape, type Values, values } from "../support/values.ts";
import { autodiff } from "./operations.ts";

/** Everything that determines a training: points, labels, first weights, rate, batches and steps. */
export interface Training {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly labels: readonly number[];
  /** W₁ `[2, h]`, b₁ `[h]`, W₂ `[h, 2]`, b₂ `[2]`. */
  readonly weights: readonly Values[];
  readonly rate: number;
  readonly batch: number;
  readonly steps: number;
}

/** The names of the parameters, as the course writes them, in the order of `weights`. */
export const parameterNames = ["hidden (W₁)", "hiddenBias (b₁)", "output (W₂)", "outputBias (b₂)"] as const;

/** A training, and for every parameter a direction that only the grader knows: components ±[1, 2). */
export function trainings(): fc.Arbitrary<{ readonly training: Training; readonly directions: readonly Values[] }> {
  const [units, count, batch, steps] = [5, 24, 6, 24];
  const fine = (most: number) => fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => (n * most) / 2 ** 24);
  const list = <T>(one: fc.Arbitrary<T>, length: number) => fc.array(one, { minLength: length, maxLength: length });
  const shapes: readonly Shape[] = [[2, units], [units], [units, 2], [2]];
  const fillAll = (one: fc.Arbitrary<number>) =>
    fc.tuple(
      ...shapes.map((shape) =>
        list(
          one,
          shape.reduce((size, n) => size * n, 1),
        ).map((data) => fill(shape, (i) => data[i] ?? 0)),
      ),
    );
  const component = fc.tuple(fc.integer({ min: 2 ** 20, max: 2 ** 21 - 1 }), fc.constantFrom(-1, 1));
  return fc.record({
    training: fc.record({
      xs: list(fine(2), count),
      ys: list(fine(2), count),
      labels: list(fc.nat({ max: 1 }), count),
      weights: fillAll(fine(2)),
      rate: fc.constantFrom(0.1, 0.5, 1),
      batch: fc.constant(batch),
      steps: fc.constant(steps),
    }),
    directions: fillAll(component.map(([n, sign]) => (sign * n) / 2 ** 20)),
  });
}

const {
  add,
  concat,
  detach,
  div,
  exp,
  gather,
  log,
  matmul,
  max,
  mean,
  mul,
  neg,
  pow,
  reshape,
  slice,
  stack,
  sub,
  sum,
  transpose,
} = autodiff;

/** The scores of all points, shape `[n, 2]`. */
export function scoresOf([w1, b1, w2, b2]: readonly DualTensor[], points: DualTensor): DualTensor {
  if (w1 === undefined || b1 === undefined || w2 === undefined || b2 === undefined)
    throw new RangeError("the network has four parameters");
  const z = add.truth(matmul.truth(points, w1), b1);
  const one = lift(fill([], () => 1));
  const active = div.truth(one, add.truth(one, exp.truth(neg.truth(z))));
  return add.truth(matmul.truth(active, w2), b2);
}

/** All points as rows. */
export function pointsOf({ xs, ys }: Training): DualTensor {
  const column = (data: readonly number[]) => lift(fill([data.length], (i) => data[i] ?? Number.NaN));
  return transpose.truth(stack.truth([column(xs), column(ys)]));
}

/** The loss of one step's points: mean cross-entropy with weight decay 10⁻⁴. */
export function lossOf(weights: readonly DualTensor[], training: Training, step: number): Dual {
  const from = (step * training.batch) % training.labels.length;
  const scores = scoresOf(weights, slice.truth(pointsOf(training), 0, from, from + training.batch));
  const shifted = sub.truth(scores, detach.truth(max.truth(scores, [1], true)));
  const logShares = sub.truth(shifted, log.truth(sum.truth(exp.truth(shifted), [1], true)));
  const rows = training.labels.slice(from, from + training.batch).map((label, i) => 2 * i + label);
  const fit = neg.truth(mean.truth(gather.truth(reshape.truth(logShares, [-1]), rows)));
  const flat = [weights[0], weights[2]].map((w) => reshape.truth(w ?? lift(fill([], () => Number.NaN)), [-1]));
  const squares = sum.truth(pow.truth(concat.truth(flat), 2));
  const decay = mul.truth(lift(fill([], () => 1e-4)), squares);
  return add.truth(fit, decay).elements[0] ?? constant(Number.NaN);
}

/** Numbers that move along direction k, each with its component of `along`. */
export function moveAlong({ shape, data }: Values, along: Values, k: number): DualTensor {
  return {
    shape,
    elements: Array.from(data, (value, i) => {
      const speed = along.data[i] ?? Number.NaN;
      return { ...constant(value), directions: [k], tangent: [speed], tangentMagnitude: [Math.abs(speed)] };
    }),
  };
}

/** The loss of the first step as a program of the course's operations, as its `two-moons.ts` computes it. */
export function firstLoss(training: Training): Question<Run<string>> & { readonly ask: Program } {
  const { xs, ys, labels, batch, weights } = training;
  const [w1, b1, w2, b2] = weights;
  if (w1 === undefined || b1 === undefined || w2 === undefined || b2 === undefined)
    throw new RangeError("the network has four parameters");
  const fixed = (data: readonly number[]) => fixedInput(values(data));
  const inputs = {
    xs: fixed(xs),
    ys: fixed(ys),
    one: fixedInput(scalar(1)),
    decay: fixedInput(scalar(1e-4)),
    w1,
    b1,
    w2,
    b2,
  };
  const rows = labels.slice(0, batch).map((label, i) => 2 * i + label);
  return backprop(
    inputs,
    (t, course) => {
      const points = course.stack([t.xs, t.ys]).transpose().slice(0, 0, batch);
      const active = t.one.div(t.one.add(points.matmul(t.w1).add(t.b1).neg().exp()));
      const scores = active.matmul(t.w2).add(t.b2);
      const shifted = scores.sub(scores.max([1], true).detach());
      const logShares = shifted.sub(shifted.exp().sum([1], true).log());
      const fit = logShares.reshape([-1]).gather(rows).mean().neg();
      const all = course.concat([t.w1.reshape([-1]), t.w2.reshape([-1])]);
      return fit.add(t.decay.multiply(all.pow(2).sum()));
    },
    "ones",
  );
}
