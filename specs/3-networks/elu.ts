import fc from "fast-check";
import { awayFromZero, type Drawn, eachOf, valuesOf } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { resultIs } from "../support/unary.ts";
import type { Handle } from "../support/writing.ts";
import { type Bent, describeBent, liesBetween, nextToBend, slopeIs, specialAwayFromBend } from "./bends.ts";

const usual = 1;
const activation = {
  name: "elu" as const,
  parameter: "alpha",
  by: [undefined, 0.5, 2, 0.1, -0.25],
  apply: (a: Handle, alpha: number | undefined) => (alpha === undefined ? a.elu() : a.elu(alpha)),
};

/** Numbers at which eᵃ is infinite, or rounded to 0, beside those at which it is neither. */
const farAway: Drawn = (s) =>
  eachOf(
    s,
    fc.oneof(
      fc.constantFrom(1000, -1000, 720, -750, 709),
      awayFromZero().map((x) => 40 * x),
    ),
  );

const rectifying = describeBent(activation, (s) => valuesOf(s));
const away = describeBent(activation);
const near = describeBent(activation, nextToBend);
const far = describeBent(activation, farAway);

/** The value. */
export const value = every.computes(rectifying, {
  core: true,
  runs: 60,
  says: "Every element above 0 as it is, and alpha · (eᵃ − 1) in place of the others.",
  suspects: [
    resultIs<Bent>("Might it be that the 1 is not taken away?", (a, { by = usual }) => (a > 0 ? a : by * Math.exp(a))),
    resultIs<Bent>("Might it be that the 1 is taken away after alpha has multiplied?", (a, { by = usual }) =>
      a > 0 ? a : by * Math.exp(a) - 1,
    ),
    resultIs<Bent>("Might it be that alpha is left out?", (a) => (a > 0 ? a : Math.exp(a) - 1)),
  ],
});

export const farValue = every.computes(far, {
  says: "Far above 0 the result is the element, far below it is −alpha, and never NaN.",
});
export const nearest = every.computes(near, {
  says: "How near an element is to 0 plays no part, only on which side it lies.",
});
export const operandKept = every.keepsOperands(rectifying);
export const large = extreme.computesLarge({ name: "elu", options: ["alpha"] });
export const visible = extreme.showsSpecial({ name: "elu", options: ["alpha"] });

/** The gradient. */
export const gradient = every.differentiates(away, {
  core: true,
  runs: 60,
  says: "The upstream gradient where the operand is above 0, and alpha · eᵃ times it elsewhere.",
  suspects: [
    slopeIs("Might it be that alpha is left out?", (a, u) => (a > 0 ? u : u * Math.exp(a)), usual),
    slopeIs(
      "Might it be that the result itself is taken for its slope?",
      (a, u, by) => (a > 0 ? u : u * by * Math.expm1(a)),
      usual,
    ),
    slopeIs(
      "Might it be that the sign of the result chooses the side? alpha is any number.",
      (a, u, by) => (a > 0 || by * Math.expm1(a) > 0 ? u : u * by * Math.exp(a)),
      usual,
    ),
    slopeIs("Might it be that nothing is handed on below 0?", (a, u) => (a > 0 ? u : 0), usual),
  ],
});

export const farSlope = every.differentiates(far, {
  says: "Far above 0 the upstream gradient is handed on, far below nothing, and never NaN.",
});
export const nearestSlope = every.differentiates(near, {
  says: "However near to 0 an element is, its side decides alone.",
});
export const atZero = liesBetween(
  activation,
  "At 0 the gradient lies between upstream and alpha · upstream.",
  (alpha = usual) => [alpha, 1],
);
export const accumulated = every.accumulates(away);
export const computed = every.reachesComputed(away);
export const linear = every.isLinear(away);
export const restKept = every.keepsRest(away);
export const largeGradient = extreme.differentiatesLarge({ name: "elu", options: ["alpha"] });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "elu", options: ["alpha"] },
  { operands: specialAwayFromBend },
);
