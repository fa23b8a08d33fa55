import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { slice } from "#course/2-autodiff/ops/slice.ts";
import { parametersOf, pointsOf, scoresOf, trainStep, type Weights } from "#course/2-autodiff/two-moons.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { numbersOf } from "../../probes/read-values.ts";

/** What the grader decides about a training: everything but the gradients. */
interface Training {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly labels: readonly number[];
  /** W₁ `[2, h]`, b₁ `[h]`, W₂ `[h, 2]`, b₂ `[2]`, each row-major. */
  readonly weights: readonly (readonly number[])[];
  readonly rate: number;
  /** How many points a step sees. */
  readonly batch: number;
  readonly steps: number;
}

/**
 * Trains, and records every step: the loss before it, the gradients it went along, the weights after it. At the end
 * come the scores of all points. The grader checks every number of the record.
 */
export function train({
  xs,
  ys,
  labels,
  weights: [w1 = [], b1 = [], w2 = [], b2 = []],
  ...how
}: Training): Float64Array {
  const tensor = (data: readonly number[], shape: readonly number[]) =>
    new Tensor({ shape, data: Float64Array.from(data) });
  const units = b1.length;
  const weights: Weights = {
    hidden: tensor(w1, [2, units]),
    hiddenBias: tensor(b1, [units]),
    output: tensor(w2, [units, 2]),
    outputBias: tensor(b2, [2]),
  };
  const points = pointsOf({ xs, ys, labels });
  const all = parametersOf(weights);
  const shapes = all.map(({ shape }) => [...shape]);
  const record: number[] = [];
  for (let step = 0; step < how.steps; step++) {
    const from = (step * how.batch) % labels.length;
    const batch = slice(points, 0, from, from + how.batch);
    record.push(trainStep(weights, batch, labels.slice(from, from + how.batch), how.rate));
    all.forEach(({ grad }, k) => record.push(...numbersOf(`the gradient of parameter ${k + 1}`, grad, shapes[k])));
    all.forEach((parameter, k) => record.push(...numbersOf(`parameter ${k + 1}`, parameter, shapes[k])));
  }
  const scores = noGrad(() => scoresOf(weights, points));
  record.push(...numbersOf("the scores", scores, [labels.length, b2.length]));
  return Float64Array.from(record);
}
