import * as every from "../support/operation-laws.ts";
import { staysVisible } from "./layer-cases.ts";
import { normCases } from "./norm-cases.ts";

const { layer, nearEpsilon, far, wide, anything } = normCases("layerNorm");

/** The value. */
export const value = every.computes(layer, {
  core: true,
  says: "Every row normalised by its own mean and variance, times γ, plus β.",
});
export const nearlyEqual = every.computes(nearEpsilon, {
  says: "Rows of nearly equal numbers are divided by the root of their variance plus ε.",
});
export const farAway = every.computes(far, { runs: 20, says: "Rows near a thousand come out like any other." });
export const operandsKept = every.keepsOperands(layer);
export const large = every.computes(wide, {
  runs: 5,
  says: "Hundreds of elements, five axes: the rule stays the same.",
});
export const visible = staysVisible(anything);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(layer, {
  says: "The way back goes through the mean and the variance, too, and reaches x, γ and β.",
});
export const nearlyEqualGradient = every.differentiates(nearEpsilon, {
  says: "Rows of nearly equal numbers receive the right gradient.",
});
export const farGradient = every.differentiates(far, {
  runs: 20,
  says: "Rows near a thousand receive the right gradient, too.",
});
export const largeGradient = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of elements follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const restKept = every.keepsRest(layer);
