/** @file The loop of training: a batch, an epoch, an evaluation, all epochs, and when to stop. */
import fc from "fast-check";
import { beside, must, reports, same, sameNumber, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOf } from "../support/plain.ts";
import type { Question } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Measured, scalar, type Shape, sizeOf, type Values, values } from "../support/values.ts";
import { gradientOf, hitsOf, lossAlong, parameterNames } from "./overfittings.ts";

/** Examples with their labels. */
interface Examples {
  readonly x: Values;
  readonly labels: readonly number[];
}

/** A small network: W₁, b₁, W₂, b₂, and the rate of its training. */
interface Start {
  readonly parameters: readonly Values[];
  readonly rate: number;
}

const [inputs, hidden, classes] = [3, 4, 3];
const shapes: readonly Shape[] = [[inputs, hidden], [hidden], [hidden, classes], [classes]];

/** A small network and some examples, from one seed: a smaller one is no simpler. */
function starts(counts: fc.Arbitrary<number>): fc.Arbitrary<Start & Examples & { readonly seed: number }> {
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
function take({ x, labels }: Examples, places: readonly number[]): Examples {
  return {
    x: fill([places.length, inputs], (i) => pick(x.data, pick(places, Math.floor(i / inputs)) * inputs + (i % inputs))),
    labels: places.map((place) => pick(labels, place)),
  };
}

/** Lists of places, each place in one of them, of different lengths. */
function batchesOf(count: number): fc.Arbitrary<readonly (readonly number[])[]> {
  const places = Array.from({ length: count }, (_, i) => i);
  return fc
    .record({
      order: fc.shuffledSubarray(places, { minLength: count, maxLength: count }),
      size: fc.integer({ min: 2, max: 3 }),
    })
    .map(({ order, size }) =>
      Array.from({ length: Math.ceil(count / size) }, (_, k) => order.slice(k * size, (k + 1) * size)),
    );
}

function plainStart({ parameters, rate }: Start) {
  return { parameters: parameters.map(plainOf), rate };
}

function plainExamples({ x, labels }: Examples) {
  return { x: plainOf(x), labels };
}

/** The loss of some examples. */
function lossOf(parameters: readonly Values[], { x, labels }: Examples): Measured {
  const { value, size } = lossAlong(parameters, [], x, labels);
  return { ...scalar(value), magnitude: Float64Array.of(size) };
}

function nextAll(said: Packed, what: string): readonly Values[] {
  return shapes.map((_, k) => said.next(`${what} of ${pick(parameterNames, k)}`));
}

function one(numbers: Values, i: number): number {
  return numbers.data[i] ?? Number.NaN;
}

function isSingle(what: string, got: number, due: Measured): void {
  same(what, scalar(got), due);
}

/** Fails unless parameters are where one step of plain descent leads to. */
function hasMoved(
  when: string,
  got: readonly Values[],
  before: readonly Values[],
  gradients: readonly Values[],
  rate: number,
): void {
  got.forEach((after, k) => {
    const [w, g] = [pick(before, k), pick(gradients, k)];
    beside(
      () => [{ name: "what is due", text: "what the optimiser's one step makes of them: nobody else changes them" }],
      () =>
        unchanged(
          `${pick(parameterNames, k)} ${when}`,
          after,
          fill(w.shape, (i) => pick(w.data, i) - rate * pick(g.data, i)),
        ),
    );
  });
}

/** Batches one after the other, by the same optimiser. */
const batchCases = starts(fc.constant(6)).chain((start) =>
  batchesOf(6).map((batches) => ({ ...start, batches: batches.slice(0, 2) })),
);
type BatchCase = Start & Examples & { readonly batches: readonly (readonly number[])[] };

function askBatches(asked: BatchCase): Question<Packed> {
  const batches = asked.batches.map((places) => plainExamples(take(asked, places)));
  const each: readonly Shape[] = [[3], ...shapes, ...shapes, ...shapes];
  return probePacked(
    "4-training/loop.batches",
    { ...plainStart(asked), batches },
    asked.batches.flatMap(() => each),
  );
}

/** trainBatch: the gradients that the step goes along. */
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
  shows: showStart,
});

