/**
 * @file The capstone: a few real digits by heart, judged by a transition certificate. The recorder around the locked `Optimiser.step`
 * writes down what every step saw and did, and the grader re-derives each step on its own. Final weights would prove nothing: a look-up
 * table can be written as weights.
 */
import { agrees, reader } from "../support/certificate.ts";
import { beside, must, same, showNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { plainOf } from "../support/plain.ts";
import { probeNumbers, type Question } from "../support/question.ts";
import { exact, inner, type Measured, plus, scalar, type Values } from "../support/values.ts";
import { diagnosis } from "./diagnosis.ts";
import type { MovingNumber } from "./moving.ts";
import {
  descend,
  firstMemories,
  gradientOf,
  hitsOf,
  lossAlong,
  type Overfitting,
  overfittings,
  parameterNames,
  type RuleName,
  standardised,
} from "./overfittings.ts";

const stub = "overfit";

/**
 * The whole library as one piece.
 *
 * Of 6,000 trainings by each rule all digits were right after 9, 10 and 10 epochs at the latest, and one epoch more leaves a third of
 * those that are not there yet or less. So a right library fails after 24 epochs with a probability of about 10⁻¹⁰.
 */
export const byHeart = learnsByHeart(
  "sgd",
  "Fewer than 30 digits are learned by heart, and every step of the training follows from the one before.",
);
export const withMomentum = learnsByHeart(
  "momentum",
  "With momentum they are learned by heart, too, and every step follows from those before.",
);
export const withAdam = learnsByHeart(
  "adam",
  "With Adam they are learned by heart, too, and every step follows from those before.",
);

/** One training by a rule. Each rule has a law of its own, so that a law needs only that rule's stubs. */
function learnsByHeart(rule: RuleName, says: string): Law {
  const core = rule === "sgd";
  return law({
    stub,
    core,
    weight: core ? 2 : 1,
    says,
    given: overfittings(rule),
    runs: 1,
    ask: askTraining,
    holds: (said, training) => {
      const record = recordIn(said, training);
      beside(
        () => diagnosis(record.losses, record.steps),
        () => judge(record, training),
      );
    },
    shows,
  });
}

/** Once more. */
export const sameAgain = law({
  stub,
  says: "Once more with the same random numbers, a training is the same, number for number.",
  given: overfittings("sgd"),
  runs: 1,
  ask: (training) => ({ once: askTraining(training), again: askTraining(training) }),
  holds: ({ once, again }) => {
    const first = once.findIndex((x, i) => !Object.is(x, again[i]));
    must(once.length > 1 && first < 0, "the second training", "the same numbers", "others");
  },
  shows,
});

/** What the first step of a training saw and did, or the hundredth. */
interface Step {
  /** The examples that the network saw. */
  readonly seen: Values;
  readonly before: readonly Values[];
  readonly gradients: readonly Values[];
  readonly after: readonly Values[];
}

/** A training as it was written down. */
interface Record {
  /** How many numbers the optimiser was given to change. */
  readonly changed: number;
  /** How many numbers the network's parameters have in the end. */
  readonly has: number;
  readonly x: Values;
  /** The mean loss of each epoch. */
  readonly losses: Values;
  readonly last: readonly Values[];
  readonly taken: number;
  readonly steps: readonly Step[];
}

function judge(record: Record, training: Overfitting): void {
  const { pixels, labels, epochs, size, directions } = training;
  const numbers = training.parameters.reduce((sum, { data }) => sum + data.length, 0);
  must(record.changed === numbers, "how many weights the optimiser changes", `${numbers}`, `${record.changed}`);
  must(record.has === numbers, "how many weights the network has in the end", `${numbers}`, `${record.has}`);
  same("the pixels on one scale", record.x, standardised(pixels));
  const batches = Math.ceil(labels.length / size);
  const due = epochs * batches;
  must(record.taken === due, "how many steps are taken", `${due}: ${batches} in each epoch`, `${record.taken}`);
  let memories = firstMemories(training.parameters);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const places: number[] = [];
    let [loss, magnitude] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      const place = epoch * batches + batch;
      const [step, nth] = [pick(record.steps, place), `step ${place + 1}`];
      const batchPlaces = placesOf(step.seen, record.x, nth);
      const batchLabels = batchPlaces.map((at) => pick(labels, at));
      places.push(...batchPlaces);
      const before = memories.map(({ weights }) => weights);
      hasOwn("before", nth, step.before, before, place === 0 ? "at the beginning" : `after step ${place}`);
      const truth = lossAlong(step.before, directions, step.seen, batchLabels);
      loss += truth.value * batchPlaces.length;
      magnitude += truth.size * batchPlaces.length;
      hasSlope(step, directions, truth, batchLabels, nth);
      const next = descend(memories, step.gradients, training);
      step.after.forEach((weights, k) =>
        beside(
          () => [
            { name: "what is due", text: "what the rule makes of the weights before the step, and of the gradient" },
          ],
          () => same(`${pick(parameterNames, k)} after ${nth}`, weights, pick(next, k).weights),
        ),
      );
      memories = next.map((memory, k) => ({ ...memory, weights: exact(pick(step.after, k)) }));
    }
    hasEachOnce(places, labels.length, epoch);
    const mean: Measured = {
      shape: [],
      data: Float64Array.of(loss / labels.length),
      magnitude: Float64Array.of(magnitude / labels.length),
    };
    same(`the mean loss of epoch ${epoch}`, { shape: [], data: record.losses.data.slice(epoch, epoch + 1) }, mean);
  }
  const last = memories.map(({ weights }) => weights);
  hasOwn("in the end", "", record.last, last, `after step ${due}`);
  must(
    hitsOf(record.last, record.x, labels) === labels.length || hasKnownAll(record, training),
    "how many digits are right in the end, or were after an earlier epoch",
    `all ${labels.length}`,
    `${hitsOf(record.last, record.x, labels)} in the end`,
  );
}

