/** @file Examples: the rows that a batch takes, their columns on one scale, and how many are right. */
import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { networks } from "../3-networks/operations.ts";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, eachOf, positive, sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, same, sameKinds, sameNumber, unchanged } from "../support/compare.ts";
import { lift, measure } from "../support/dual-tensor.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { type Plain, plainOfSpecial } from "../support/plain.ts";
import type { Question } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Measured, type Shape, times, type Values, values } from "../support/values.ts";

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

/** takeExamples: the value. */
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

/** takeExamples: large batches. */
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

/** takeExamples: what is left alone. */
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

/** takeExamples: what is not a number. */
export const visibleRows = law({
  stub: "takeExamples",
  says: "What is not a number is copied as it is.",
  given: takings(special),
  runs: 20,
  ask: askTake,
  holds: (said, given) => unchanged("x of the batch", said.next("x of the batch"), dueRows(given)),
  shows: showTaking,
});

/** A table of numbers, and statistics of its columns. */
interface Columns {
  readonly x: Values;
  readonly means: Values;
  readonly deviations: Values;
}

/** Tables of a few rows and columns, seldom square, or any that is `sized`. */
function tables(
  drawn: Drawn,
  sized = fc.record({ n: fc.integer({ min: 1, max: 6 }), d: fc.integer({ min: 1, max: 5 }) }),
): fc.Arbitrary<Columns> {
  return sized.chain(({ n, d }) =>
    fc.record({ x: drawn([n, d]), means: valuesOf([d], 1), deviations: eachOf([d], positive(2)) }),
  );
}

/** Tables of more than 300 rows, or with hundreds of columns. */
const large = fc.constantFrom({ n: 401, d: 3 }, { n: 3, d: 401 }, { n: 37, d: 11 });

type ColumnStub = "columnMeans" | "columnDeviations" | "standardise";

const probes = { columnMeans: "means", columnDeviations: "deviations", standardise: "standard" } as const;

/** Asks about a table; the deviations are asked for with its own means. */
function askTable(stub: ColumnStub, { x, means, deviations }: Columns): Question<Packed> {
  const given = stub === "columnDeviations" ? meansOf(x) : means;
  const data = { x: plainOfSpecial(x), means: listOf(given), deviations: listOf(deviations) };
  const shapes = [x.shape, means.shape, means.shape, means.shape, x.shape, x.shape];
  return probePacked(`4-training/examples.${probes[stub]}`, data, shapes);
}

/** What is true of a table: its means, its deviations, or its numbers on their new scale. */
export function columnTruth(stub: ColumnStub, { x, means, deviations }: Columns): Measured {
  switch (stub) {
    case "columnMeans":
      return meansOf(x);
    case "columnDeviations": {
      const root = autodiff.pow.truth(networks.variance.truth(lift(x), [0]), 0.5);
      return { ...measure(root), shape: means.shape };
    }
    case "standardise":
      return measure(autodiff.div.truth(autodiff.sub.truth(lift(x), lift(means)), lift(deviations)));
  }
}

function meansOf(x: Values): Measured {
  return measure(autodiff.mean.truth(lift(x), [0]));
}

const results = {
  columnMeans: "the means",
  columnDeviations: "the deviations",
  standardise: "the new numbers",
} as const;

/** A misconception, and the numbers that it would give. */
interface Misconception {
  readonly asks: string;
  readonly gives: (table: Columns, truth: Measured) => Measured;
}

/** A law that compares a result with the truth. */
function isTrue(
  stub: ColumnStub,
  says: string,
  given: fc.Arbitrary<Columns>,
  {
    core = false,
    runs,
    hides = false,
    misconceptions = [],
  }: {
    readonly core?: boolean;
    readonly runs: number;
    readonly hides?: boolean;
    readonly misconceptions?: readonly Misconception[];
  },
): Law {
  return law<Columns, Question<Packed>>({
    stub,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: (table) => askTable(stub, table),
    holds: (said, table) => same(results[stub], said.next(results[stub]), columnTruth(stub, table)),
    shows: (table) => (hides ? { "shape of x": values(table.x.shape) } : showTable(stub, table)),
    suspects: misconceptions.map(({ asks, gives }) => ({
      asks,
      explains: (said: Packed, table: Columns) =>
        same(results[stub], said.next(results[stub]), gives(table, columnTruth(stub, table))),
    })),
  });
}

