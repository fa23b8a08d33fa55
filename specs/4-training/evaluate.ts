import fc from "fast-check";
import { must, sameNumber, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { fill } from "../support/values.ts";
import { hitsOf, parameterNames } from "./overfittings.ts";
import {
  type Examples,
  isSingle,
  lossOf,
  nextAll,
  one,
  plainExamples,
  plainStart,
  shapes,
  showStart,
  type Start,
  starts,
} from "./small-networks.ts";

function askEvaluation(asked: Start & Examples): Question<Packed> {
  const data = { ...plainStart(asked), ...plainExamples(asked) };
  return probePacked("4-training/loop.evaluation", data, [[7], ...shapes, ...shapes]);
}

/** The value. */
export const lossAndAccuracy = law({
  stub: "evaluate",
  core: true,
  weight: 2,
  says: "In evaluation mode and without a graph, the mean loss and the accuracy.",
  given: starts(fc.integer({ min: 1, max: 9 })),
  runs: 40,
  ask: askEvaluation,
  holds: (said, asked) => {
    const numbers = said.next("loss and accuracy");
    isSingle("the loss", one(numbers, 0), lossOf(asked.parameters, asked));
    const hits = hitsOf(asked.parameters, asked.x, asked.labels);
    sameNumber("the accuracy", one(numbers, 1), hits / asked.labels.length);
    must(one(numbers, 3) === 0, "the network's mode", "evaluation", "training");
    must(one(numbers, 4) === 0, "graphs that are recorded", "none", showNumber(one(numbers, 4)));
  },
  shows: showStart,
});

/** Large sets. */
export const manyExamples = law({
  stub: "evaluate",
  says: "Hundreds of examples are judged like a few.",
  given: starts(fc.constant(333)),
  runs: 2,
  ask: askEvaluation,
  holds: (said, asked) => {
    const numbers = said.next("loss and accuracy");
    isSingle("the loss", one(numbers, 0), lossOf(asked.parameters, asked));
    sameNumber("the accuracy", one(numbers, 1), hitsOf(asked.parameters, asked.x, asked.labels) / 333);
  },
  shows: ({ labels }) => ({ "how many examples": labels.length }),
});

/** The mode afterwards. */
export const modeStays = law({
  stub: "evaluate",
  says: "The network is left in evaluation.",
  given: starts(fc.integer({ min: 1, max: 3 })),
  runs: 5,
  ask: askEvaluation,
  holds: (said) => {
    const isTraining = one(said.next("loss and accuracy"), 6);
    must(isTraining === 0, "the network's mode afterwards", "evaluation", "training");
  },
  shows: showStart,
});

/** What is left alone. */
export const onlyLooks = law({
  stub: "evaluate",
  says: "Nothing is learned, and recording is on again.",
  given: starts(fc.integer({ min: 1, max: 5 })),
  runs: 10,
  ask: askEvaluation,
  holds: (said, { parameters }) => {
    const numbers = said.next("loss and accuracy");
    must(one(numbers, 5) === 1, "recording afterwards", "on", "off");
    nextAll(said, "numbers").forEach((got, k) => unchanged(pick(parameterNames, k), got, pick(parameters, k)));
    nextAll(said, "gradient").forEach((got, k) => {
      const due = fill(pick(shapes, k), () => 7);
      unchanged(`gradient of ${pick(parameterNames, k)}`, got, due);
    });
  },
  shows: showStart,
});
