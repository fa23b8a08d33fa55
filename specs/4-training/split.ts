import fc from "fast-check";
import { must } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, numbersIn } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { hasAllOrders, hasEachOnce, repeats, seed } from "./orders.ts";

/** The value. */
export const dealtOut = law({
  stub: "split",
  core: true,
  weight: 2,
  says: "Every place is in one of three lists, and validation and test have their sizes.",
  given: fc
    .record({ train: fc.nat({ max: 5 }), validation: fc.nat({ max: 4 }), test: fc.nat({ max: 4 }), seed })
    .filter(({ train, validation, test }) => train + validation + test > 0)
    .map(({ train, validation, test, seed: from }) => ({
      count: train + validation + test,
      validation,
      test,
      seed: from,
    })),
  examples: [
    { count: 500, validation: 50, test: 120, seed: 1 },
    { count: 5, validation: 0, test: 2, seed: 1 },
    { count: 5, validation: 2, test: 0, seed: 1 },
  ],
  ask: (given) => probe("4-training/orders.deal", { ...given }),
  holds: (said, { count, validation, test }) => {
    const lists = (["train", "validation", "test"] as const).map((name) => [
      ...numbersIn(`the places of ${name}`, entry(said, name)),
    ]);
    const due = [count - validation - test, validation, test];
    const sizes = lists.map((list) => list.length);
    must(sizes.join() === due.join(), "sizes of train, validation, test", due.join(", "), sizes.join(", "));
    hasEachOnce(
      "the places of all three",
      lists.flat(),
      Array.from({ length: count }, (_, i) => i),
    );
  },
  shows: ({ count, validation, test }) => ({ count, validation, test }),
});

/** The distribution of its two small lists. */
export const anyPlace = hasAllOrders(
  "split",
  "Any place may be kept for validation, and any other for the test: all pairs are equally likely.",
  4,
  2,
);
export const splitRepeats = repeats("split");
