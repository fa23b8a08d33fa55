import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { pick } from "../support/lists.ts";
import * as every from "../support/operation-laws.ts";
import { exact, fill, type Measured, scalar } from "../support/values.ts";
import { type Beside, besideTargets, describeLoss } from "./losses.ts";

const error = describeLoss(
  "squaredError",
  "prediction",
  besideTargets((s) => fc.record({ prediction: valuesOf(s, 3), target: valuesOf(s, 1) })),
);
const exactHit = describeLoss(
  "squaredError",
  "prediction",
  besideTargets((s) => valuesOf(s, 3).map((prediction) => ({ prediction, target: prediction }))),
);
const beside = { name: "squaredError" as const, names: ["prediction"], options: ["target"] };

/** The value. */
export const value = every.computes(error, {
  core: true,
  says: "The mean of all squared differences.",
  suspects: [
    lossIs("Might it be that the sum is not divided by how many there are?", (total) => total),
    lossIs("Might it be that a root is drawn at the end?", (total, count) => Math.sqrt(total / count)),
    lossIs("Might it be that the mean is halved?", (total, count) => total / count / 2),
  ],
});

export const hit = every.computes(exactHit, { says: "Where every target is met, the loss is 0.", runs: 20 });
export const operandKept = every.keepsOperands(error);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient. */
export const gradient = every.differentiates(error, {
  core: true,
  says: "Upstream times twice the difference, divided by how many there are.",
  suspects: [
    slopeIs("Might it be that the difference is not divided by how many there are?", (d, u) => 2 * d * u),
    slopeIs("Might it be that the 2 is missing?", (d, u, count) => (d * u) / count),
    slopeIs("Might it be that the sign of the difference is lost?", (d, u, count) => (2 * Math.abs(d) * u) / count),
  ],
});

export const hitSlope = every.differentiates(exactHit, {
  says: "Where every target is met, the gradient is 0.",
  runs: 20,
});
export const accumulated = every.accumulates(error);
export const computed = every.reachesComputed(error);
export const linear = every.isLinear(error);
export const restKept = every.keepsRest(error);
export const largeGradient = extreme.differentiatesLarge(beside);
export const visibleGradient = extreme.handsOnSpecial(beside);

/** A likely cause: the loss came about like this, from the sum of the squares and their number. */
function lossIs(asks: string, f: (total: number, count: number) => number) {
  return {
    asks,
    explains: ({ value: got }: { readonly value: Measured }, given: Beside) => {
      const squares = differences(given).map((d) => d * d);
      same(
        "the result",
        got,
        exact(
          scalar(
            f(
              squares.reduce((sum, x) => sum + x, 0),
              squares.length,
            ),
          ),
        ),
      );
    },
  };
}

/** A likely cause: every gradient came about like this, from the difference, the upstream gradient and the number of elements. */
function slopeIs(asks: string, f: (difference: number, upstream: number, count: number) => number) {
  return {
    asks,
    explains: ({ grad }: { readonly grad: { readonly prediction: Measured } }, given: Beside) => {
      const all = differences(given);
      const due = fill(given.prediction.shape, (i) => f(pick(all, i), pick(given.upstream.data, 0), all.length));
      same("gradient of prediction", grad.prediction, exact(due));
    },
  };
}

function differences({ prediction, target }: Beside): readonly number[] {
  return Array.from(prediction.data, (p, i) => p - pick(target.data, i));
}
