import fc from "fast-check";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { probeNumbers } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import { exact, scalar, values } from "../support/values.ts";
import { probability } from "./droppings.ts";
import { chanceTruth, masksOf } from "./neurons.ts";

/** The value. */
export const everyFactor = law({
  stub: "maskChance",
  core: true,
  weight: 2,
  says: "A product with one factor an element: p if it is dropped, 1 − p if it is kept.",
  given: fc.record({
    mask: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 8 }),
    p: fc.oneof(probability, fc.constantFrom<number>(0, 1)),
  }),
  examples: [{ mask: [1, 0], p: 0.5 }],
  ask: ({ mask, p }) => probeNumbers("4-training/dropout.chances", { masks: [mask], p }, 1),
  holds: ([got = Number.NaN], { mask, p }) => same("the chance", scalar(got), chanceTruth(mask, p)),
  shows: ({ mask, p }) => ({ mask: values(mask), p }),
  suspects: [
    {
      asks: "Might it be that p and 1 − p are exchanged? 1 in a mask is kept, and p is the probability to be dropped.",
      explains: ([got = Number.NaN], { mask, p }) => same("the chance", scalar(got), chanceTruth(mask, 1 - p)),
    },
    {
      asks: "Might it be that what is dropped has no factor?",
      explains: ([got = Number.NaN], { mask, p }) =>
        same(
          "the chance",
          scalar(got),
          chanceTruth(
            mask.filter((each) => each === 1),
            p,
          ),
        ),
    },
  ],
});

/** All masks together. */
export const sumToOne = law({
  stub: "maskChance",
  says: "The chances of all masks add up to 1.",
  given: fc.record({ n: fc.integer({ min: 1, max: 8 }), p: probability }),
  runs: 20,
  ask: ({ n, p }) => probeNumbers("4-training/dropout.chances", { masks: masksOf(n), p }, 2 ** n),
  holds: (said) => same("the sum of all chances", scalar(said.reduce((sum, x) => sum + x, 0)), exact(scalar(1))),
});

/** Hundreds of elements. */
export const longMask = law({
  stub: "maskChance",
  says: "A mask of hundreds of elements has a tiny chance, and not none.",
  given: fc.record({ seed: fc.noShrink(fc.nat()), p: fc.constantFrom<number>(0.5, 0.4, 0.6) }),
  runs: 5,
  ask: ({ seed, p }) => probeNumbers("4-training/dropout.chances", { masks: [longMaskOf(seed)], p }, 1),
  holds: ([got = Number.NaN], { seed, p }) => same("the chance", scalar(got), chanceTruth(longMaskOf(seed), p)),
  shows: ({ p }) => ({ "how many elements": 400, p }),
});

function longMaskOf(seed: number): readonly number[] {
  return Array.from(drawsOf(seed, 400), (draw) => (draw < 0.5 ? 0 : 1));
}
