import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { fill, type Measured } from "../support/values.ts";
import { anySteps, type Steps, steps } from "./step-cases.ts";
import {
  afterFirst,
  askSteps,
  isRight,
  isRightAnySize,
  isRightForMany,
  isVisible,
  keepsGradients,
  showSteps,
} from "./step-laws.ts";

/** The value. */
export const corrected = isRight(
  "adamStep",
  "Weights move by the corrected average, divided by the root of the other one, plus ε.",
  { ...anySteps, started: false },
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the averages are not corrected?",
        first: (asked) => ({ weights: firstWeights(asked, [1, 1]) }),
      },
      {
        asks: "Might it be that this step is counted twice? `state.steps` counts it already.",
        first: (asked) => ({ weights: firstWeights(asked, [1 - asked.beta1 ** 2, 1 - asked.beta2 ** 2]) }),
      },
      {
        asks: "Might it be that β₁ corrects both averages?",
        first: (asked) => ({ weights: firstWeights(asked, [1 - asked.beta1, 1 - asked.beta1]) }),
      },
      {
        asks: "Might it be that ε stands under the root?",
        first: (asked) => ({
          weights: afterFirst(asked, (w, _, g) => [w, (-asked.rate * g) / Math.sqrt(g * g + asked.epsilon)]),
        }),
      },
    ],
  },
);

/** The weights after the first step of all, with these two divisors for a correction. */
function firstWeights(asked: Steps, [due, dueSquare]: readonly [number, number]): Measured {
  const { rate, beta1, beta2, epsilon } = asked;
  return afterFirst(asked, (w, _, g) => [
    w,
    -(rate * (((1 - beta1) * g) / due)) / (Math.sqrt(((1 - beta2) * g * g) / dueSquare) + epsilon),
  ]);
}

export const later = isRight(
  "adamStep",
  "In the middle of a training the correction goes by the number of all steps.",
  anySteps,
  { runs: 30 },
);
export const adamMany = isRightForMany("adamStep");
export const adamAnySize = isRightAnySize("adamStep");
export const adamKeeps = keepsGradients("adamStep");
export const adamVisible = isVisible("adamStep");

/** Gradients as small as ε. */
export const nearEpsilon = isRight(
  "adamStep",
  "Where gradients are as small as ε, it is added to the root, not under it.",
  { drawn: around(0, 1e-7), started: false },
  { runs: 20 },
);

/** A weight without a gradient. */
export const noGradient = law({
  stub: "adamStep",
  says: "A weight whose gradient was always 0 stays where it is.",
  given: steps({ drawn: (s) => fc.constant(fill(s, () => 0)), started: false }),
  runs: 20,
  ask: (asked) => askSteps("adamStep", asked),
  holds: (said, { weights, gradients }) => {
    for (const [i] of gradients.entries()) {
      unchanged(`the weights after step ${i + 1}`, said.next("weights"), weights);
      for (const part of ["first", "second", "steps"]) said.next(part);
    }
  },
  shows: (asked) => showSteps("adamStep", asked),
});
