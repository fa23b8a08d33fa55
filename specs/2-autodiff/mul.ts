import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { exact, type Values } from "../support/values.ts";
import * as every from "./elementwise.ts";

const multiplication: every.Elementwise = { name: "mul", apply: (x, y) => x.mul(y) };

/** The value. */
export const product = law({
  stub: "mul.forward",
  core: true,
  weight: 2,
  says: "The product, element by element.",
  given: pair(),
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.mul(t.y)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

export const stretching = every.stretches(multiplication);
export const operandsKept = every.keepsOperands(multiplication);
export const refusal = every.refusesClash(multiplication);

/** The gradient. */
export const gradient = law({
  stub: "mul.backward",
  core: true,
  weight: 2,
  says: "Each factor receives the upstream gradient times the other factor.",
  given: pair(),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.mul(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
  suspects: [
    {
      asks: "Might it be that each factor received itself instead of the other one?",
      explains: ({ grad }, { x, y, upstream }) => {
        same("gradient of x", grad.x, exact(times(upstream, x)));
        same("gradient of y", grad.y, exact(times(upstream, y)));
      },
    },
    {
      asks: "Might it be that the upstream gradient is left out?",
      explains: ({ grad }, { x, y }) => {
        same("gradient of x", grad.x, exact(y));
        same("gradient of y", grad.y, exact(x));
      },
    },
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ value, grad }, { x, y }) => {
        same("gradient of x", grad.x, exact(times(value, y)));
        same("gradient of y", grad.y, exact(times(value, x)));
      },
    },
  ],
});

export const summed = every.sumsDown(multiplication);
export const shared = every.sharedOperand(multiplication);
export const accumulated = every.accumulates(multiplication);
export const computed = every.reachesComputed(multiplication);
export const linear = every.linear(multiplication);
export const restKept = every.keepsRest(multiplication);

function times(a: Values, b: Values): Values {
  return { shape: a.shape, data: a.data.map((x, i) => x * (b.data[i] ?? Number.NaN)) };
}
