import fc from "fast-check";
import {
  awayFromZero,
  type Drawn,
  eachOf,
  nearlyLargestOf,
  positive,
  shape,
  type Single,
  single,
  valuesOf,
} from "../support/arbitraries.ts";
import { must, same, showNumber } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law, type Suspect } from "../support/law.ts";
import * as every from "../support/operation-laws.ts";
import { type Question, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, fill, values } from "../support/values.ts";
import { describeUnary, gradientIs, resultIs } from "../support/unary.ts";

/** A power, and two upstream gradients of its result. */
interface Power extends Single {
  readonly exponent: number;
}

const anything: Drawn = (s) => valuesOf(s, 3);
const notZero: Drawn = (s) => eachOf(s, awayFromZero());
const above: Drawn = (s) => eachOf(s, positive(3));
const oftenZero: Drawn = (s) => eachOf(s, fc.oneof(fc.constant(0), awayFromZero()));
const oftenInfinite: Drawn = (s) => eachOf(s, fc.constantFrom(1, Infinity, -Infinity, Number.NaN));

const worksOnBits = "Might it be that `^` stands for a power? In this language a power is `**`; `^` works on bits.";

const whole = powers(notZero, 2, 3, 1);
const reciprocals = powers(notZero, -1, -2, -3);
const roots = powers(above, 0.5, 1.5, 2.5);
const constants = powers(oftenZero, 0);

/** The value. */
export const value = every.computes(describePower(powers(anything, 2, 3, 1)), {
  core: true,
  runs: 60,
  says: "Every element to the power of the exponent.",
  suspects: [
    resultIs<Power>("Might it be that the exponent multiplies?", (a, { exponent }) => a * exponent),
    resultIs<Power>(worksOnBits, (a, { exponent }) => a ^ exponent),
  ],
});

export const reciprocal = every.computes(describePower(reciprocals), {
  says: "A negative exponent divides: a⁻² is 1/a².",
});
export const root = every.computes(describePower(roots), {
  says: "With exponent ½ the result is the square root, and 3⁄2 and 5⁄2 work, too.",
});
export const zeroth = every.computes(describePower(constants), {
  says: "With exponent 0 the result is 1 everywhere, at 0 too.",
});

// Exponent 0 has laws of its own: a mistake at 0⁰ breaks one, and leaves the general ones alone.
const all = describePower(fc.oneof({ withCrossShrink: true }, { weight: 3, arbitrary: whole }, reciprocals, roots));
export const operandKept = every.keepsOperands(all);
export const large = extreme.computesLarge({ name: "pow" });
export const visible = extreme.showsSpecial({
  name: "pow",
  specials: [{ operands: [values([Number.NaN])], options: [2], upstream: values([1]) }],
});

/** The gradient. */
export const gradient = every.differentiates(describePower(whole), {
  core: true,
  runs: 60,
  says: "The upstream gradient times exponent · a to the power of exponent − 1.",
  suspects: [
    gradientIs<Power>(
      "Might it be that the power is not lowered by 1?",
      (a, upstream, { exponent }) => upstream * exponent * a ** exponent,
    ),
    gradientIs<Power>(
      "Might it be that the exponent does not come to the front?",
      (a, upstream, { exponent }) => upstream * a ** (exponent - 1),
    ),
    // Without brackets, `^` comes after the products before it.
    ...[
      (a: number, upstream: number, { exponent }: Power) => upstream * exponent * (a ^ (exponent - 1)),
      (a: number, upstream: number, { exponent }: Power) => upstream * ((exponent * a) ^ (exponent - 1)),
      (a: number, upstream: number, { exponent }: Power) => (upstream * exponent * a) ^ (exponent - 1),
    ].map((slope) => gradientIs<Power>(worksOnBits, slope)),
    gradientIs<Power>(
      "Might it be that the upstream gradient is left out?",
      (a, _, { exponent }) => exponent * a ** (exponent - 1),
    ),
  ],
});

export const slopeOfReciprocal = every.differentiates(describePower(reciprocals), {
  says: "A negative exponent comes to the front with its sign.",
});
export const slopeOfRoot = every.differentiates(describePower(roots), {
  says: "An exponent that is not whole follows the same rule.",
});
export const flat = law({
  stub: "pow.backward",
  says: "With exponent 0 the gradient is 0 everywhere, whatever the element and its upstream gradient are.",
  given: shape().chain((s) => fc.record({ a: oftenZero(s), upstream: fc.oneof(valuesOf(s), oftenInfinite(s)) })),
  ask: ({ a, upstream }) => run({ a }, (t) => t.a.pow(0), upstream),
  holds: ({ grad }, { a }) => {
    // The oracle multiplies by the upstream gradient, and has no magnitude where that is infinite.
    const { shape: s, data } = grad.a;
    same("gradient of a", { shape: s, data }, exact(fill(a.shape, () => 0)));
  },
  suspects: [
    gradientIsNaN(
      "Might it be that 0 is multiplied by 0⁻¹, which is infinite?",
      (a, upstream) => a === 0 && Number.isFinite(upstream),
    ),
    gradientIsNaN(
      "Might it be that an infinite upstream gradient is multiplied by 0? Infinity · 0 is NaN.",
      (_, upstream) => !Number.isFinite(upstream),
    ),
    gradientIsNaN(
      "Might it be that 0 is multiplied by something infinite: by 0⁻¹, and by the upstream gradient?",
      (a, upstream) => a === 0 || !Number.isFinite(upstream),
    ),
  ],
});
export const atZero = every.differentiates(describePower(powers(oftenZero, 1, 2, 3)), {
  says: "At 0, exponent 1 hands on the upstream gradient, and larger ones hand on 0.",
});
export const slopeAtTheEdge = every.differentiates(describePower(powers(nearlyLargestOf, 1, 0.5)), {
  says: "The rule holds up to the largest number that there is.",
});
export const accumulated = every.accumulates(all);
export const computed = every.reachesComputed(all);
export const linear = every.isLinear(all);
export const restKept = every.keepsRest(all);
export const largeGradient = extreme.differentiatesLarge({ name: "pow" });
export const visibleGradient = extreme.handsOnSpecial({ name: "pow" }, { operands: above });

/** Powers with one of these exponents. */
function powers(drawn: Drawn, ...exponents: readonly number[]): fc.Arbitrary<Power> {
  return fc
    .record({ its: single(drawn), exponent: fc.constantFrom(...exponents) })
    .map(({ its, exponent }) => ({ ...its, exponent }));
}

function describePower(given: fc.Arbitrary<Power>) {
  return describeUnary({
    name: "pow",
    given,
    apply: (a, { exponent }) => a.pow(exponent),
    shows: ({ exponent }) => ({ exponent }),
  });
}

/** A likely cause: the gradient of a is NaN exactly where the condition holds, and 0 elsewhere. */
function gradientIsNaN(
  asks: string,
  condition: (a: number, upstream: number) => boolean,
): Suspect<Pick<Single, "a" | "upstream">, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ grad }, { a, upstream }) => {
      for (const [i, element] of a.data.entries()) {
        const due = condition(element, upstream.data[i] ?? Number.NaN) ? Number.NaN : 0;
        const got = grad.a.data[i] ?? 0;
        must(Object.is(Math.abs(got), due), "gradient of a", showNumber(due), showNumber(got));
      }
    },
  };
}
