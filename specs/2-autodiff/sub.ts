import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { exact, type Measured } from "../support/values.ts";
import * as every from "./elementwise.ts";

const subtraction: every.Elementwise = { name: "sub", apply: (x, y) => x.sub(y) };

/** The value. */
export const difference = law({
  stub: "sub.forward",
  core: true,
  weight: 2,
  says: "The difference, element by element.",
  given: pair(),
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.sub(t.y)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, y }) => ({ x, y }),
  suspects: [
    {
      asks: "Might it be that the first term is taken from the second?",
      explains: ({ value, truth }) => same("the result", value, negative(truth.value)),
    },
  ],
});

export const stretching = every.stretches(subtraction);
export const operandsKept = every.keepsOperands(subtraction);
export const refusal = every.refusesClash(subtraction);

/** The gradient. */
export const gradient = law({
  stub: "sub.backward",
  core: true,
  weight: 2,
  says: "The first term receives the upstream gradient, the second its negative.",
  given: pair(),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.sub(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
  suspects: [
    {
      asks: "Might it be that the second term's minus is missing?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of x", grad.x, exact(upstream));
        same("gradient of y", grad.y, exact(upstream));
      },
    },
    {
      asks: "Might it be that the minus went to the first term, not to the second?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of x", grad.x, negative(exact(upstream)));
        same("gradient of y", grad.y, exact(upstream));
      },
    },
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }) => {
        same("gradient of x", grad.x, value);
        same("gradient of y", grad.y, negative(value));
      },
    },
  ],
});

export const summed = every.sumsDown(subtraction);
export const shared = every.sharedOperand(subtraction);
export const accumulated = every.accumulates(subtraction);
export const computed = every.reachesComputed(subtraction);
export const linear = every.linear(subtraction);
export const restKept = every.keepsRest(subtraction);

function negative(v: Measured): Measured {
  return { ...v, data: v.data.map((x) => -x) };
}
