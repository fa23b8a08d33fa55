import fc from "fast-check";
import { must, sameNumber, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { scalar, type Shape, type Values, values } from "../support/values.ts";
import { hitsOf } from "./overfittings.ts";
import {
  type Examples,
  inputs,
  isSingle,
  lossOf,
  nextAll,
  one,
  plainExamples,
  plainStart,
  shapes,
  type Start,
  starts,
  take,
} from "./small-networks.ts";

/** A training of several epochs, watched with other examples. */
interface Training extends Start {
  readonly learned: Examples;
  readonly others: Examples;
  readonly size: number;
  readonly rates: readonly number[];
  readonly seed: number;
}

function trainings(learned: fc.Arbitrary<number>): fc.Arbitrary<Training> {
  return learned.chain((count) =>
    fc
      .record({
        start: starts(fc.constant(count + 4)),
        size: fc.integer({ min: 2, max: 4 }),
        rates: fc.array(fc.constantFrom(0.5, 0.25, 0.125, 1), { minLength: 2, maxLength: 3 }),
      })
      .map(({ start, size, rates }) => {
        const all = Array.from({ length: count + 4 }, (_, i) => i);
        return {
          parameters: start.parameters,
          rate: 0.75,
          seed: start.seed,
          learned: take(start, all.slice(0, count)),
          others: take(start, all.slice(count)),
          size,
          rates,
        };
      }),
  );
}

function askTraining(asked: Training): Question<Packed> {
  const { learned, others, size, rates, seed } = asked;
  const steps = Math.ceil(learned.labels.length / size);
  const data = {
    ...plainStart(asked),
    learned: plainExamples(learned),
    others: plainExamples(others),
    size,
    rates,
    seed,
  };
  const each: readonly Shape[] = [
    ...Array.from({ length: steps }, () => [[2], [size, inputs], ...shapes]).flat(),
    [2],
    [others.labels.length, inputs],
    ...shapes,
  ];
  return probePacked("4-training/loop.training", data, [
    [1],
    ...rates.map(() => [3]),
    [1],
    ...rates.flatMap(() => each),
  ]);
}

/** Judges all epochs. @returns the places of each, in the order in which they were learned */
function judgeTraining(said: Packed, { learned, others, size, rates }: Training): readonly (readonly number[])[] {
  const count = one(said.next("the reports"), 0);
  must(count === rates.length, "how many reports there are", `${rates.length}, one an epoch`, showNumber(count));
  const told = rates.map((_, i) => said.next(`the report of epoch ${i}`));
  const steps = Math.ceil(learned.labels.length / size);
  const happened = one(said.next("what happened"), 0);
  const due = rates.length * (steps + 1);
  must(
    happened === due,
    "steps and evaluations",
    `${due}: ${steps} steps and 1 evaluation an epoch`,
    showNumber(happened),
  );
  return rates.map((rate, i) => {
    const [epoch, report] = [`epoch ${i}`, pick(told, i)];
    const places: number[] = [];
    let [loss, magnitude] = [0, 0];
    for (let k = 0; k < steps; k++) {
      const [kind, used] = said.next("a step").data;
      must(kind === 1, `what happens at place ${k + 1} of ${epoch}`, "a step", "an evaluation");
      unchanged(`the rate in ${epoch}`, scalar(used ?? Number.NaN), scalar(rate));
      const own = placesOf(said.next("rows"), learned.x, epoch);
      const parameters = nextAll(said, "numbers");
      const batchLoss = lossOf(parameters, take(learned, own));
      loss += one(batchLoss, 0) * own.length;
      magnitude += (batchLoss.magnitude[0] ?? 0) * own.length;
      places.push(...own);
    }
    const all = learned.labels.length;
    must(
      new Set(places).size === all && places.length === all,
      `the examples of ${epoch}`,
      `all ${all}, each once`,
      `${new Set(places).size} of them`,
    );
    const [kind] = said.next("an evaluation").data;
    must(kind === 2, `what happens after the steps of ${epoch}`, "an evaluation", "a step");
    unchanged(`what is evaluated after ${epoch}`, said.next("rows"), others.x);
    const parameters = nextAll(said, "numbers");
    isSingle(`the mean loss of ${epoch}`, one(report, 0), {
      ...scalar(loss / all),
      magnitude: Float64Array.of(magnitude / all),
    });
    isSingle(`the loss of the others after ${epoch}`, one(report, 1), lossOf(parameters, others));
    const hits = hitsOf(parameters, others.x, others.labels);
    sameNumber(`the accuracy after ${epoch}`, one(report, 2), hits / others.labels.length);
    return places;
  });
}

/** Which examples these rows are. */
function placesOf(seen: Values, { data }: Values, epoch: number | string): readonly number[] {
  const rows = (numbers: Float64Array) =>
    Array.from({ length: Math.floor(numbers.length / inputs) }, (_, i) =>
      numbers.subarray(i * inputs, (i + 1) * inputs).join(),
    );
  const known = new Map(rows(data).map((key, place) => [key, place]));
  return rows(seen.data).map((key) => {
    const place = known.get(key);
    must(place !== undefined, `what the network learns in ${epoch}`, "the examples to learn from", "others");
    return place;
  });
}

function showTraining({ learned, others, size, rates }: Training): Readonly<Record<string, unknown>> {
  const counts = { "to learn from": learned.labels.length, "to watch with": others.labels.length };
  return { ...counts, size, "rate of each epoch": values(rates) };
}

/** The value. */
export const everyEpoch = law({
  stub: "train",
  core: true,
  weight: 2,
  says: "The epoch's rate, an epoch of new batches, then an evaluation with the others.",
  given: trainings(fc.integer({ min: 3, max: 7 })),
  runs: 20,
  ask: askTraining,
  holds: (said, asked) => void judgeTraining(said, asked),
  shows: showTraining,
});

/** A new order. Two orders of 40 examples agree by chance with a probability of 1 / 40!, below 10⁻⁴⁷. */
export const newBatches = law({
  stub: "train",
  says: "Every epoch has an order of its own.",
  given: trainings(fc.constant(40)),
  runs: 2,
  ask: askTraining,
  holds: (said, asked) => {
    const [first = [], second = []] = judgeTraining(said, asked);
    must(first.join() !== second.join(), "the order of the second epoch", "another one", "that of the first");
  },
  shows: showTraining,
});
