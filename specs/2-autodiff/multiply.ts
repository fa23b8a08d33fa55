import { broadcastPair, pair } from "../support/arbitraries.ts";
import { must, same, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { listIn, plainOf, valuesFrom } from "../support/plain.ts";
import { probe, run } from "../support/question.ts";
import { exact, type Values } from "../support/values.ts";
import * as elementwise from "./elementwise.ts";

const multiplication = elementwise.describeElementwise({
  name: "multiply",
  names: ["x", "y"],
  apply: (x, y) => x.multiply(y),
});

/** The value. */
export const product = law({
  stub: "multiply.forward",
  core: true,
  weight: 2,
  says: "Both factors are saved, and the product is returned.",
  given: pair(),
  runs: 60,
  ask: ({ a: x, b: y }) => ({
    product: run({ x, y }, (t) => t.x.multiply(t.y)),
    saved: probe("2-autodiff/multiply.listSaved", { x: plainOf(x), y: plainOf(y) }),
  }),
  holds: ({ product: { value, truth }, saved }, { a: x, b: y }) => {
    same("the result", value, truth.value);
    const kept = listIn("what is saved", saved).filter((each) => each !== null);
    for (const [name, factor] of Object.entries({ x, y })) {
      const found = kept.some((each) => isEqual(valuesFrom("what is saved", each), factor));
      must(found, "what is saved", `${name}, among others`, kept.length === 0 ? "nothing" : "other numbers");
    }
  },
  shows: ({ a: x, b: y }) => ({ x, y }),
});

/** What stands in the context. */
export const saved = law({
  stub: "multiply.forward",
  says: "x is saved first and y second, each in its own shape, also where one is stretched to the other.",
  given: broadcastPair(),
  runs: 30,
  ask: ({ a: x, b: y }) => probe("2-autodiff/multiply.listSaved", { x: plainOf(x), y: plainOf(y) }),
  holds: (said, { a: x, b: y }) => {
    const kept = listIn("what is saved", said);
    for (const [place, [name, factor]] of Object.entries({ x, y }).entries()) {
      const what = `what is saved in place ${place + 1}, ${name}`;
      unchanged(what, valuesFrom(what, kept[place] ?? null), factor);
    }
  },
  shows: ({ a: x, b: y }) => ({ x, y }),
});

/** What stands in the context of a square. */
export const savedTwice = law({
  stub: "multiply.forward",
  says: "Also where one tensor is both factors, two are saved.",
  given: broadcastPair(),
  runs: 10,
  ask: ({ a: x }) => probe("2-autodiff/multiply.listSaved", { x: plainOf(x) }),
  holds: (said, { a: x }) => {
    const kept = listIn("what is saved", said);
    for (const place of [0, 1]) {
      const what = `what is saved in place ${place + 1}`;
      unchanged(what, valuesFrom(what, kept[place] ?? null), x);
    }
  },
  shows: ({ a: x }) => ({ "x and y": x }),
});

export const stretching = elementwise.stretches(multiplication);
export const operandsKept = every.keepsOperands(multiplication);
export const refusal = elementwise.refusesClash(multiplication);
export const large = extreme.computesLarge({ name: "multiply", names: ["x", "y"] });
export const visible = extreme.showsSpecial({
  name: "multiply",
  names: ["x", "y"],
  specials: [extreme.specialFactors],
});

/** The gradient. */
export const gradient = law({
  stub: "multiply.backward",
  core: true,
  weight: 2,
  says: "For each factor the upstream gradient times the other one, which was saved.",
  given: pair(),
  runs: 80,
  ask: ({ a: x, b: y, upstream }) => run({ x, y }, (t) => t.x.multiply(t.y), upstream),
  holds: ({ grad, truth }) => {
    same("gradient of x", grad.x, truth.grad.x);
    same("gradient of y", grad.y, truth.grad.y);
  },
  shows: ({ a: x, b: y, upstream }) => ({ x, y, upstream }),
  suspects: [
    {
      asks: "Might it be that the two gradients are returned in the other order?",
      explains: ({ grad }, { a: x, b: y, upstream }) => {
        same("gradient of x", grad.x, exact(times(upstream, x)));
        same("gradient of y", grad.y, exact(times(upstream, y)));
      },
    },
    {
      asks: "Might it be that the upstream gradient is left out?",
      explains: ({ grad }, { a: x, b: y }) => {
        same("gradient of x", grad.x, exact(y));
        same("gradient of y", grad.y, exact(x));
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
export const largeGradient = extreme.differentiatesLarge({ name: "multiply", names: ["x", "y"] });
export const visibleGradient = extreme.handsOnSpecial({
  name: "multiply",
  names: ["x", "y"],
  specials: [extreme.specialFactors],
});

function isEqual(a: Values, b: Values): boolean {
  return a.shape.join() === b.shape.join() && a.data.every((x, i) => x === b.data[i]);
}

function times(a: Values, b: Values): Values {
  return { shape: a.shape, data: a.data.map((x, i) => x * (b.data[i] ?? Number.NaN)) };
}
