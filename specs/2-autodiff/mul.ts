import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, type Values } from "../support/values.ts";
import * as elementwise from "./elementwise.ts";

const multiplication = elementwise.describeElementwise({ name: "mul", names: ["a", "b"], apply: (a, b) => a.mul(b) });

/** The value. */
export const product = every.computes(multiplication, {
  core: true,
  says: "The product, element by element.",
});

export const stretching = elementwise.stretches(multiplication);
export const operandsKept = every.keepsOperands(multiplication);
export const refusal = elementwise.refusesClash(multiplication);
export const large = extreme.computesLarge({ name: "mul" });
export const visible = extreme.showsSpecial({ name: "mul", specials: [extreme.specialFactors] });

/** The gradient. */
export const gradient = law({
  stub: "mul.backward",
  core: true,
  weight: 2,
  says: "Each factor receives the upstream gradient times the other factor.",
  given: pair(),
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.mul(t.b), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of a", grad.a, truth.grad.a);
    same("gradient of b", grad.b, truth.grad.b);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that each factor received itself instead of the other one?",
      explains: ({ grad }, { a, b, upstream }) => {
        same("gradient of a", grad.a, exact(times(upstream, a)));
        same("gradient of b", grad.b, exact(times(upstream, b)));
      },
    },
    {
      asks: "Might it be that the upstream gradient is left out?",
      explains: ({ grad }, { a, b }) => {
        same("gradient of a", grad.a, exact(b));
        same("gradient of b", grad.b, exact(a));
      },
    },
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }, { a, b }) => {
        same("gradient of a", grad.a, exact(times(value, b)));
        same("gradient of b", grad.b, exact(times(value, a)));
      },
    },
    ...every.gradientSuspects(multiplication),
  ],
});

export const summed = elementwise.sumsDown(multiplication);
export const shared = elementwise.addsBothShares(multiplication);
export const beyondProduct = elementwise.outlivesProduct(multiplication);
export const accumulated = every.accumulates(multiplication);
export const computed = every.reachesComputed(multiplication);
export const linear = every.isLinear(multiplication);
export const restKept = every.keepsRest(multiplication);
export const largeGradient = extreme.differentiatesLarge({ name: "mul" });
export const visibleGradient = extreme.handsOnSpecial({ name: "mul", specials: [extreme.specialFactors] });

function times(a: Values, b: Values): Values {
  return { shape: a.shape, data: a.data.map((x, i) => x * (b.data[i] ?? Number.NaN)) };
}
