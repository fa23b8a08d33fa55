import { plainOrNeutral, single } from "../support/arbitraries.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { describeUnary, gradientIs } from "../support/unary.ts";

const negation = describeUnary({ name: "neg", given: single(plainOrNeutral), apply: (a) => a.neg() });

/** The value. */
export const negative = every.computes(negation, {
  core: true,
  runs: 60,
  says: "The negative, element by element.",
});

export const operandKept = every.keepsOperands(negation);
export const large = extreme.computesLarge({ name: "neg" });
export const visible = extreme.showsSpecial({ name: "neg" });

/** The gradient. */
export const gradient = every.differentiates(negation, {
  core: true,
  runs: 60,
  says: "The upstream gradient, its sign turned around.",
  suspects: [
    gradientIs("Might it be that the minus is missing?", (_, upstream) => upstream),
    gradientIs("Might it be that the upstream gradient is left out, and every element received −1?", () => -1),
  ],
});

export const accumulated = every.accumulates(negation);
export const computed = every.reachesComputed(negation);
export const linear = every.isLinear(negation);
export const restKept = every.keepsRest(negation);
export const largeGradient = extreme.differentiatesLarge({ name: "neg" });
export const visibleGradient = extreme.handsOnSpecial({ name: "neg" });