/** trainBatch: what is left alone. */
export const rateKept = law({
  stub: "trainBatch",
  says: "The rate of the optimiser is not its business.",
  given: batchCases,
  runs: 5,
  ask: askBatches,
  holds: (said, { batches, rate }) => {
    for (const _ of batches) {
      const numbers = said.next("loss, steps and rate");
      must(one(numbers, 2) === rate, "the rate afterwards", showNumber(rate), showNumber(one(numbers, 2)));
      for (const what of ["before", "gradient", "after"]) nextAll(said, what);
    }
  },
  shows: showStart,
});

function showStart({ x, labels, rate }: Start & Examples): Readonly<Record<string, unknown>> {
  return { network: `${inputs} → ${hidden} → ${classes}`, x, labels: values(labels), rate };
}

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

/** Judges all steps of an epoch. @returns the mean loss that is due */
function judgeEpoch(said: Packed, asked: BatchCase): void {
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
    loss += one(due, 0) * places.length;
    magnitude += (due.magnitude[0] ?? 0) * places.length;
    const after = nextAll(said, "numbers");
    hasMoved(`after ${nth}`, after, parameters, gradients, asked.rate);
    parameters = after;
  }
  nextAll(said, "numbers").forEach((last, k) =>
    unchanged(`${pick(parameterNames, k)} in the end`, last, pick(parameters, k)),
  );
  const count = batches.flat().length;
  isSingle("the mean loss", one(numbers, 0), {
    ...scalar(loss / count),
    magnitude: Float64Array.of(magnitude / count),
  });
}

/** trainEpoch: the value. */
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
});

/** trainEpoch: long epochs. */
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

function askEvaluation(asked: Start & Examples): Question<Packed> {
  const data = { ...plainStart(asked), ...plainExamples(asked) };
  return probePacked("4-training/loop.evaluation", data, [[6], ...shapes, ...shapes]);
}

/** evaluate: the value. */
export const lossAndAccuracy = law({
  stub: "evaluate",
  core: true,
  weight: 2,
  says: "In evaluation mode and without a graph, the mean loss and the accuracy.",
  given: starts(fc.integer({ min: 1, max: 9 })),
  runs: 40,
  ask: askEvaluation,
  holds: (said, asked) => {
    const numbers = said.next("loss and accuracy");
    isSingle("the loss", one(numbers, 0), lossOf(asked.parameters, asked));
    const hits = hitsOf(asked.parameters, asked.x, asked.labels);
    sameNumber("the accuracy", one(numbers, 1), hits / asked.labels.length);
    must(one(numbers, 3) === 0, "the network's mode", "evaluation", "training");
    must(one(numbers, 4) === 0, "graphs that are recorded", "none", showNumber(one(numbers, 4)));
  },
  shows: showStart,
});

/** evaluate: large sets. */
export const manyExamples = law({
  stub: "evaluate",
  says: "Hundreds of examples are judged like a few.",
  given: starts(fc.constant(333)),
  runs: 2,
  ask: askEvaluation,
  holds: (said, asked) => {
    const numbers = said.next("loss and accuracy");
    isSingle("the loss", one(numbers, 0), lossOf(asked.parameters, asked));
    sameNumber("the accuracy", one(numbers, 1), hitsOf(asked.parameters, asked.x, asked.labels) / 333);
  },
  shows: ({ labels }) => ({ "how many examples": labels.length }),
});

