import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { exact, scalar } from "../support/values.ts";
import { askRates, hasRates, schedules } from "./schedules.ts";

/** The value. */
export const inSteps = law({
  stub: "stepRate",
  core: true,
  weight: 2,
  says: "The first rate, times the factor once for every full step of `every` epochs.",
  given: schedules,
  examples: [{ first: 0.1, last: 0, every: 10, factor: 0.5, epochs: 30 }],
  runs: 60,
  ask: (schedule) => askRates("stepped", schedule),
  holds: (said, schedule) => hasRates("stepped", said, schedule),
  shows: ({ first, every, factor, epochs }) => ({ first, every, factor, epochs: `0 to ${epochs}` }),
});

/** The first step. */
export const firstStep = law({
  stub: "stepRate",
  says: "Until the first step is over, the rate is the first one; then it falls at once.",
  given: schedules,
  runs: 20,
  ask: (schedule) => askRates("stepped", { ...schedule, epochs: schedule.every }),
  holds: (said, { first, every, factor }) => {
    for (let epoch = 0; epoch < every; epoch++)
      same(`the rate after ${epoch} epochs`, scalar(said[epoch] ?? Number.NaN), exact(scalar(first)));
    same(`the rate after ${every} epochs`, scalar(said[every] ?? Number.NaN), exact(scalar(first * factor)));
  },
  shows: ({ first, every, factor }) => ({ first, every, factor, epochs: `0 to ${every}` }),
});
