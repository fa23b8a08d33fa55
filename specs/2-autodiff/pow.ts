import fc from "fast-check";
import { awayFromZero, type Drawn, eachOf, positive, type Single, single, valuesOf } from "../support/arbitraries.ts";
import { must, same, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import type { Values } from "../support/values.ts";
import * as every from "./unary.ts";

/** A power, and two upstream gradients of its result. */
interface Power extends Single {
  readonly exponent: number;
}

const anything: Drawn = (s) => valuesOf(s, 3);
const notZero: Drawn = (s) => eachOf(s, awayFromZero());
const above: Drawn = (s) => eachOf(s, positive(3));
const oftenZero: Drawn = (s) => eachOf(s, fc.oneof(fc.constant(0), awayFromZero()));

const whole = powers(notZero, 2, 3, 1);
const reciprocals = powers(notZero, -1, -2, -3);
const roots = powers(above, 0.5, 1.5, 2.5);
const constants = powers(oftenZero, 0);

/** The value. */
export const value = law({
  stub: "pow.forward",
  core: true,
  weight: 2,
  says: "Every element to the power of the exponent.",
  given: powers(anything, 2, 3, 1),
  runs: 60,
  ask: ({ x, exponent }) => run({ x }, (t) => t.x.pow(exponent)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x, exponent }) => ({ x, exponent }),
  suspects: [every.resultIs<Power>("Might it be that the exponent multiplies?", (x, { exponent }) => x * exponent)],
});

export const reciprocal = every.computes(powering(reciprocals), "A negative exponent divides: a⁻² is 1/a².");
export const root = every.computes(
  powering(roots),
  "With exponent ½ the result is the square root, and 3⁄2 and 5⁄2 work, too.",
);
export const zeroth = every.computes(powering(constants), "With exponent 0 the result is 1 everywhere, at 0 too.");

const all = powering(
  fc.oneof({ withCrossShrink: true }, { weight: 3, arbitrary: whole }, reciprocals, roots, constants),
);
export const operandKept = every.keepsOperand(all);

/** The gradient. */
export const gradient = law({
  stub: "pow.backward",
  core: true,
  weight: 2,
  says: "The upstream gradient times exponent · a to the power of exponent − 1.",
  given: whole,
  runs: 60,
  ask: ({ x, exponent, upstream }) => run({ x }, (t) => t.x.pow(exponent), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, exponent, upstream }) => ({ x, exponent, upstream }),
  suspects: [
    every.gradientIs<Power>(
      "Might it be that the power is not lowered by 1?",
      (x, upstream, { exponent }) => upstream * exponent * x ** exponent,
    ),
    every.gradientIs<Power>(
      "Might it be that the exponent does not come to the front?",
      (x, upstream, { exponent }) => upstream * x ** (exponent - 1),
    ),
    every.gradientIs<Power>(
      "Might it be that the upstream gradient is left out?",
      (x, _, { exponent }) => exponent * x ** (exponent - 1),
    ),
  ],
});

export const slopeOfReciprocal = every.differentiates(
  powering(reciprocals),
  "A negative exponent comes to the front with its sign.",
);
export const slopeOfRoot = every.differentiates(
  powering(roots),
  "An exponent that is not whole follows the same rule.",
);
export const flat = every.differentiates(
  powering(constants),
  "With exponent 0 the gradient is 0 everywhere, at 0 too.",
  [{ asks: "Might it be that 0 is multiplied by 0⁻¹, which is infinite?", explains: notANumberAtZero }],
);
export const atZero = every.differentiates(
  powering(powers(oftenZero, 1, 2, 3)),
  "At 0, exponent 1 hands on the upstream gradient, and larger ones hand on 0.",
);
export const accumulated = every.accumulates(all);
export const computed = every.reachesComputed(all);
export const linear = every.linear(all);
export const restKept = every.keepsRest(all);

/** Powers with one of these exponents. */
function powers(drawn: Drawn, ...exponents: readonly number[]): fc.Arbitrary<Power> {
  return fc
    .record({ its: single(drawn), exponent: fc.constantFrom(...exponents) })
    .map(({ its, exponent }) => ({ ...its, exponent }));
}

function powering(given: fc.Arbitrary<Power>): every.Unary<Power> {
  return {
    name: "pow",
    given,
    apply: (x, { exponent }) => x.pow(exponent),
    shows: ({ exponent }) => ({ exponent }),
  };
}

/** What comes of 0 · ∞. */
function notANumberAtZero({ grad }: { readonly grad: Readonly<Record<"x", Values>> }, { x }: Power): void {
  x.data.forEach((element, i) => {
    const due = element === 0 ? Number.NaN : 0;
    must(Object.is(Math.abs(grad.x.data[i] ?? 0), due), "gradient of x", showNumber(due), "another number");
  });
}