/** evaluate: what is left alone. */
export const onlyLooks = law({
  stub: "evaluate",
  says: "Nothing is learned: parameters and gradients stay, and recording is on again.",
  given: starts(fc.integer({ min: 1, max: 5 })),
  runs: 10,
  ask: askEvaluation,
  holds: (said, { parameters }) => {
    const numbers = said.next("loss and accuracy");
    must(one(numbers, 5) === 1, "recording afterwards", "on", "off");
    nextAll(said, "numbers").forEach((got, k) => unchanged(pick(parameterNames, k), got, pick(parameters, k)));
    nextAll(said, "gradient").forEach((got, k) => {
      const due = fill(pick(shapes, k), () => 7);
      unchanged(`gradient of ${pick(parameterNames, k)}`, got, due);
    });
  },
  shows: showStart,
});

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
  const told = rates.map((_, i) => said.next(`the report of epoch ${i + 1}`));
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
    const [epoch, report] = [`epoch ${i + 1}`, pick(told, i)];
    const places: number[] = [];
    let [loss, magnitude] = [0, 0];
    for (let k = 0; k < steps; k++) {
      const [kind, used] = said.next("a step").data;
      must(kind === 1, `what happens at place ${k + 1} of ${epoch}`, "a step", "an evaluation");
      must(used === rate, `the rate in ${epoch}`, showNumber(rate), showNumber(used ?? Number.NaN));
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

/** train: the value. */
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

/** train: a new order. Two orders of 40 examples never agree by chance. */
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

/** The sizes of some parameters. */
const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

/** Parameters, and the epochs after which their numbers are kept. Those of parameter k say 100·k + the epoch. */
interface Keeping {
  readonly sizes: readonly number[];
  readonly epochs: readonly number[];
}

const keepings = fc.record<Keeping>({
  sizes: fc.oneof({ arbitrary: sizes, weight: 9 }, { arbitrary: fc.constant([2, 301]), weight: 1 }),
  epochs: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
});

function plainKeeping({ sizes: all, epochs }: Keeping) {
  return { sizes: all, epochs };
}

function showKeeping({ sizes: all, epochs }: Keeping): Readonly<Record<string, unknown>> {
  return { "numbers of each parameter": values(all), "kept after epoch": values(epochs) };
}

function vectors(all: readonly number[]): readonly Shape[] {
  return all.map((size) => [size]);
}

/** Fails unless the arrays that are kept are those of an epoch. */
function hasKept(said: Packed, all: readonly number[], epoch: number): void {
  const count = one(said.next("how many are kept"), 0);
  must(count === all.length, "how many arrays are kept", `${all.length}`, showNumber(count));
  all.forEach((size, k) => {
    const due = fill([size], () => 100 * k + epoch);
    unchanged(`what is kept of parameter ${k + 1}, which has changed since`, said.next("what is kept"), due);
  });
}

/** earlyStopping.copies: the value. */
export const ownCopies = law({
  stub: "earlyStopping.copies",
  core: true,
  weight: 2,
  says: "For every parameter an array of its own, with the same numbers.",
  given: keepings,
  runs: 40,
  ask: (asked) => probePacked("4-training/loop.keeping", plainKeeping(asked), [[1], ...vectors(asked.sizes)]),
  holds: (said, { sizes: all, epochs }) => hasKept(said, all, epochs.at(-1) ?? 0),
  shows: showKeeping,
});

/** earlyStopping.copies: once more. */
export const newCopies = law({
  stub: "earlyStopping.copies",
  says: "Weights that are kept later go into new arrays, and leave the earlier ones as they are.",
  given: keepings,
  runs: 20,
  ask: (asked) => probePacked("4-training/loop.keptBefore", plainKeeping(asked), [...vectors(asked.sizes), [1]]),
  holds: (said, { sizes: all, epochs: [first = 0] }) => {
    all.forEach((size, k) => {
      const due = fill([size], () => 100 * k + first);
      unchanged(`what was kept of parameter ${k + 1} first`, said.next("what was kept"), due);
    });
    const shared = one(said.next("shared arrays"), 0);
    must(shared === 0, "arrays that were kept twice", "none", showNumber(shared));
  },
  shows: showKeeping,
});

/** What a law about `restore` asks. */
const askRestoring = (asked: Keeping) =>
  probePacked("4-training/loop.restoring", plainKeeping(asked), [
    ...vectors(asked.sizes),
    ...vectors(asked.sizes),
    [1],
  ]);

/** earlyStopping.restore: the value. */
export const bestRestored = law({
  stub: "earlyStopping.restore",
  core: true,
  weight: 2,
  says: "Every parameter's numbers become those that were kept for it.",
  given: keepings,
  runs: 40,
  ask: askRestoring,
  holds: (said, { sizes: all, epochs }) => {
    for (const when of ["when restored", "when changed and restored again"])
      all.forEach((size, k) => {
        const due = fill([size], () => 100 * k + (epochs.at(-1) ?? 0));
        unchanged(`parameter ${k + 1} ${when}`, said.next("a parameter"), due);
      });
    const kept = one(said.next("arrays"), 0);
    must(kept === all.length, "parameters with the array that they had", `${all.length}`, showNumber(kept));
  },
  shows: showKeeping,
});

/** earlyStopping.restore: before there is anything. */
export const nothingKept = law({
  stub: "earlyStopping.restore",
  says: "Where nothing was kept yet, parameters stay as they are.",
  given: fc.record<Keeping>({ sizes, epochs: fc.constant([]) }),
  runs: 5,
  ask: askRestoring,
  holds: (said, { sizes: all }) => {
    for (const epoch of [-1, -2])
      all.forEach((size, k) => {
        const due = fill([size], () => 100 * k + epoch);
        unchanged(`parameter ${k + 1}`, said.next("a parameter"), due);
      });
  },
  shows: showKeeping,
});

/** Losses of a validation set, and how long to wait. */
interface Stopping {
  readonly losses: readonly number[];
  readonly patience: number;
  readonly sizes: readonly number[];
}

const loss = fc.oneof(
  { arbitrary: fc.integer({ min: -1, max: 6 }), weight: 6 },
  { arbitrary: fc.constant(Number.NaN), weight: 1 },
);

const stoppings = fc.record<Stopping>({
  losses: fc.array(loss, { minLength: 1, maxLength: 9 }),
  patience: fc.integer({ min: 1, max: 4 }),
  sizes,
});

function askStopping({ losses, patience, sizes: all }: Stopping): Question<Packed> {
  const data = { losses: losses.map((each) => (Number.isNaN(each) ? "NaN" : each)), patience, sizes: all };
  return probePacked("4-training/loop.noting", data, [...losses.map(() => [3]), [1], ...vectors(all)]);
}

/** What is due after each loss; and the epoch whose weights are kept, from 1 on. */
function dueNotes({ losses, patience }: Stopping) {
  let [best, waited, epoch] = [Infinity, 0, 0];
  const notes = losses.map((each, i) => {
    const isBetter = each < best;
    [best, waited, epoch] = isBetter ? [each, 0, i + 1] : [best, waited + 1, epoch];
    return { stop: waited >= patience, best, waited };
  });
  return { notes, epoch };
}

function showStopping({ losses, patience }: Stopping): Readonly<Record<string, unknown>> {
  return { losses: values(losses), patience };
}

/** earlyStopping.note: the answers. */
export const whenToStop = law({
  stub: "earlyStopping.note",
  core: true,
  weight: 2,
  says: "A loss below the best is kept, any other waited for, until patience ends.",
  given: stoppings,
  examples: [{ losses: [3, 2, 4, 1, 5, 5], patience: 2, sizes: [2] }],
  ask: askStopping,
  holds: (said, asked) => {
    for (const [i, { stop, best, waited }] of dueNotes(asked).notes.entries()) {
      const got = said.next("a note").data;
      const after = `after loss ${i + 1}`;
      must(got[1] === best, `the best loss ${after}`, showNumber(best), showNumber(got[1] ?? Number.NaN));
      must(got[2] === waited, `epochs waited ${after}`, `${waited}`, showNumber(got[2] ?? Number.NaN));
      const say = (x: number | undefined) => (x === 1 ? "stop" : x === 0 ? "go on" : "neither");
      reports(`what to do ${after}`, say(got[0]), stop ? "stop" : "go on");
    }
  },
  shows: showStopping,
});

/** earlyStopping.note: which weights are kept. */
export const bestKept = law({
  stub: "earlyStopping.note",
  says: "The weights that are kept are those of the lowest loss, and of equal ones the first.",
  given: stoppings.filter(({ losses }) => losses.some((each) => !Number.isNaN(each))),
  ask: askStopping,
  holds: (said, asked) => {
    for (const _ of asked.losses) said.next("a note");
    hasKept(said, asked.sizes, dueNotes(asked).epoch);
  },
  shows: showStopping,
});
