import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { same } from "../support/compare.ts";
import type { Suspect } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import type { Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, plus, timesEach } from "../support/values.ts";
import { casesOfLabels, hasFiniteGradient, hasFiniteLoss, type Labelled, oneHot } from "./losses.ts";

const { usual, far, extremes } = casesOfLabels("fusedCrossEntropy");

/** The value. */
export const value = every.computes(usual, {
  core: true,
  says: "Minus the mean of the numbers that stand at the labels.",
});

export const farValue = hasFiniteLoss(far);
export const operandKept = every.keepsOperands(usual);
export const large = extreme.computesLarge(extremes);
export const visible = extreme.showsSpecial(extremes);

/** The gradient. */
export const gradient = every.differentiates(usual, {
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

export const farGradient = hasFiniteGradient(far);
export const accumulated = every.accumulates(usual);
export const computed = every.reachesComputed(usual);
export const linear = every.isLinear(usual);
export const restKept = every.keepsRest(usual);
export const largeGradient = extreme.differentiatesLarge(extremes);
export const visibleGradient = extreme.handsOnSpecial(extremes);

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
