import fc from "fast-check";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { number } from "../support/values-arbitrary.ts";
import { exact, scalar, values } from "../support/values.ts";
import { anySteps, type Steps } from "./step-cases.ts";
import {
  afterFirst,
  askSteps,
  isRight,
  isRightAnySize,
  isRightForMany,
  isVisible,
  keepsGradients,
} from "./step-laws.ts";

/** The value. */
export const rolling = isRight(
  "momentumStep",
  "The velocity keeps momentum times itself, plus the gradient; weights move against it.",
  anySteps,
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the rate stands before the gradient, inside the velocity?",
        first: (asked) => ({
          first: afterFirst(asked, (_, v, g) => [asked.momentum * v, asked.rate * g]),
          weights: afterFirst(asked, (w, v, g) => [w, -asked.momentum * v, -asked.rate * g]),
        }),
      },
      {
        asks: "Might it be that the weights move before the velocity does?",
        first: (asked) => ({
          first: afterFirst(asked, (_, v, g) => [asked.momentum * v, g]),
          weights: afterFirst(asked, (w, v) => [w, -asked.rate * v]),
        }),
      },
    ],
  },
);
export const momentumMany = isRightForMany("momentumStep");
export const momentumAnySize = isRightAnySize("momentumStep");
export const momentumKeeps = keepsGradients("momentumStep");
export const momentumVisible = isVisible("momentumStep");

/** A gradient that stays. */
export const terminalVelocity = law({
  stub: "momentumStep",
  says: "Under one gradient for long, the velocity comes near the gradient over 1 − momentum.",
  given: fc.record({ gradient: number(1), momentum: fc.constantFrom(0.5, 0.75) }),
  runs: 10,
  ask: ({ gradient, momentum }) => askSteps("momentumStep", longRun(gradient, momentum)),
  holds: (said, { gradient, momentum }) => {
    let velocity = scalar(Number.NaN);
    for (let i = 0; i < longest; i++) {
      said.next("weights");
      velocity = said.next("the velocity");
      for (const part of ["second", "steps"]) said.next(part);
    }
    same("the velocity after 200 steps", velocity, exact(values([gradient / (1 - momentum)])));
  },
});

const longest = 200;

/** 0.75²⁰⁰ is 10⁻²⁵: what is missing then is less than rounding. */
function longRun(gradient: number, momentum: number): Steps {
  const zero = values([0]);
  return {
    weights: zero,
    first: zero,
    second: zero,
    taken: 0,
    gradients: Array.from({ length: longest }, () => values([gradient])),
    rate: 0.1,
    momentum,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
  };
}
