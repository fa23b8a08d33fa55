import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { probePacked } from "../support/packed.ts";
import { plainOf } from "../support/plain.ts";
import { probeNumbers } from "../support/question.ts";
import { exact, type Shape, type Values, values } from "../support/values.ts";
import { averageOf } from "./batch.ts";
import { around } from "./layer-cases.ts";

const stub = "moveTowards";

/** A running average, the arrays that join it one after the other, and how much each counts. */
interface Averaging {
  readonly running: Values;
  readonly fresh: readonly Values[];
  readonly momentum: number;
}

const momenta = fc.constantFrom(0.1, 0.5, 0.9, 0.25, 1, 0);

const averaging = shape({ minRank: 1, maxRank: 1 }).chain((s) =>
  fc.record<Averaging>({
    running: valuesOf(s, 1),
    fresh: fc.array(valuesOf(s, 3), { minLength: 1, maxLength: 4 }),
    momentum: momenta,
  }),
);

const shows = ({ running, fresh, momentum }: Averaging) => ({
  running,
  ...Object.fromEntries(fresh.map((each, i) => [`fresh ${i + 1}`, each])),
  momentum,
});

const ask = ({ running, fresh, momentum }: Averaging) => {
  const shapes: readonly Shape[] = fresh.flatMap((each) => [each.shape, each.shape]);
  const data = { running: plainOf(running), fresh: fresh.map(plainOf), momentum };
  return probePacked("3-networks/batch.averages", data, shapes);
};

/** The value. */
export const value = law({
  stub,
  core: true,
  weight: 2,
  says: "The old number times 1 − momentum, plus the fresh one times momentum.",
  given: averaging,
  ask,
  holds: (said, { running, fresh, momentum }) => {
    let due = exact(running);
    for (const [i, each] of fresh.entries()) {
      due = averageOf(due, exact(each), momentum);
      same(`the average after fresh ${i + 1}`, said.next("the average"), due);
    }
  },
  shows,
  suspects: [
    {
      asks: "Might it be that the two parts are exchanged: momentum for the old number, the rest for the fresh one?",
      explains: (said, { running, fresh: [first = running], momentum }) =>
        same("the average", said.next("the average"), averageOf(exact(running), exact(first), 1 - momentum)),
    },
  ],
});

export const freshKept = law({
  stub,
  says: "The fresh numbers are not changed.",
  runs: 20,
  given: averaging,
  ask,
  holds: (said, { fresh }) => {
    for (const _ of fresh) said.next("the average");
    for (const each of fresh) unchanged("the fresh numbers", said.next("the fresh numbers"), each);
  },
  shows,
});

export const large = law({
  stub,
  says: "Hundreds of numbers: the rule stays the same.",
  runs: 3,
  given: fc.integer({ min: 300, max: 400 }).chain((n) =>
    fc.record<Averaging>({
      running: around(0, 8)([n]),
      fresh: fc.tuple(around(1e3, 1)([n])),
      momentum: momenta,
    }),
  ),
  ask,
  holds: (said, { running, fresh: [fresh = running], momentum }) =>
    same("the average", said.next("the average"), averageOf(exact(running), exact(fresh), momentum)),
  shows: ({ running, momentum }) => ({ "how many numbers": running.data.length, momentum }),
});

/** What is not a number. */
export const visible = law({
  stub,
  says: "What is not a number stays visible, and leaves its neighbours alone.",
  runs: 3,
  given: fc.record({ momentum: fc.constantFrom(0.1, 0.5, 0.9) }),
  ask: ({ momentum }) => probeNumbers("3-networks/batch.averageOfSpecial", { momentum }, 5),
  holds: (said) => {
    const due = values([Number.NaN, Infinity, Number.NaN, Infinity, 1]);
    sameKinds("the average", { shape: [said.length], data: said }, due);
  },
  shows: ({ momentum }) => ({
    running: values([1, 2, Number.NaN, Infinity, 5]),
    fresh: values([Number.NaN, Infinity, 3, 4, 6]),
    momentum,
  }),
});
