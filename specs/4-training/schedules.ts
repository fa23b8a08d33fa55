/** @file Rates that fall from epoch to epoch. */
import fc from "fast-check";
import { same } from "../support/compare.ts";
import { probeNumbers } from "../support/question.ts";
import { exact, type Measured, scalar } from "../support/values.ts";

/** A schedule, and some epochs. */
interface Schedule {
  readonly first: number;
  readonly last: number;
  readonly every: number;
  readonly factor: number;
  readonly epochs: number;
}

/** Rates and epochs; each schedule uses its own. */
export const schedules = fc.record<Schedule>({
  first: fc.constantFrom(1, 0.1, 0.003, 8),
  last: fc.constantFrom(0, 0.001, 0.5, 2),
  every: fc.integer({ min: 1, max: 7 }),
  factor: fc.constantFrom(0.5, 0.1, 0.9, 1),
  epochs: fc.integer({ min: 1, max: 100 }),
});

/** Rates at every epoch from 0 to the last. */
export const askRates = (name: "stepped" | "cosine", schedule: Schedule) => {
  const asked = Array.from({ length: schedule.epochs + 1 }, (_, epoch) => epoch);
  return probeNumbers(`4-training/steps.${name}`, { ...schedule, asked }, asked.length);
};

/** The rate after some epochs, with the size of the terms that make it. */
export function rateTruth(
  name: "stepped" | "cosine",
  { first, last, every, factor, epochs }: Schedule,
  epoch: number,
): Measured {
  if (name === "stepped") return exact(scalar(first * factor ** Math.floor(epoch / every)));
  const rate = last + ((first - last) / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));
  return { ...scalar(rate), magnitude: Float64Array.of(Math.abs(first) + Math.abs(last)) };
}

/** Judges the rate of every epoch. */
export function hasRates(name: "stepped" | "cosine", said: Float64Array, schedule: Schedule): void {
  for (let epoch = 0; epoch <= schedule.epochs; epoch++) {
    const what = `the rate after ${epoch} of ${schedule.epochs} epochs`;
    same(what, scalar(said[epoch] ?? Number.NaN), rateTruth(name, schedule, epoch));
  }
}
