/** @file Batches of examples, and what one step of plain descent makes of a network. */
import fc from "fast-check";
import { beside, unchanged } from "../support/compare.ts";
import { pick } from "../support/lists.ts";
import { fill, type Values } from "../support/values.ts";
import { parameterNames } from "./overfittings.ts";
import type { Examples, Start } from "./small-networks.ts";

/** Lists of places, each place in one of them, of different lengths. */
export function batchesOf(count: number): fc.Arbitrary<readonly (readonly number[])[]> {
  const places = Array.from({ length: count }, (_, i) => i);
  return fc
    .record({
      order: fc.shuffledSubarray(places, { minLength: count, maxLength: count }),
      size: fc.integer({ min: 2, max: 3 }),
    })
    .map(({ order, size }) =>
      Array.from({ length: Math.ceil(count / size) }, (_, k) => order.slice(k * size, (k + 1) * size)),
    );
}

/** Fails unless parameters are where one step of plain descent leads to. */
export function hasMoved(
  when: string,
  got: readonly Values[],
  before: readonly Values[],
  gradients: readonly Values[],
  rate: number,
): void {
  got.forEach((after, k) => {
    const [w, g] = [pick(before, k), pick(gradients, k)];
    beside(
      () => [{ name: "what is due", text: "what the optimiser's one step makes of them: nobody else changes them" }],
      () =>
        unchanged(
          `${pick(parameterNames, k)} ${when}`,
          after,
          fill(w.shape, (i) => pick(w.data, i) - rate * pick(g.data, i)),
        ),
    );
  });
}

/** A network, its examples, and the places of each batch. */
export type BatchCase = Start & Examples & { readonly batches: readonly (readonly number[])[] };
