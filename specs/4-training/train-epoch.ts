import fc from "fast-check";
import { must, same, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { scalar } from "../support/values.ts";
import { type BatchCase, batchesOf, hasMoved } from "./batches.ts";
import { gradientOf, parameterNames } from "./overfittings.ts";
import {
  inputs,
  isSingle,
  lossOf,
  nextAll,
  one,
  plainExamples,
  plainStart,
  shapes,
  showStart,
  starts,
  take,
} from "./small-networks.ts";

/** An epoch of batches. */
const epochCases = starts(fc.integer({ min: 3, max: 8 })).chain((start) =>
  batchesOf(start.labels.length).map((batches) => ({ ...start, batches })),
);

/** A long epoch: 300 examples. */
const longEpoch = starts(fc.constant(301)).map((start) => ({
  ...start,
  batches: Array.from({ length: 43 }, (_, k) =>
    Array.from({ length: 7 }, (__, i) => (7 * k + i) * 2).map((place) => place % 301),
  ),
}));

function askEpoch(asked: BatchCase): Question<Packed> {
  const { x, labels, batches } = asked;
  const each = batches.flatMap((places) => [[1], [places.length, inputs], ...shapes, ...shapes, ...shapes]);
  const data = { ...plainStart(asked), ...plainExamples({ x, labels }), batches };
  return probePacked("4-training/loop.epoch", data, [[2], ...each, ...shapes]);
}

/**
 * Judges all steps of an epoch, and the mean of their losses.
 *
 * @param countOf - how much a batch counts in the mean: as much as it has examples
 */
function judgeEpoch(said: Packed, asked: BatchCase, countOf = (places: readonly number[]) => places.length): void {
  const numbers = said.next("loss and steps");
  const { batches } = asked;
  must(
    one(numbers, 1) === batches.length,
    "how many steps are taken",
    `${batches.length}`,
    showNumber(one(numbers, 1)),
  );
  let { parameters } = asked;
  let [loss, magnitude] = [0, 0];
  for (const [i, places] of batches.entries()) {
    const [batch, nth] = [take(asked, places), `step ${i + 1}`];
    const mode = one(said.next("the mode"), 0);
    must(mode === 1, `the network's mode at ${nth}`, "training", "evaluation");
    unchanged(`what the network sees at ${nth}`, said.next("rows"), batch.x);
    nextAll(said, "numbers before").forEach((before, k) =>
      unchanged(`${pick(parameterNames, k)} before ${nth}`, before, pick(parameters, k)),
    );
    const gradients = nextAll(said, "gradient");
    // The loss of this batch, with the right labels: a gradient of other labels would be another one.
    const [, , , lastBias] = gradients;
    if (lastBias !== undefined)
      same(`gradient of b₂ at ${nth}`, lastBias, gradientOf(parameters, 3, batch.x, batch.labels));
    const due = lossOf(parameters, batch);
    loss += one(due, 0) * countOf(places);
    magnitude += (due.magnitude[0] ?? 0) * countOf(places);
    const after = nextAll(said, "numbers");
    hasMoved(`after ${nth}`, after, parameters, gradients, asked.rate);
    parameters = after;
  }
  nextAll(said, "numbers").forEach((last, k) =>
    unchanged(`${pick(parameterNames, k)} in the end`, last, pick(parameters, k)),
  );
  const count = batches.reduce((sum, places) => sum + countOf(places), 0);
  isSingle("the mean loss", one(numbers, 0), {
    ...scalar(loss / count),
    magnitude: Float64Array.of(magnitude / count),
  });
}

/** The value. */
export const everyBatch = law({
  stub: "trainEpoch",
  core: true,
  weight: 2,
  says: "In training mode, one step for every batch; then the mean loss of all examples.",
  given: epochCases,
  runs: 20,
  ask: askEpoch,
  holds: judgeEpochOf,
  shows: showEpoch,
  suspects: [
    {
      asks: "Might it be that every batch counts as much as any other, also a smaller one?",
      explains: (said, asked) => judgeEpoch(said, asked, () => 1),
    },
  ],
});

/** Long epochs. */
export const manyBatches = law({
  stub: "trainEpoch",
  says: "An epoch of hundreds of examples is one of a few, only longer.",
  given: longEpoch,
  runs: 1,
  ask: askEpoch,
  holds: judgeEpochOf,
  shows: ({ batches, rate }) => ({ "how many batches": batches.length, rate }),
});

function judgeEpochOf(said: Packed, asked: BatchCase): void {
  judgeEpoch(said, asked);
}

function showEpoch(asked: BatchCase): Readonly<Record<string, unknown>> {
  return { ...showStart(asked), batches: asked.batches.map((places) => `[${places.join(", ")}]`).join(", ") };
}
