import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { scalar } from "../support/values.ts";
import { askRates, hasRates, schedules } from "./schedules.ts";

/** The value. */
export const halfWave = law({
  stub: "cosineRate",
  core: true,
  weight: 2,
  says: "Half a cosine leads from the first rate at epoch 0 to the last in the end.",
  given: schedules,
  examples: [{ first: 1, last: 0, every: 1, factor: 1, epochs: 4 }],
  runs: 60,
  ask: (schedule) => askRates("cosine", schedule),
  holds: (said, schedule) => hasRates("cosine", said, schedule),
  shows: ({ first, last, epochs }) => ({ first, last, epochs }),
});

/** Its two ends, and the middle. */
export const ends = law({
  stub: "cosineRate",
  says: "It begins at the first rate, ends at the last, and half-way it is their mean.",
  given: schedules,
  runs: 20,
  ask: (schedule) => askRates("cosine", { ...schedule, epochs: 2 * schedule.epochs }),
  holds: (said, { first, last, epochs }) => {
    const near = (what: string, epoch: number, rate: number) =>
      same(what, scalar(said[epoch] ?? Number.NaN), {
        ...scalar(rate),
        magnitude: Float64Array.of(Math.abs(first) + Math.abs(last)),
      });
    near("the rate at the beginning", 0, first);
    near("the rate half-way", epochs, (first + last) / 2);
    near("the rate in the end", 2 * epochs, last);
  },
  shows: ({ first, last, epochs }) => ({ first, last, epochs: 2 * epochs }),
});
