import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { fill, type Measured, type Values } from "../support/values.ts";

/** A gradient, the weights that it belongs to, and how much they decay. */
interface Decaying {
  readonly gradient: Values;
  readonly weights: Values;
  readonly decay: number;
}

function decaying(drawn: Drawn, size = fc.integer({ min: 1, max: 5 })): fc.Arbitrary<Decaying> {
  return size.chain((n) =>
    fc.record({ gradient: drawn([n]), weights: drawn([n]), decay: fc.constantFrom(0.5, 0.1, 1e-4, 0, 2) }),
  );
}

function askDecay({ gradient, weights, decay }: Decaying) {
  const { shape } = gradient;
  const data = { gradient: plainOfSpecial(gradient), weights: plainOfSpecial(weights), decay };
  return probePacked("4-training/steps.decayed", data, [shape, shape, shape, shape, shape]);
}

function dueDecay({ gradient, weights, decay }: Decaying): Measured {
  const terms = (i: number) => [pick(gradient.data, i), decay * pick(weights.data, i)] as const;
  const total = fill(gradient.shape, (i) => terms(i)[0] + terms(i)[1]);
  const magnitude = fill(gradient.shape, (i) => Math.abs(terms(i)[0]) + Math.abs(terms(i)[1])).data;
  return { ...total, magnitude };
}

const isDecayed = (core: boolean, says: string, given: fc.Arbitrary<Decaying>, runs: number) =>
  law({
    stub: "weightDecay",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: askDecay,
    holds: (said, asked) => same("the new gradient", said.next("the new gradient"), dueDecay(asked)),
    shows: (asked) =>
      asked.weights.data.length > 5 ? { "how many weights": asked.weights.data.length } : { ...asked },
  });

/** The value. */
export const decays = isDecayed(
  true,
  "The gradient plus decay times the weight, in a new array.",
  decaying((s) => valuesOf(s)),
  60,
);
export const decaysMany = isDecayed(
  false,
  "Hundreds of weights: the rule stays the same.",
  decaying(around(1, 8), fc.integer({ min: 301, max: 400 })),
  4,
);
export const decaysAnySize = isDecayed(
  false,
  "Numbers of any size: the rule stays the same.",
  sizesOfNumbers().chain((drawn) => decaying(drawn)),
  20,
);

/** What is left alone. */
export const decayKeeps = law({
  stub: "weightDecay",
  says: "Gradient and weights stay as they are, and the new array is no part of them.",
  given: decaying((s) => valuesOf(s)),
  runs: 20,
  ask: askDecay,
  holds: (said, { gradient, weights }) => {
    said.next("the new gradient");
    for (const after of ["", " when the new array is set to 0"]) {
      unchanged(`the gradient${after}`, said.next("the gradient"), gradient);
      unchanged(`the weights${after}`, said.next("the weights"), weights);
    }
  },
});

/** What is not a number. */
export const decayVisible = law({
  stub: "weightDecay",
  says: "What is not a number stays visible, and leaves its neighbours alone.",
  given: decaying(special).filter(({ decay }) => decay > 0),
  runs: 30,
  ask: askDecay,
  holds: (said, asked) => sameKinds("the new gradient", said.next("the new gradient"), dueDecay(asked)),
});
