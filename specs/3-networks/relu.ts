import { single } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import type { Handle } from "../support/writing.ts";
import { describeUnary, gradientIs, resultIs } from "../support/unary.ts";
import { describeBent, farFromBend, liesBetween, nextToBend, specialAwayFromBend } from "./bends.ts";

const activation = { name: "relu" as const, apply: (a: Handle) => a.relu() };
const rectifying = describeUnary({ name: "relu", given: single(), apply: (a) => a.relu() });
const away = describeBent(activation);
const near = describeBent(activation, nextToBend);
const far = describeBent(activation, farFromBend);

/** The value. */
export const value = every.computes(rectifying, {
  core: true,
  runs: 60,
  says: "Every element that is above 0, and 0 in place of the others.",
  suspects: [
    resultIs("Might it be that elements below 0 are turned around, and not cut off?", Math.abs),
    resultIs("Might it be that the others are kept, and those above 0 cut off?", (a) => Math.min(0, a)),
  ],
});

export const nearest = every.computes(near, {
  says: "How near an element is to 0 plays no part, only on which side it lies.",
});
export const farthest = every.computes(far, {
  says: "However far from 0 an element is, the rule stays the same.",
  runs: 20,
});
export const operandKept = every.keepsOperands(rectifying);
export const large = extreme.computesLarge({ name: "relu" });
export const visible = extreme.showsSpecial({ name: "relu" });

/** The gradient. */
export const gradient = every.differentiates(away, {
  core: true,
  runs: 60,
  says: "The upstream gradient where the operand is above 0, and 0 elsewhere.",
  suspects: [
    gradientIs(
      "Might it be that the sign of the upstream gradient decides, and not that of the operand?",
      (_, upstream) => Math.max(0, upstream),
    ),
    gradientIs("Might it be that the operand is handed on, and not the upstream gradient?", (a) => Math.max(0, a)),
  ],
});

export const nearestSlope = every.differentiates(near, {
  says: "However near to 0 an element is, its side decides alone.",
});
export const farthestSlope = every.differentiates(far, {
  says: "However far from 0 an element is, its slope is 0 or 1.",
  runs: 20,
});
export const atZero = liesBetween(activation, "At 0 the gradient lies between 0 and the upstream gradient.", () => [
  0, 1,
]);
export const accumulated = every.accumulates(away);
export const computed = every.reachesComputed(away);
export const linear = every.isLinear(away);
export const restKept = every.keepsRest(away);
export const largeGradient = extreme.differentiatesLarge({ name: "relu" });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "relu" },
  // A mask that is multiplied by an infinite gradient hands NaN to what was cut off.
  { operands: specialAwayFromBend, judges: (due) => due !== 0 },
);
