import { anySteps } from "./step-cases.ts";
import { isRight, isRightAnySize, isRightForMany, isVisible, keepsGradients } from "./step-laws.ts";

/** The value. */
export const bothAverages = isRight(
  "adamAverages",
  "One average moves towards the gradient, the other towards its square.",
  anySteps,
  { core: true, runs: 60 },
);
export const averagesMany = isRightForMany("adamAverages");
export const averagesAnySize = isRightAnySize("adamAverages");
export const averagesKeep = keepsGradients("adamAverages");
export const averagesVisible = isVisible("adamAverages");