/** Whether all digits were right after one of the epochs. */
function hasKnownAll({ steps, x }: Record, { labels, epochs }: Overfitting): boolean {
  const perEpoch = steps.length / epochs;
  return steps.some(({ after }, i) => (i + 1) % perEpoch === 0 && hitsOf(after, x, labels) === labels.length);
}

/** Fails unless the gradient is right along a direction; then the parameter and the element are looked for. */
function hasSlope(
  { before, gradients, seen }: Step,
  directions: readonly Values[],
  { slope, slopeSize }: MovingNumber,
  labels: readonly number[],
  nth: string,
): void {
  const due: Measured = { ...scalar(slope), magnitude: Float64Array.of(slopeSize) };
  const parts = gradients.map((gradient, k) => inner(exact(gradient), exact(pick(directions, k))));
  const [first, ...rest] = parts;
  if (first === undefined || agrees(plus(first, ...rest), due)) return;
  gradients.forEach((gradient, k) =>
    same(`gradient of ${pick(parameterNames, k)}, ${nth}`, gradient, gradientOf(before, k, seen, labels)),
  );
  same(`gradient along a direction, ${nth}`, plus(first, ...rest), due);
}

/** Fails unless parameters are still what they were: between two steps nobody changes them. */
function hasOwn(when: string, nth: string, got: readonly Values[], due: readonly Values[], since: string): void {
  got.forEach((weights, k) =>
    beside(
      () => [{ name: "what is due", text: `the weights as they were ${since}: only a step changes them` }],
      () => unchanged(`${pick(parameterNames, k)} ${when} ${nth}`.trim(), weights, pick(due, k)),
    ),
  );
}

/** Which examples these rows are. */
function placesOf(seen: Values, x: Values, nth: string): readonly number[] {
  const [count = 0, width = 1] = x.shape;
  const isAt = (row: number, place: number) => {
    for (let i = 0; i < width; i++) if (seen.data[row * width + i] !== x.data[place * width + i]) return false;
    return true;
  };
  const all = Array.from({ length: count }, (_, place) => place);
  return Array.from({ length: Math.floor(seen.data.length / width) }, (_, row) => {
    const place = all.find((each) => isAt(row, each));
    const hasNaN = seen.data.subarray(row * width, (row + 1) * width).some(Number.isNaN);
    const got = hasNaN ? "a row with NaN" : "numbers that no example has";
    must(place !== undefined, `row ${row} of what the network sees, ${nth}`, "one of the examples", got);
    return place;
  });
}

function hasEachOnce(places: readonly number[], count: number, epoch: number): void {
  const different = new Set(places).size;
  const got = places.length === different ? `${different} of them` : `${places.length - different} more than once`;
  must(
    different === count && places.length === count,
    `the examples of epoch ${epoch}`,
    `all ${count}, each once`,
    got,
  );
}

function askTraining(training: Overfitting): Question<Float64Array> {
  const { pixels, parameters, directions: _, ...rest } = training;
  const data = { ...rest, pixels: plainOf(pixels), parameters: parameters.map(plainOf) };
  return probeNumbers("4-training/overfit.train", data, numbersIn(training));
}

/** How many numbers a record has. */
function numbersIn({ pixels, labels, parameters, epochs, size }: Overfitting): number {
  const all = parameters.reduce((sum, { data }) => sum + data.length, 0);
  const steps = epochs * Math.ceil(labels.length / size);
  return 2 + pixels.data.length + epochs + all + 1 + steps * (1 + 3 * all) + epochs * pixels.data.length;
}

/** Reads a record; what is missing is NaN. */
function recordIn(row: Float64Array, { pixels, parameters, epochs, labels, size }: Overfitting): Record {
  const read = reader(row);
  const one = () => read([]).data[0] ?? Number.NaN;
  const readAll = () => parameters.map(({ shape }) => read(shape));
  const [changed, has] = [one(), one()];
  const [x, losses, last, taken] = [read(pixels.shape), read([epochs]), readAll(), one()];
  const due = epochs * Math.ceil(labels.length / size);
  const steps = Array.from({ length: Math.min(taken || 0, due) }, () => {
    const seen = Math.max(0, Math.min(one() || 0, pixels.data.length));
    const width = pixels.shape[1] ?? 1;
    return {
      seen: read([Math.floor(seen / width), width]),
      before: readAll(),
      gradients: readAll(),
      after: readAll(),
    };
  });
  return { changed, has, x, losses, last, taken, steps };
}

function shows({ labels, rule, options, epochs, size }: Overfitting): Readonly<globalThis.Record<string, unknown>> {
  const rate = showNumber(options.rate);
  return {
    network: "64 → 16 → 10, with tanh between",
    digits: labels.join(", "),
    training: `${epochs} epochs in batches of ${size}, ${rule} with rate ${rate}, decay ${options.decay}, clipped at ${options.longest}`,
  };
}
