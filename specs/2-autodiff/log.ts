import fc from "fast-check";
import { eachOf, positivesOf, shape, type Single, single } from "../support/arbitraries.ts";
import { must, same, sameList, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import * as every from "./unary.ts";

const logarithm: every.Unary<Single> = { name: "log", given: single(positivesOf), apply: (x) => x.log() };

/** The value. */
export const value = law({
  stub: "log.forward",
  core: true,
  weight: 2,
  says: "The natural logarithm of every element.",
  given: logarithm.given,
  runs: 60,
  ask: ({ x }) => run({ x }, (t) => t.x.log()),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x }) => ({ x }),
  suspects: [
    every.resultIs("Might it be that this is the logarithm to base 10?", Math.log10),
    every.resultIs("Might it be that this is the logarithm to base 2?", Math.log2),
  ],
});

/** Where there is no logarithm, nothing is made up: a number there would hide the mistake that led to it. */
export const none = law({
  stub: "log.forward",
  says: "Elements that are not positive have no logarithm: −Infinity at 0, NaN below.",
  given: shape().chain((s) => fc.record({ x: eachOf(s, fc.constantFrom(0, -1, 2, -0.5, -8)) })),
  runs: 30,
  ask: ({ x }) => run({ x }, (t) => t.x.log()),
  holds: ({ value: got }, { x }) => {
    sameList("shape of the result", got.shape, x.shape);
    x.data.forEach((element, i) => {
      const due = element === 0 ? -Infinity : Number.NaN;
      const made = got.data[i] ?? 0;
      if (element > 0 || Object.is(made, due)) return;
      must(false, `the result for ${showNumber(element)}`, showNumber(due), showNumber(made));
    });
  },
});

export const operandKept = every.keepsOperand(logarithm);

/** The gradient. */
export const gradient = law({
  stub: "log.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient divided by the operand.",
  given: logarithm.given,
  runs: 60,
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.log(), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, upstream }) => ({ x, upstream }),
  suspects: [
    every.gradientIs("Might it be that the upstream gradient is left out?", (x) => 1 / x),
    every.gradientIs("Might it be that the operand multiplies instead of dividing?", (x, upstream) => upstream * x),
  ],
});

export const accumulated = every.accumulates(logarithm);
export const computed = every.reachesComputed(logarithm);
export const linear = every.linear(logarithm);
export const restKept = every.keepsRest(logarithm);
