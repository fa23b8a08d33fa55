/** @file Parameters whose numbers are kept after some epochs. */
import fc from "fast-check";
import { must, showNumber, unchanged } from "../support/compare.ts";
import type { Packed } from "../support/packed.ts";
import { fill, type Shape, type Values, values } from "../support/values.ts";
import { one } from "./small-networks.ts";

/** The sizes of some parameters. */
export const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

/** Parameters, and the epochs after which their numbers are kept. */
export interface Keeping {
  readonly sizes: readonly number[];
  readonly epochs: readonly number[];
}

/** Up to three parameters, and epochs in any order. */
export const keepings = fc.record<Keeping>({
  sizes: fc.oneof({ arbitrary: sizes, weight: 9 }, { arbitrary: fc.constant([2, 301]), weight: 1 }),
  epochs: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
});

/** A case, as a probe takes it. */
export function plainKeeping({ sizes: all, epochs }: Keeping) {
  return { sizes: all, epochs };
}

/** A case, as a report shows it. */
export function showKeeping({ sizes: all, epochs }: Keeping): Readonly<Record<string, unknown>> {
  return { "numbers of each parameter": values(all), "kept after epoch": values(epochs) };
}

/** The shapes of vectors of some sizes. */
export function vectors(all: readonly number[]): readonly Shape[] {
  return all.map((size) => [size]);
}

/** The numbers of parameter k after an epoch: 100·k + the epoch, and in the digits behind that its place. No two are equal. */
export function numbersOf(k: number, epoch: number, size: number): Values {
  return fill([size], (i) => 100 * k + epoch + i / 1024);
}

/** Fails unless the arrays that are kept are those of an epoch. */
export function hasKept(said: Packed, all: readonly number[], epoch: number): void {
  const count = one(said.next("how many are kept"), 0);
  must(count === all.length, "how many arrays are kept", `${all.length}`, showNumber(count));
  all.forEach((size, k) => {
    const due = numbersOf(k, epoch, size);
    unchanged(`what is kept of parameter ${k + 1}, which has changed since`, said.next("what is kept"), due);
  });
}
