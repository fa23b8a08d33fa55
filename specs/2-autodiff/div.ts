import { pair } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";

/** The value. */
export const value = law({
  stub: "div.forward",
  core: true,
  weight: 2,
  says: "The quotient, element by element.",
  given: pair().filter(({ y }) => y.data.every((n) => Math.abs(n) > 0.1)),
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.div(t.y)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

/** The gradient. */
export const gradient = law({
  stub: "div.backward",
  core: true,
  weight: 2,
  says: "The numerator receives upstream / b, the denominator −upstream · a / b².",
  given: pair().filter(({ y }) => y.data.every((n) => Math.abs(n) > 0.1)),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.div(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
});
