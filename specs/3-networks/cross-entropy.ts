import fc from "fast-check";
import { eachOf } from "../support/arbitraries.ts";
import { must, same, sameList, showNumber } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, fill, type Measured, scalar, values, type Values } from "../support/values.ts";
import { type Beside, besideTargets, describeLoss, dueShares, matrices, probabilities } from "./losses.ts";

const least = 1e-12;
const beside = { name: "crossEntropy" as const, names: ["probabilities"], options: ["target"], ranks: [2] };

const describe = (given: fc.Arbitrary<Beside>) => describeLoss("crossEntropy", "probabilities", given);
const measuring = describe(
  besideTargets((s) => fc.record({ prediction: probabilities(s), target: dueShares(s) }), matrices),
);
/** Probabilities of 0, and next to 10⁻¹². */
const tiny = besideTargets(
  (s) =>
    fc.record({
      prediction: eachOf(s, fc.constantFrom(0, 0, 1e-13, 1e-300, 1e-11, 1)),
      target: dueShares(s),
    }),
  matrices,
);
/** The lecture's two classes: what is due is [1, 0], and the prediction [p, 1 − p]. */
const twoClasses = fc.integer({ min: 1, max: 63 }).map((n): Beside => ({
  prediction: values([n / 64, 1 - n / 64], [1, 2]),
  target: values([1, 0], [1, 2]),
  upstream: scalar(1),
  second: scalar(3),
}));

/** The value. */
export const value = every.computes(measuring, {
  core: true,
  says: "The mean over the rows of −Σ target · log probability, none below 10⁻¹².",
  suspects: [
    lossIs(
      "Might it be that the sum is divided by the number of elements, and not of rows?",
      (terms, _, all) => -sum(terms) / all,
    ),
    lossIs("Might it be that the sum is not divided by the number of rows?", (terms) => -sum(terms)),
    lossIs("Might it be that the minus is missing?", (terms, rows) => sum(terms) / rows),
  ],
});

export const lecture = every.computes(describe(twoClasses), {
  says: "Of [p, 1 − p], where [1, 0] is due, the loss is −log p.",
  runs: 20,
});
export const atZero = every.computes(describe(tiny), {
  says: "A probability below 10⁻¹², 0 too, counts as 10⁻¹², so the loss is finite.",
});
export const operandKept = every.keepsOperands(measuring);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient. */
export const gradient = every.differentiates(measuring, {
  core: true,
  says: "Minus upstream times target, divided by the probability and by the number of rows.",
});

/** Probabilities at which the loss is flat, or so steep that it is cut off. */
export const slopeAtZero = law({
  stub: "crossEntropy.backward",
  says: "At probability 0 the gradient is finite, and leads away from there or is 0.",
  runs: 30,
  given: tiny,
  ask: askSlopes,
  holds: ({ bareGrad: { probabilities: got } }, given) => {
    sameList("shape of the gradient of probabilities", got.shape, given.prediction.shape);
    given.prediction.data.forEach((p, i) => {
      if (p >= least) return;
      const steepest = slopeAt(least, i, given);
      const share = pick(got.data, i) / (steepest === 0 ? 1 : steepest);
      const most = steepest === 0 ? 0 : 1 + 2 ** -40;
      must(
        share >= 0 && share <= most,
        `the gradient of a probability of ${showNumber(p)}`,
        steepest === 0 ? "0, as its target is 0" : `something from 0 to ${showNumber(steepest)}`,
        showNumber(pick(got.data, i)),
      );
    });
  },
  shows: showSlopes,
});

/** Probabilities beside one of 0, for which the truth has no gradient: it leaves the whole case without judgement. */
export const slopeBesideZero = law({
  stub: "crossEntropy.backward",
  says: "A probability of 10⁻¹² or more has its own slope, also beside one of 0.",
  runs: 30,
  given: tiny,
  ask: askSlopes,
  holds: ({ bareGrad: { probabilities: got } }, given) => {
    const others = (of: (i: number) => number) =>
      fill(given.prediction.shape, (i) => (pick(given.prediction.data, i) < least ? 0 : of(i)));
    const due = exact(others((i) => slopeAt(pick(given.prediction.data, i), i, given)));
    same(
      "the gradient of the other probabilities",
      others((i) => got.data[i] ?? Number.NaN),
      due,
    );
  },
  shows: showSlopes,
});
export const accumulated = every.accumulates(measuring);
export const computed = every.reachesComputed(measuring);
export const linear = every.isLinear(measuring);
export const restKept = every.keepsRest(measuring);
export const largeGradient = extreme.differentiatesLarge(beside);
export const visibleGradient = extreme.handsOnSpecial(beside);

/** A likely cause: the loss came about like this, from the terms target · log p, the number of rows and of elements. */
function lossIs(asks: string, f: (terms: readonly number[], rows: number, elements: number) => number) {
  return {
    asks,
    explains: ({ value: got }: { readonly value: Measured }, { prediction, target }: Beside) => {
      const terms = termsOf(prediction, target);
      same("the result", got, exact(scalar(f(terms, prediction.shape[0] ?? 1, terms.length))));
    },
  };
}

function termsOf(probabilitiesOf: Values, target: Values): readonly number[] {
  return Array.from(probabilitiesOf.data, (p, i) => pick(target.data, i) * Math.log(p));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}

function askSlopes({ prediction, target, upstream }: Beside) {
  return run({ probabilities: prediction }, (t) => t.probabilities.crossEntropy(target), upstream);
}

/** The gradient of element i, if its probability were p. */
function slopeAt(p: number, i: number, { prediction: { shape }, target, upstream }: Beside): number {
  return (-pick(target.data, i) * pick(upstream.data, 0)) / p / (shape[0] ?? 1);
}

function showSlopes({ prediction, target, upstream }: Beside): Readonly<Record<string, Values>> {
  return { probabilities: prediction, target, upstream };
}
