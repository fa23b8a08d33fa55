import fc from "fast-check";
import { must, same, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { scalar, type Shape } from "../support/values.ts";
import { type BatchCase, batchesOf, hasMoved } from "./batches.ts";
import { gradientOf, parameterNames } from "./overfittings.ts";
import { nextAll, one, plainExamples, plainStart, shapes, showStart, starts, take } from "./small-networks.ts";

/** Batches one after the other, by the same optimiser. */
const batchCases = starts(fc.constant(6)).chain((start) =>
  batchesOf(6).map((batches) => ({ ...start, batches: batches.slice(0, 2) })),
);

function askBatches(asked: BatchCase): Question<Packed> {
  const batches = asked.batches.map((places) => plainExamples(take(asked, places)));
  const each: readonly Shape[] = [[3], ...shapes, ...shapes, ...shapes];
  return probePacked(
    "4-training/loop.batches",
    { ...plainStart(asked), batches },
    asked.batches.flatMap(() => each),
  );
}

/** The gradients that the step goes along. */
export const ownGradients = law({
  stub: "trainBatch",
  core: true,
  weight: 2,
  says: "Gradients are cleared, flow back from the loss, and the optimiser takes one step.",
  given: batchCases,
  runs: 20,
  ask: askBatches,
  holds: (said, asked) => {
    let { parameters } = asked;
    for (const [i, places] of asked.batches.entries()) {
      const [batch, nth] = [take(asked, places), `batch ${i + 1}`];
      const numbers = said.next("loss and steps");
      const steps = one(numbers, 1);
      must(steps === i + 1, `steps after ${nth}`, `${i + 1}, one a batch`, showNumber(steps));
      nextAll(said, "numbers before").forEach((before, k) =>
        unchanged(`${pick(parameterNames, k)} before the step of ${nth}`, before, pick(parameters, k)),
      );
      const gradients = nextAll(said, "gradient");
      gradients.forEach((gradient, k) =>
        same(
          `gradient of ${pick(parameterNames, k)} at the step of ${nth}`,
          gradient,
          gradientOf(parameters, k, batch.x, batch.labels),
        ),
      );
      const after = nextAll(said, "numbers");
      hasMoved(`after ${nth}`, after, parameters, gradients, asked.rate);
      parameters = after;
    }
  },
  shows: (asked) => ({ ...showStart(asked), "gradients before": 7 }),
});

/** What is left alone. */
export const rateKept = law({
  stub: "trainBatch",
  says: "The rate of the optimiser is not its business.",
  given: batchCases,
  runs: 5,
  ask: askBatches,
  holds: (said, { batches, rate }) => {
    for (const _ of batches) {
      const numbers = said.next("loss, steps and rate");
      unchanged("the rate afterwards", scalar(one(numbers, 2)), scalar(rate));
      for (const what of ["before", "gradient", "after"]) nextAll(said, what);
    }
  },
  shows: showStart,
});