function showTable(stub: ColumnStub, { x, means, deviations }: Columns): Readonly<Record<string, unknown>> {
  return stub === "standardise" ? { x, means, deviations } : { x };
}

/** Rows that differ: of numbers that are nearly equal, the deviation cannot be told from rounding. */
const spread: Drawn = (s) => eachOf(s, number()).filter((v) => v.shape[0] === 1 || isSpread(v));

function isSpread(v: Values): boolean {
  const d = width(v);
  return Array.from({ length: d }, (_, j) => v.data.filter((__, i) => i % d === j)).every(
    (column) => Math.max(...column) - Math.min(...column) >= 1,
  );
}

/** columnMeans: the value. */
export const everyMean = isTrue(
  "columnMeans",
  "The mean of each column, over all rows.",
  tables((s) => valuesOf(s)),
  { core: true, runs: 60 },
);
export const meansOfMany = isTrue(
  "columnMeans",
  "Hundreds of rows or columns: the mean is taken over all of them.",
  tables(around(1, 8), large),
  { runs: 6, hides: true },
);
export const meansOfAnySize = isTrue(
  "columnMeans",
  "Numbers of any size: the mean is right to the last digits.",
  sizesOfNumbers().chain((drawn) => tables(drawn)),
  { runs: 20 },
);
export const meansKept = keepsTable("columnMeans");
export const meansVisible = isVisible("columnMeans");

/** columnDeviations: the value. */
export const everyDeviation = isTrue(
  "columnDeviations",
  "The root of the mean squared distance from the column's mean.",
  tables(spread, fc.record({ n: fc.integer({ min: 2, max: 6 }), d: fc.integer({ min: 1, max: 5 }) })),
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the sum is divided by n − 1?",
        gives: (
          {
            x: {
              shape: [n = 1],
            },
          },
          truth,
        ) => times(truth, Math.sqrt(n / (n - 1))),
      },
      { asks: "Might it be that the root is missing?", gives: (_, truth) => squared(truth) },
    ],
  },
);
export const deviationsOfMany = isTrue(
  "columnDeviations",
  "Hundreds of rows or columns: the mean is taken over all of them.",
  tables(around(1, 8), large),
  { runs: 6, hides: true },
);
export const deviationsFar = isTrue(
  "columnDeviations",
  "Numbers around a million deviate as they do around 0.",
  tables(around(1e6, 1), fc.record({ n: fc.integer({ min: 8, max: 20 }), d: fc.integer({ min: 1, max: 3 }) })),
  { runs: 10 },
);

/** columnDeviations: one number everywhere. */
export const noDeviation = law({
  stub: "columnDeviations",
  says: "A column that holds one number everywhere has deviation 0.",
  given: tables((s) => fc.integer({ min: -9, max: 9 }).map((x) => fill(s, () => x))),
  runs: 20,
  ask: (table) => askTable("columnDeviations", table),
  holds: (said, { means }) => {
    const due = fill(means.shape, () => 0);
    unchanged("the deviations", said.next("the deviations"), due);
  },
  shows: (table) => showTable("columnDeviations", table),
});
export const deviationsKept = keepsTable("columnDeviations");
export const deviationsVisible = isVisible("columnDeviations");

/** standardise: the value. */
export const everyNumber = isTrue(
  "standardise",
  "Each number minus its column's mean, divided by its column's deviation.",
  tables((s) => valuesOf(s)),
  { core: true, runs: 60 },
);
export const standardiseMany = isTrue(
  "standardise",
  "Hundreds of rows or columns: each number goes by its own column.",
  tables(around(1, 8), large),
  { runs: 6, hides: true },
);
export const standardiseAnySize = isTrue(
  "standardise",
  "Numbers of any size: the result is right to the last digits.",
  sizesOfNumbers().chain((drawn) => tables(drawn)),
  { runs: 20 },
);

/** standardise: one number everywhere. */
export const constantColumn = law({
  stub: "standardise",
  says: "A column of deviation 0 is divided by 1, and its neighbours are not.",
  given: tables((s) => valuesOf(s)).map((table) => {
    const { means, deviations } = table;
    const still = fill(deviations.shape, (j) => (j % 2 === 0 ? 0 : pick(deviations.data, j)));
    return { ...table, means, deviations: still };
  }),
  runs: 30,
  ask: (table) => askTable("standardise", table),
  holds: (said, table) => {
    const deviations = fill(table.deviations.shape, (j) => pick(table.deviations.data, j) || 1);
    same("the new numbers", said.next("the new numbers"), columnTruth("standardise", { ...table, deviations }));
  },
  shows: (table) => showTable("standardise", table),
});
export const standardiseKept = keepsTable("standardise");
export const standardiseVisible = isVisible("standardise");

