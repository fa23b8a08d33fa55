import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, eachOf, valuesOf } from "../support/arbitraries.ts";
import { must, sameNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import type { Question } from "../support/question.ts";
import { number } from "../support/values-arbitrary.ts";
import { fill, type Shape, type Values, values } from "../support/values.ts";
import { rowsOf } from "./rows.ts";

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

/** The value. */
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

/** Many examples and classes. */
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

/** Ties and NaN. A network that says the same of all classes knows none of them. */
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
    must(total <= most, "hits for all labels in turn, added up", most === 0 ? "none" : `at most ${most}`, `${total}`);
  },
  shows: ({ n, k, x }) => ({ scores: fill([n, k], () => x), labels: "first all 0, then all 1, and so on" }),
});

/** One score that is no number. */
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

/** Infinite scores. */
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

/** What is left alone. */
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
