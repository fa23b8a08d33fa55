import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import * as every from "./elementwise.ts";

const addition: every.Elementwise = { name: "add", apply: (x, y) => x.add(y) };

/** The value. */
export const total = law({
  stub: "add.forward",
  core: true,
  weight: 2,
  says: "The sum, element by element.",
  given: pair(),
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.add(t.y)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

export const stretching = every.stretches(addition);
export const operandsKept = every.keepsOperands(addition);
export const refusal = every.refusesClash(addition);

/** The gradient. */
export const gradient = law({
  stub: "add.backward",
  core: true,
  weight: 2,
  says: "Both terms receive the upstream gradient as it is.",
  given: pair(),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.add(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
  suspects: [
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }) => {
        same("gradient of x", grad.x, value);
        same("gradient of y", grad.y, value);
      },
    },
  ],
});

export const summed = every.sumsDown(addition);
export const shared = every.sharedOperand(addition);
export const accumulated = every.accumulates(addition);
export const computed = every.reachesComputed(addition);
export const linear = every.linear(addition);
export const restKept = every.keepsRest(addition);
