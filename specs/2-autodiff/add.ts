import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import * as elementwise from "./elementwise.ts";

const addition = elementwise.describeElementwise({ name: "add", names: ["a", "b"], apply: (a, b) => a.add(b) });

/** The value. */
export const total = every.computes(addition, {
  core: true,
  says: "The sum, element by element.",
});

export const stretching = elementwise.stretches(addition);
export const operandsKept = every.keepsOperands(addition);
export const refusal = elementwise.refusesClash(addition);
export const large = extreme.computesLarge({ name: "add" });
export const visible = extreme.showsSpecial({ name: "add" });

/** The gradient. */
export const gradient = law({
  stub: "add.backward",
  core: true,
  weight: 2,
  says: "Both terms receive the upstream gradient as it is.",
  given: pair(),
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.add(t.b), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of a", grad.a, truth.grad.a);
    same("gradient of b", grad.b, truth.grad.b);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }) => {
        same("gradient of a", grad.a, value);
        same("gradient of b", grad.b, value);
      },
    },
    ...every.gradientSuspects(addition),
  ],
});

export const summed = elementwise.sumsDown(addition);
export const shared = elementwise.addsBothShares(addition);
export const accumulated = every.accumulates(addition);
export const computed = every.reachesComputed(addition);
export const linear = every.isLinear(addition);
export const restKept = every.keepsRest(addition);
export const largeGradient = extreme.differentiatesLarge({ name: "add" });
export const visibleGradient = extreme.handsOnSpecial({ name: "add" });
