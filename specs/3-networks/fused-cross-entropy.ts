import { valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { same } from "../support/compare.ts";
import type { Suspect } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import type { Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, plus, timesEach } from "../support/values.ts";
import { describeLabelled, farScores, type Labelled, labelled, oneHot } from "./losses.ts";

const measuring = describeLabelled(
  "fusedCrossEntropy",
  labelled((s) => valuesOf(s, 1)),
);
const far = describeLabelled("fusedCrossEntropy", labelled(farScores));
const beside = { name: "fusedCrossEntropy" as const, names: ["logits"], options: ["labels"], ranks: [2] };

/** The value. */
export const value = every.computes(measuring, {
  core: true,
  says: "Minus the mean of the numbers that stand at the labels.",
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have a finite loss, however wrong they are.",
});
export const operandKept = every.keepsOperands(measuring);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient. */
export const gradient = every.differentiates(measuring, {
  core: true,
  says: "Softmax, minus 1 at the label, times upstream, divided by the number of rows.",
  suspects: [
    atLabels(
      "Might it be that the 1 is not multiplied by upstream and divided by the number of rows?",
      (scale) => scale - 1,
    ),
    atLabels("Might it be that the 1 is not divided by the number of rows?", (scale, upstream) => scale - upstream),
    atLabels("Might it be that nothing is taken away at the label?", (scale) => scale),
  ],
});

export const farGradient = every.differentiates(far, {
  says: "Scores about ±1000 have a finite gradient, however wrong they are.",
});
export const accumulated = every.accumulates(measuring);
export const computed = every.reachesComputed(measuring);
export const linear = every.isLinear(measuring);
export const restKept = every.keepsRest(measuring);
export const largeGradient = extreme.differentiatesLarge(beside);
export const visibleGradient = extreme.handsOnSpecial(beside);

/** A likely cause: the gradient is right but at the labels, where this is added; `scale` is upstream, divided by the rows. */
function atLabels(
  asks: string,
  added: (scale: number, upstream: number) => number,
): Suspect<Labelled, Question<Run<"logits">>> {
  return {
    asks,
    explains: ({ grad, truth }, { logits, labels, upstream }) => {
      const [u, places] = [pick(upstream.data, 0), oneHot(logits.shape, labels)];
      same(
        "gradient of logits",
        grad.logits,
        plus(truth.grad.logits, exact(timesEach(places, added(u / labels.length, u)))),
      );
    },
  };
}
