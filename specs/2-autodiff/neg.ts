import { plainOrNeutral, type Single, single } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import * as every from "./unary.ts";

const negation: every.Unary<Single> = { name: "neg", given: single(plainOrNeutral), apply: (x) => x.neg() };

/** The value. */
export const negative = law({
  stub: "neg.forward",
  core: true,
  weight: 2,
  says: "The negative, element by element.",
  given: single(),
  runs: 60,
  ask: ({ x }) => run({ x }, (t) => t.x.neg()),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x }) => ({ x }),
});

export const operandKept = every.keepsOperand(negation);

/** The gradient. */
export const gradient = law({
  stub: "neg.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient, its sign turned around.",
  given: single(),
  runs: 60,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.neg(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, upstream }) => ({ x, upstream }),
  suspects: [
    every.gradientIs("Might it be that the minus is missing?", (_, upstream) => upstream),
    every.gradientIs("Might it be that the upstream gradient is left out, and every element received −1?", () => -1),
  ],
});

export const accumulated = every.accumulates(negation);
export const computed = every.reachesComputed(negation);
export const linear = every.linear(negation);
export const restKept = every.keepsRest(negation);
