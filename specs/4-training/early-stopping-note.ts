import fc from "fast-check";
import { must, reports, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { scalar, values } from "../support/values.ts";
import { hasKept, sizes, vectors } from "./keepings.ts";

/** Losses of a validation set, and how long to wait. */
interface Stopping {
  readonly losses: readonly number[];
  readonly patience: number;
  readonly sizes: readonly number[];
}

const loss = fc.oneof(
  { arbitrary: fc.integer({ min: -1, max: 6 }), weight: 6 },
  { arbitrary: fc.constant(Number.NaN), weight: 1 },
);

const stoppings = fc.record<Stopping>({
  losses: fc.array(loss, { minLength: 1, maxLength: 9 }),
  patience: fc.integer({ min: 1, max: 4 }),
  sizes,
});

function askStopping({ losses, patience, sizes: all }: Stopping): Question<Packed> {
  const data = { losses: losses.map((each) => (Number.isNaN(each) ? "NaN" : each)), patience, sizes: all };
  return probePacked("4-training/loop.noting", data, [...losses.map(() => [3]), [1], ...vectors(all)]);
}

/** What is due after each loss; and the epoch whose weights are kept, from 1 on. */
function dueNotes({ losses, patience }: Stopping) {
  let [best, waited, epoch] = [Infinity, 0, 0];
  const notes = losses.map((each, i) => {
    const isBetter = each < best;
    [best, waited, epoch] = isBetter ? [each, 0, i + 1] : [best, waited + 1, epoch];
    return { stop: waited >= patience, best, waited };
  });
  return { notes, epoch };
}

function showStopping({ losses, patience }: Stopping): Readonly<Record<string, unknown>> {
  return { losses: values(losses), patience };
}

/** The answers. */
export const whenToStop = law({
  stub: "earlyStopping.note",
  core: true,
  weight: 2,
  says: "A loss below the best is kept, any other waited for, until patience ends.",
  given: stoppings,
  examples: [{ losses: [3, 2, 4, 1, 5, 5], patience: 2, sizes: [2] }],
  ask: askStopping,
  holds: (said, asked) => {
    for (const [i, { stop, best, waited }] of dueNotes(asked).notes.entries()) {
      const got = said.next("a note").data;
      const after = `after loss ${i + 1}`;
      unchanged(`the best loss ${after}`, scalar(got[1] ?? Number.NaN), scalar(best));
      must(got[2] === waited, `epochs waited ${after}`, `${waited}`, showNumber(got[2] ?? Number.NaN));
      const say = (x: number | undefined) => (x === 1 ? "stop" : x === 0 ? "go on" : "neither");
      reports(`what to do ${after}`, say(got[0]), stop ? "stop" : "go on");
    }
  },
  shows: showStopping,
});

/** Which weights are kept. */
export const bestKept = law({
  stub: "earlyStopping.note",
  says: "The weights that are kept are those of the lowest loss, and of equal ones the first.",
  given: stoppings.filter(({ losses }) => losses.some((each) => !Number.isNaN(each))),
  ask: askStopping,
  holds: (said, asked) => {
    for (const _ of asked.losses) said.next("a note");
    hasKept(said, asked.sizes, dueNotes(asked).epoch);
  },
  shows: showStopping,
});
