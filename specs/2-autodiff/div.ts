import { denominatorsOf, pair, type Pair, sharedSecond } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, type Measured, type Values } from "../support/values.ts";
import * as elementwise from "./elementwise.ts";

const simplest = 6;
const division = elementwise.describeElementwise({
  name: "div",
  names: ["a", "b"],
  apply: (a, b) => a.div(b),
  drawSecond: denominatorsOf,
  simplest,
});

/** The value. */
export const quotient = every.computes(division, {
  core: true,
  runs: 60,
  says: "The quotient, element by element.",
});

export const stretching = elementwise.stretches(division);
export const operandsKept = every.keepsOperands(division);
export const refusal = elementwise.refusesClash(division);

/** The gradient. */
export const gradient = law({
  stub: "div.backward",
  core: true,
  weight: 2,
  says: "The numerator receives upstream / b, the denominator −upstream · a / b².",
  given: pair(denominatorsOf, simplest),
  runs: 60,
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.div(t.b), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of a", grad.a, truth.grad.a);
    same("gradient of b", grad.b, truth.grad.b);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that the denominator's minus is missing?",
      explains: ({ grad, truth }, its) => {
        same("gradient of a", grad.a, truth.grad.a);
        same(
          "gradient of b",
          grad.b,
          applyRule(its, (a, b, up) => (up * a) / b ** 2),
        );
      },
    },
    {
      asks: "Might it be that the square in the denominator's share is missing?",
      explains: ({ grad, truth }, its) => {
        same("gradient of a", grad.a, truth.grad.a);
        same(
          "gradient of b",
          grad.b,
          applyRule(its, (a, b, up) => (-up * a) / b),
        );
      },
    },
  ],
});

/** One denominator for many numerators. */
export const sharedDenominator = law({
  stub: "div.backward",
  says: "A denominator of many numerators receives the sum of all their shares.",
  given: sharedSecond(denominatorsOf, simplest),
  runs: 40,
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.div(t.b), upstream),
  holds: ({ grad, truth }) => same("gradient of b", grad.b, truth.grad.b),
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
});

export const summed = elementwise.sumsDown(division);
export const shared = elementwise.addsBothShares(division);
export const accumulated = every.accumulates(division);
export const computed = every.reachesComputed(division);
export const linear = every.isLinear(division);
export const restKept = every.keepsRest(division);

/** Applies a rule to the elements of three tensors of one shape. */
function applyRule({ a, b, upstream }: Pair, rule: (a: number, b: number, upstream: number) => number): Measured {
  const at = ({ data }: Values, i: number) => data[i] ?? Number.NaN;
  return exact({ ...a, data: a.data.map((x, i) => rule(x, at(b, i), at(upstream, i))) });
}