/** What is given stays as it is. */
function keepsTable(stub: ColumnStub): Law {
  return law({
    stub,
    says: stub === "columnMeans" ? "x is not changed." : "x and its statistics are not changed.",
    given: tables((s) => valuesOf(s)),
    runs: 20,
    ask: (table) => askTable(stub, table),
    holds: (said, { x, means, deviations }) => {
      said.next(results[stub]);
      unchanged("x", said.next("x"), x);
      if (stub !== "columnMeans")
        unchanged("the means", said.next("the means"), stub === "standardise" ? means : bare(meansOf(x)));
      if (stub !== "standardise") return;
      unchanged("the deviations", said.next("the deviations"), deviations);
      unchanged("x when the new numbers are set to 0", said.next("x"), x);
    },
    shows: (table) => showTable(stub, table),
  });
}

/** What is not a number stays visible, and stays in its column. */
function isVisible(stub: ColumnStub): Law {
  return law({
    stub,
    says: "What is not a number stays visible, and leaves other columns alone.",
    given: tables(special),
    runs: 30,
    ask: (table) => askTable(stub, table),
    holds: (said, table) => {
      const [got, due] = [said.next(results[stub]), columnTruth(stub, table)];
      // A distance may be infinite or NaN where a column has something infinite: formulas differ.
      const kinds = (v: Values) => (stub === "columnDeviations" ? { ...v, data: v.data.map((x) => x - x) } : v);
      sameKinds(results[stub], kinds(got), kinds(due));
    },
    shows: (table) => showTable(stub, table),
  });
}

/** Scores, and the labels that are due. */
interface Scored {
  readonly scores: Values;
  readonly labels: readonly number[];
}

/** Scores that differ within a row, so that each has one largest. */
function scored(n: fc.Arbitrary<number>, k: fc.Arbitrary<number>, drawn: Drawn): fc.Arbitrary<Scored> {
  return fc
    .record({ n, k })
    .chain(({ n: rows, k: classes }) =>
      fc.record({
        scores: drawn([rows, classes]),
        labels: fc.array(fc.nat({ max: classes - 1 }), { minLength: rows, maxLength: rows }),
      }),
    )
    .filter((each) => rowsOf(each.scores).every((row) => new Set(row).size === row.length));
}

function askAccuracy(scores: Values, labels: readonly (readonly number[])[]): Question<Packed> {
  const data = { scores: plainOfSpecial(scores), labels };
  return probePacked("4-training/examples.accuracies", data, [[labels.length], scores.shape]);
}

function rowsOf({ shape: [n = 0, k = 0], data }: Values): readonly (readonly number[])[] {
  return Array.from({ length: n }, (_, i) => [...data.subarray(i * k, (i + 1) * k)]);
}

const few = fc.integer({ min: 1, max: 5 });
const classes = fc.integer({ min: 2, max: 5 });
const anyScores = (s: Shape) => valuesOf(s);
/** Scores below 0, as log-probabilities are. */
const below0 = (s: Shape) => eachOf(s, number()).map((v) => fill(s, (i) => pick(v.data, i) - 20));

function shareOf({ scores, labels }: Scored): number {
  const hits = rowsOf(scores).filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]);
  return hits.length / labels.length;
}

function judgeAccuracy(said: Packed, given: Scored): void {
  sameNumber("the accuracy", said.next("the accuracy").data[0] ?? Number.NaN, shareOf(given));
}

/** accuracy: the value. */
export const largestScore = law({
  stub: "accuracy",
  core: true,
  weight: 2,
  says: "An example is right where the score of its own label is the largest.",
  given: fc.oneof(scored(few, classes, anyScores), scored(few, classes, below0)),
  ask: ({ scores, labels }) => askAccuracy(scores, [labels]),
  holds: (said, given) => judgeAccuracy(said, given),
  shows: ({ scores, labels }) => ({ scores, labels: values(labels) }),
});

