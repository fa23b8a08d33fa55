import * as every from "../support/operation-laws.ts";
import { normCases } from "./norm-cases.ts";

const { layer, nearEpsilon, far, wide } = normCases("fusedLayerNorm");

/** The gradient. */
export const gradient = every.differentiates(layer, {
  core: true,
  says: "X receives what is left of g without its mean and its part along n̂, over σ.",
});
export const nearlyEqual = every.differentiates(nearEpsilon, {
  says: "Rows of nearly equal numbers receive the right gradient.",
});
export const farAway = every.differentiates(far, {
  runs: 20,
  says: "Rows near a thousand receive the right gradient, too.",
});
export const large = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of elements follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const linear = every.isLinear(layer);
export const restKept = every.keepsRest(layer);
