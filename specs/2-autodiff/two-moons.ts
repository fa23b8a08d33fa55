/**
 * @file Training, judged by a transition certificate: the locked loop records what every step did, and the grader
 * re-derives each step on its own. Final weights would prove nothing, since a look-up table can be written as weights.
 */
import { beside, Mismatch, must, same, unchanged } from "../support/compare.ts";
import { tangentAlong } from "../support/dual.ts";
import { lift } from "../support/dual-tensor.ts";
import { agrees, reader, tangentOf, valueOf } from "../support/certificate.ts";
import { law } from "../support/law.ts";
import { sameAtEachStep } from "./each-step.ts";
import { firstLoss, lossOf, moveAlong, parameterNames, pointsOf, scoresOf, type Training, trainings } from "./moons.ts";
import { probeNumbers } from "../support/question.ts";
import { exact, fill, inner, type Measured, scalar, sizeOf, type Values } from "../support/values.ts";

/** A network of two layers. */
export const everyStep = law({
  stub: "capstone",
  weight: 4,
  says: "A network of two layers learns from your gradients: every step of its training goes down the true one.",
  given: trainings(),
  runs: 3,
  ask: ({ training }) => ({
    record: probeNumbers(
      "2-autodiff/moons.train",
      { ...training, weights: training.weights.map(({ data }) => [...data]) },
      numbersIn(training),
    ),
    first: firstLoss(training),
  }),
  holds: ({ record, first }, { training, directions }) => {
    try {
      checkRecord(record, training, directions);
    } catch (error) {
      // What differs in a training mostly differs in its first step, where the operation can be named.
      if (!(error instanceof Mismatch)) throw error;
      beside(
        () => [{ name: "watch it", text: "npx grade try two-moons" }],
        () => {
          sameAtEachStep(firstLoss(training).ask, first, ", step 1");
          throw error;
        },
      );
    }
  },
  shows: ({ training: { xs, weights, rate, batch, steps } }) => ({
    network: `2 → ${weights[1]?.data.length} → 2`,
    training: `${steps} steps of rate ${rate}, ${batch} of ${xs.length} points each`,
  }),
});

/** Judges every step of a record, and the scores at its end. */
function checkRecord(said: Float64Array, training: Training, directions: readonly Values[]): void {
  must(said.length === numbersIn(training), "the training", "all of its steps", `${said.length} numbers`);
  const read = reader(said);
  let { weights } = training;
  for (let step = 0; step < training.steps; step++) {
    const name = (k: number) => parameterNames[k] ?? "";
    const nth = `step ${step + 1}`;
    const truth = lossOf(moveAll(weights, directions), training, step);
    same(`the loss before ${nth}`, read([]), valueOf(truth));
    const gradients = weights.map(({ shape }) => read(shape));
    gradients.forEach((gradient, k) => {
      const along = directions[k] ?? gradient;
      if (agrees(inner(exact(gradient), exact(along)), tangentOf(truth, k))) return;
      same(`gradient of ${name(k)}, ${nth}`, gradient, gradientOf(weights, k, training, step));
      same(
        `gradient of ${name(k)} along a direction, ${nth}`,
        inner(exact(gradient), exact(along)),
        tangentOf(truth, k),
      );
    });
    weights = weights.map((before, k) => {
      const after = read(before.shape);
      const gradient = gradients[k] ?? before;
      const due = fill(before.shape, (i) => at(before, i) - training.rate * at(gradient, i));
      unchanged(`${name(k)} after ${nth}`, after, due);
      return after;
    });
  }
  const points = pointsOf(training);
  const scores = scoresOf(weights.map(lift), points);
  same("the scores after the training, computed under noGrad", read(scores.shape), {
    ...fill(scores.shape, (i) => scores.elements[i]?.value ?? Number.NaN),
    magnitude: Float64Array.from(scores.elements, ({ magnitude }) => magnitude),
  });
}

/** Every step has its loss, the gradients and the weights after it; at the end come two scores a point. */
function numbersIn({ weights, steps, xs }: Training): number {
  const parameters = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return steps * (1 + 2 * parameters) + 2 * xs.length;
}

/** Parameter k moves along direction k. */
function moveAll(weights: readonly Values[], directions: readonly Values[]) {
  return weights.map((w, k) => moveAlong(w, directions[k] ?? w, k));
}

/** The gradient of parameter k, element by element: for the report of a wrong one. */
function gradientOf(weights: readonly Values[], k: number, training: Training, step: number): Measured {
  const own = weights[k] ?? scalar(Number.NaN);
  const slopes = Array.from(own.data, (_, i) => {
    const along = fill(own.shape, (e) => (e === i ? 1 : 0));
    const moved = weights.map((w, other) => (other === k ? moveAlong(w, along, 0) : lift(w)));
    return tangentAlong(lossOf(moved, training, step), 0);
  });
  return {
    ...fill(own.shape, (i) => slopes[i]?.tangent ?? Number.NaN),
    magnitude: Float64Array.from(slopes, ({ magnitude }) => magnitude),
  };
}

function at({ data }: Values, i: number): number {
  return data[i] ?? Number.NaN;
}
