import fc from "fast-check";
import { denominatorsOf, pair, type Pair, sharedSecond } from "../support/arbitraries.ts";
import { must, same, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, type Measured, type Shape, timesEach, type Values, values } from "../support/values.ts";
import * as elementwise from "./elementwise.ts";

const simplest = 6;
const division = elementwise.describeElementwise({
  name: "div",
  names: ["a", "b"],
  apply: (a, b) => a.div(b),
  drawSecond: denominatorsOf,
  simplest,
});

/** What is divided by 0 is infinite, and 0 / 0 is NaN. */
const byZero = { operands: [values([1, 0, -1]), values([0, 0, 0])], options: [], upstream: values([1, 1, 1]) };

/** The value. */
export const quotient = every.computes(division, {
  core: true,
  runs: 60,
  says: "The quotient, element by element.",
});

export const stretching = elementwise.stretches(division);
export const operandsKept = every.keepsOperands(division);
export const refusal = elementwise.refusesClash(division);
export const large = extreme.computesLarge({ name: "div" });
export const visible = extreme.showsSpecial({ name: "div", specials: [byZero] });

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
    ...every.gradientSuspects(division),
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
  suspects: elementwise.sharesSuspects(division),
});

/** Numerators and denominators that are both nearly too small, or both nearly too large. */
export const farFromOne = law({
  stub: "div.backward",
  says: "The rule holds for a and b near 10⁻²⁰⁰ and near 10²⁰⁰, too: a / b² is (a / b) / b.",
  given: fc
    .record({ its: pair(denominatorsOf, simplest), size: fc.constantFrom(1e200, 1e-200, 1e170, 1e-170) })
    .map(({ its, size }) => ({ ...its, a: timesEach(its.a, size), b: timesEach(its.b, size) })),
  runs: 40,
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.div(t.b), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of a", grad.a, truth.grad.a);
    same("gradient of b", grad.b, truth.grad.b);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that b is squared? The square is 0 or Infinity where b is neither.",
      explains: ({ grad }, its) => {
        const squared = applyRule(its, (a, b, up) => (-up * a) / (b * b));
        grad.b.data.forEach((got, i) => {
          const due = squared.data[i] ?? 0;
          must(Object.is(got + 0, due + 0), "gradient of b", showNumber(due), showNumber(got));
        });
      },
    },
  ],
});

/** Denominators of every size: differences at a fixed step serve for some sizes only. */
export const anySize = every.differentiates(
  elementwise.describeElementwise({
    name: "div",
    names: ["a", "b"],
    apply: (a, b) => a.div(b),
    drawSecond: scaledDenominatorsOf,
    simplest,
  }),
  { says: "The rule holds for denominators of any size, from 2⁻³⁰ to 2¹⁰." },
);

export const summed = elementwise.sumsDown(division);
export const shared = elementwise.addsBothShares(division);
export const accumulated = every.accumulates(division);
export const computed = every.reachesComputed(division);
export const linear = every.isLinear(division);
export const restKept = every.keepsRest(division);
export const largeGradient = extreme.differentiatesLarge({ name: "div" });
export const visibleGradient = extreme.handsOnSpecial({ name: "div" });

/** Something to divide by, all of it near one power of two. */
function scaledDenominatorsOf(shape: Shape): fc.Arbitrary<Values> {
  return fc
    .tuple(denominatorsOf(shape), fc.integer({ min: -30, max: 10 }))
    .map(([b, exponent]) => ({ ...b, data: b.data.map((x) => x * 2 ** exponent) }));
}

/** Applies a rule to the elements of three tensors of one shape. */
function applyRule({ a, b, upstream }: Pair, rule: (a: number, b: number, upstream: number) => number): Measured {
  const at = ({ data }: Values, i: number) => data[i] ?? Number.NaN;
  return exact({ ...a, data: a.data.map((x, i) => rule(x, at(b, i), at(upstream, i))) });
}
