import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, type Measured } from "../support/values.ts";
import * as elementwise from "./elementwise.ts";

const subtraction = elementwise.describeElementwise({ name: "sub", names: ["a", "b"], apply: (a, b) => a.sub(b) });

/** The value. */
export const difference = every.computes(subtraction, {
  core: true,
  says: "The difference, element by element.",
  suspects: [
    {
      asks: "Might it be that the first term is taken from the second?",
      explains: ({ value, truth }) => same("the result", value, negate(truth.value)),
    },
  ],
});

export const stretching = elementwise.stretches(subtraction);
export const operandsKept = every.keepsOperands(subtraction);
export const refusal = elementwise.refusesClash(subtraction);
export const large = extreme.computesLarge({ name: "sub" });
export const visible = extreme.showsSpecial({ name: "sub" });

/** The gradient. */
export const gradient = law({
  stub: "sub.backward",
  core: true,
  weight: 2,
  says: "The first term receives the upstream gradient, the second its negative.",
  given: pair(),
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.sub(t.b), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of a", grad.a, truth.grad.a);
    same("gradient of b", grad.b, truth.grad.b);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that the second term's minus is missing?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of a", grad.a, exact(upstream));
        same("gradient of b", grad.b, exact(upstream));
      },
    },
    {
      asks: "Might it be that the minus went to the first term, not to the second?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of a", grad.a, negate(exact(upstream)));
        same("gradient of b", grad.b, exact(upstream));
      },
    },
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }) => {
        same("gradient of a", grad.a, value);
        same("gradient of b", grad.b, negate(value));
      },
    },
    ...every.gradientSuspects(subtraction),
  ],
});

export const summed = elementwise.sumsDown(subtraction);
export const shared = elementwise.addsBothShares(subtraction);
export const accumulated = every.accumulates(subtraction);
export const computed = every.reachesComputed(subtraction);
export const linear = every.isLinear(subtraction);
export const restKept = every.keepsRest(subtraction);
export const largeGradient = extreme.differentiatesLarge({ name: "sub" });
export const visibleGradient = extreme.handsOnSpecial({ name: "sub" });

function negate(v: Measured): Measured {
  return { ...v, data: v.data.map((x) => -x) };
}
