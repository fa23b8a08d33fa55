import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { must, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { values } from "../support/values.ts";
import { type Dropping, droppings, hasDraws, maskOf, turned } from "./droppings.ts";

/** The value. */
export const oneDrawEach = law({
  stub: "dropoutMask",
  core: true,
  weight: 2,
  says: "One draw for every element, in row-major order: 1 where it is at least p, else 0.",
  given: droppings((s) => valuesOf(s)),
  ask: askMask,
  holds: (said, { draws, p }) => {
    unchanged("the mask", said.next("the mask"), maskOf(draws, p));
    hasDraws(said, draws.data.length);
  },
  shows: ({ draws, p }) => (draws.data.length > 24 ? { shape: values(draws.shape), p } : { draws, p }),
});

/** One after the other. */
export const newMasks = law({
  stub: "dropoutMask",
  says: "Every mask is drawn anew, into memory of its own.",
  given: droppings((s) => valuesOf(s)),
  runs: 30,
  ask: askMask,
  holds: (said, { draws, p }) => {
    for (const what of ["the first mask", "the draws"]) said.next(what);
    unchanged("the second mask", said.next("the second mask"), maskOf(turned(draws), p));
    must(said.next("arrays").data[0] === 2, "the memory of two masks", "two arrays", "one");
  },
  shows: ({ draws, p }) => ({ draws: values([...draws.data.subarray(0, 8)]), p }),
});

/** Both ends. */
export const ends = law({
  stub: "dropoutMask",
  says: "With p = 0 all is kept, and next to 1 nearly nothing.",
  given: droppings((s) => valuesOf(s), { ps: fc.constantFrom(0, 1 - 2 ** -20) }),
  runs: 20,
  ask: askMask,
  holds: (said, { draws, p }) => unchanged("the mask", said.next("the mask"), maskOf(draws, p)),
  shows: ({ draws, p }) => ({ draws: values([...draws.data.subarray(0, 8)]), p }),
});

function askMask({ draws, p }: Dropping): Question<Packed> {
  const data = { shape: draws.shape, p, draws: [...draws.data] };
  return probePacked("4-training/dropout.mask", data, [draws.shape, [], draws.shape, []]);
}
