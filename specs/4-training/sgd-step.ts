import { anySteps } from "./step-cases.ts";
import { afterFirst, isRight, isRightAnySize, isRightForMany, isVisible, keepsGradients } from "./step-laws.ts";

/** The value. */
export const against = isRight("sgdStep", "Every weight moves against its gradient, rate times as far.", anySteps, {
  core: true,
  runs: 60,
  misconceptions: [
    {
      asks: "Might it be that the weights go uphill?",
      first: (asked) => ({ weights: afterFirst(asked, (w, _, g) => [w, asked.rate * g]) }),
    },
    {
      asks: "Might it be that the rate is left out?",
      first: (asked) => ({ weights: afterFirst(asked, (w, _, g) => [w, -g]) }),
    },
  ],
});
export const sgdMany = isRightForMany("sgdStep");
export const sgdAnySize = isRightAnySize("sgdStep");
export const sgdKeeps = keepsGradients("sgdStep");
export const sgdVisible = isVisible("sgdStep");