/** accuracy: many examples and classes. */
export const manyClasses = law({
  stub: "accuracy",
  says: "Hundreds of examples, or of classes, are judged like a few.",
  given: fc.oneof(
    scored(fc.constant(401), fc.constant(3), around(0, 5)),
    scored(fc.constant(3), fc.constant(401), around(0, 5)),
  ),
  runs: 6,
  ask: ({ scores, labels }) => {
    const ranked = rowsOf(scores).map((row) => [...row.keys()].toSorted((i, j) => pick(row, j) - pick(row, i)));
    const nth = (rank: number) => ranked.map((order) => pick(order, rank));
    return askAccuracy(scores, [labels, nth(0), nth(1)]);
  },
  holds: (said, given) => {
    const [any, best, second] = said.next("the accuracies").data;
    sameNumber("the accuracy", any ?? Number.NaN, shareOf(given));
    sameNumber("the accuracy for the labels of the largest scores", best ?? Number.NaN, 1);
    sameNumber("the accuracy for the labels of the second largest", second ?? Number.NaN, 0);
  },
  shows: ({ scores }) => ({ "shape of scores": values(scores.shape) }),
});

/** accuracy: ties and NaN. A network that says the same of all classes knows none of them. */
export const noFreeHits = law({
  stub: "accuracy",
  says: "Of equal scores at most one class is right, and of NaN none.",
  given: fc.record({ n: few, k: classes, x: fc.oneof(number(0), fc.constant(Number.NaN)) }),
  examples: [{ n: 2, k: 3, x: Number.NaN }],
  runs: 20,
  ask: ({ n, k, x }) =>
    askAccuracy(
      fill([n, k], () => x),
      Array.from({ length: k }, (_, label) => Array<number>(n).fill(label)),
    ),
  holds: (said, { n, x }) => {
    const total = said.next("the accuracies").data.reduce((sum, each) => sum + Math.round(each * n), 0);
    const most = Number.isNaN(x) ? 0 : n;
    must(total <= most, "hits for all labels in turn", most === 0 ? "none" : `at most ${most}`, `${total}`);
  },
  shows: ({ n, k, x }) => ({ scores: `${n} × ${k}, all of them ${x}` }),
});

/** accuracy: one score that is no number. */
export const noNumberWins = law({
  stub: "accuracy",
  says: "A label whose own score is NaN is not right.",
  given: fc.record({ k: classes, label: fc.nat({ max: 4 }) }).map(({ k, label }) => ({ k, label: label % k })),
  runs: 20,
  ask: ({ k, label }) =>
    askAccuracy(
      fill([1, k], (i) => (i === label ? Number.NaN : i)),
      [[label]],
    ),
  holds: (said) => sameNumber("the accuracy", said.next("the accuracy").data[0] ?? Number.NaN, 0),
  shows: ({ k, label }) => ({ scores: fill([1, k], (i) => (i === label ? Number.NaN : i)), label }),
});

/** accuracy: infinite scores. */
export const infiniteWins = law({
  stub: "accuracy",
  says: "An infinite score is larger than any number.",
  given: fc.record({ k: classes, label: fc.nat({ max: 4 }) }).map(({ k, label }) => ({ k, label: label % k })),
  runs: 20,
  ask: ({ k, label }) =>
    askAccuracy(
      fill([2, k], (i) => (i < k ? (i === label ? Infinity : i) : i - k === label ? -1e300 : -Infinity)),
      [[label, label]],
    ),
  holds: (said) => sameNumber("the accuracy", said.next("the accuracy").data[0] ?? Number.NaN, 1),
  shows: ({ k, label }) => ({ classes: k, label, scores: "infinite for the label; then −Infinity for all others" }),
});

/** accuracy: what is left alone. */
export const scoresKept = law({
  stub: "accuracy",
  says: "The scores are not changed.",
  given: scored(few, classes, anyScores),
  runs: 20,
  ask: ({ scores, labels }) => askAccuracy(scores, [labels]),
  holds: (said, { scores }) => {
    said.next("the accuracy");
    unchanged("the scores", said.next("the scores"), scores);
  },
  shows: ({ scores, labels }) => ({ scores, labels: values(labels) }),
});

/** The square of every number. */
function squared({ shape, data, magnitude }: Measured): Measured {
  return { shape, data: data.map((x) => x * x), magnitude: magnitude.map((m, i) => 2 * m * Math.abs(data[i] ?? 0)) };
}

function width({ shape }: Values): number {
  return shape[1] ?? 1;
}

function listOf(v: Values): Plain {
  return plainOfSpecial(v)["data"] ?? [];
}

function bare({ shape, data }: Measured): Values {
  return { shape, data };
}
