import fc from "fast-check";
import { type Drawn, special, valuesOf } from "../support/arbitraries.ts";
import { unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Shape, type Values, values } from "../support/values.ts";
import { width } from "./rows.ts";

/** Examples, and the places of some of them. */
interface Taking {
  readonly x: Values;
  readonly labels: readonly number[];
  readonly places: readonly number[];
}

function takings(drawn: Drawn): fc.Arbitrary<Taking> {
  return fc.record({ n: fc.integer({ min: 1, max: 6 }), d: fc.integer({ min: 1, max: 4 }) }).chain(({ n, d }) =>
    fc.record({
      x: drawn([n, d]),
      labels: fc.array(fc.nat({ max: 9 }), { minLength: n, maxLength: n }),
      places: fc.array(fc.nat({ max: n - 1 }), { minLength: 1, maxLength: 8 }),
    }),
  );
}

/** Hundreds of places, from one seed. */
const longTaking = fc.noShrink(fc.nat()).map((seed): Taking => {
  const [n, d] = [40, 11];
  const draws = drawsOf(seed, n * d + n + 333);
  return {
    x: fill([n, d], (i) => pick(draws, i)),
    labels: Array.from({ length: n }, (_, i) => Math.floor(10 * pick(draws, n * d + i))),
    places: Array.from({ length: 333 }, (_, i) => Math.floor(n * pick(draws, n * d + n + i))),
  };
});

function askTake({ x, labels, places }: Taking) {
  const due: readonly Shape[] = [[places.length, width(x)], [places.length], x.shape, [labels.length], x.shape];
  return probePacked("4-training/examples.take", { x: plainOfSpecial(x), labels, places }, due);
}

function dueRows({ x, places }: Taking): Values {
  const d = width(x);
  return fill([places.length, d], (i) => pick(x.data, pick(places, Math.floor(i / d)) * d + (i % d)));
}

function dueLabels({ labels, places }: Taking): Values {
  return values(places.map((place) => pick(labels, place)));
}

function showTaking({ x, labels, places }: Taking): Readonly<Record<string, unknown>> {
  return { x, labels: values(labels), places: values(places) };
}

/** The value. */
export const rowsAndLabels = law({
  stub: "takeExamples",
  core: true,
  weight: 2,
  says: "A row of x and its label for every place, in the order of the places.",
  given: takings((s) => valuesOf(s)),
  ask: askTake,
  holds: (said, given) => {
    unchanged("x of the batch", said.next("x of the batch"), dueRows(given));
    unchanged("labels of the batch", said.next("labels of the batch"), dueLabels(given));
  },
  shows: showTaking,
});

/** Large batches. */
export const longBatches = law({
  stub: "takeExamples",
  says: "A batch of hundreds of places is taken like a small one.",
  given: longTaking,
  runs: 3,
  ask: askTake,
  holds: (said, given) => {
    unchanged("x of the batch", said.next("x of the batch"), dueRows(given));
    unchanged("labels of the batch", said.next("labels of the batch"), dueLabels(given));
  },
  shows: ({ x, places }) => ({ "shape of x": values(x.shape), "how many places": places.length }),
});

/** What is left alone. */
export const examplesKept = law({
  stub: "takeExamples",
  says: "The examples are copied: they stay as they are, whatever becomes of the batch.",
  given: takings((s) => valuesOf(s)),
  runs: 20,
  ask: askTake,
  holds: (said, { x, labels }) => {
    for (const what of ["x of the batch", "labels of the batch"]) said.next(what);
    unchanged("x", said.next("x"), x);
    unchanged("the labels", said.next("the labels"), values(labels));
    unchanged("x when the batch is set to 0", said.next("x"), x);
  },
  shows: showTaking,
});

/** What is not a number. */
export const visibleRows = law({
  stub: "takeExamples",
  says: "What is not a number is copied as it is.",
  given: takings(special),
  runs: 20,
  ask: askTake,
  holds: (said, given) => unchanged("x of the batch", said.next("x of the batch"), dueRows(given)),
  shows: showTaking,
});
