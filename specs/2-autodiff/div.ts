import { denominatorsOf, pair, type Pair, sharedSecond } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { exact, type Measured, type Values } from "../support/values.ts";
import * as every from "./elementwise.ts";

const simplest = 6;
const division: every.Elementwise = { name: "div", apply: (x, y) => x.div(y), drawSecond: denominatorsOf, simplest };

/** The value. */
export const quotient = law({
  stub: "div.forward",
  core: true,
  weight: 2,
  says: "The quotient, element by element.",
  given: pair(denominatorsOf, simplest),
  runs: 60,
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.div(t.y)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

export const stretching = every.stretches(division);
export const operandsKept = every.keepsOperands(division);
export const refusal = every.refusesClash(division);

/** The gradient. */
export const gradient = law({
  stub: "div.backward",
  core: true,
  weight: 2,
  says: "The numerator receives upstream / b, the denominator −upstream · a / b².",
  given: pair(denominatorsOf, simplest),
  runs: 60,
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.div(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
  suspects: [
    {
      asks: "Might it be that the denominator's minus is missing?",
      explains: ({ grad, truth }, its) => {
        same("gradient of x", grad.x, truth.grad.x);
        same(
          "gradient of y",
          grad.y,
          each(its, (a, b, up) => (up * a) / b ** 2),
        );
      },
    },
    {
      asks: "Might it be that the square in the denominator's share is missing?",
      explains: ({ grad, truth }, its) => {
        same("gradient of x", grad.x, truth.grad.x);
        same(
          "gradient of y",
          grad.y,
          each(its, (a, b, up) => (-up * a) / b),
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
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.div(t.y), upstream),
  holds: ({ grad, truth }) => same("gradient of y", grad.y, truth.grad.y),
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
});

export const summed = every.sumsDown(division);
export const shared = every.sharedOperand(division);
export const accumulated = every.accumulates(division);
export const computed = every.reachesComputed(division);
export const linear = every.linear(division);
export const restKept = every.keepsRest(division);

/** What a rule says of every element, all three being of one shape. */
function each({ x, y, upstream }: Pair, rule: (x: number, y: number, upstream: number) => number): Measured {
  const at = ({ data }: Values, i: number) => data[i] ?? Number.NaN;
  return exact({ ...x, data: x.data.map((a, i) => rule(a, at(y, i), at(upstream, i))) });
}
