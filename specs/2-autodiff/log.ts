import fc from "fast-check";
import { eachOf, nearlyLargestOf, positivesOf, shape, single } from "../support/arbitraries.ts";
import { must, sameList, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { timesEach, values } from "../support/values.ts";
import { describeUnary, gradientIs, resultIs } from "../support/unary.ts";

const logarithm = describeUnary({ name: "log", given: single(positivesOf), apply: (a) => a.log() });

/** At 0 the slope is infinite. */
const atZero = { operands: [values([1, 0])], options: [], upstream: values([1, -1]) };

/** The value. */
export const value = every.computes(logarithm, {
  core: true,
  runs: 60,
  says: "The natural logarithm of every element.",
  suspects: [
    resultIs("Might it be that this is the logarithm to base 10?", Math.log10),
    resultIs("Might it be that this is the logarithm to base 2?", Math.log2),
  ],
});

/** Elements without a logarithm: a made-up number would hide the mistake that led to them. */
export const none = law({
  stub: "log.forward",
  says: "Elements that are not positive have no logarithm: −Infinity at 0, NaN below.",
  given: shape().chain((s) => fc.record({ a: eachOf(s, fc.constantFrom(0, -1, 2, -0.5, -8)) })),
  runs: 30,
  ask: ({ a }) => run({ a }, (t) => t.a.log()),
  holds: ({ value: got }, { a }) => {
    sameList("shape of the result", got.shape, a.shape);
    a.data.forEach((element, i) => {
      const due = element === 0 ? -Infinity : Number.NaN;
      const made = got.data[i] ?? 0;
      if (element > 0 || Object.is(made, due)) return;
      must(false, `the result for ${showNumber(element)}`, showNumber(due), showNumber(made));
    });
  },
});

export const operandKept = every.keepsOperands(logarithm);
export const large = extreme.computesLarge({ name: "log" });
export const visible = extreme.showsSpecial({ name: "log" });

/** The gradient. */
export const gradient = every.differentiates(logarithm, {
  core: true,
  runs: 60,
  says: "The upstream gradient divided by the operand.",
  suspects: [
    gradientIs("Might it be that the upstream gradient is left out?", (a) => 1 / a),
    gradientIs("Might it be that the operand multiplies instead of dividing?", (a, upstream) => upstream * a),
  ],
});

/** The upstream gradients are so large that their products with the tiny slopes can be judged. */
export const slopeAtTheEdge = every.differentiates(
  describeUnary({
    name: "log",
    given: single(nearlyLargestOf).map((its) => ({ ...its, upstream: timesEach(its.upstream, 2 ** 200) })),
    apply: (a) => a.log(),
  }),
  { says: "The rule holds up to the largest number that there is." },
);
export const accumulated = every.accumulates(logarithm);
export const computed = every.reachesComputed(logarithm);
export const linear = every.isLinear(logarithm);
export const restKept = every.keepsRest(logarithm);
export const largeGradient = extreme.differentiatesLarge({ name: "log" });
export const visibleGradient = extreme.handsOnSpecial({ name: "log", specials: [atZero] });
