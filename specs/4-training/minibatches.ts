import fc from "fast-check";
import { must } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, listIn, numbersIn, type Plain } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { hasAllOrders, hasEachOnce, repeats, seed, spreads } from "./orders.ts";

/** What an epoch has. */
const epochs = fc
  .record({
    places: fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 12 }),
    size: fc.integer({ min: 1, max: 7 }),
    seed,
  })
  .map(({ places, ...rest }) => ({ places: places.toSorted((a, b) => a - b), ...rest }));

/** The value. */
export const onceEach = law({
  stub: "minibatches",
  core: true,
  weight: 2,
  says: "Every place once, shuffled, in batches of this size; the last may be smaller.",
  given: epochs,
  examples: [{ places: Array.from({ length: 345 }, (_, i) => 3 * i), size: 32, seed: 1 }],
  ask: (given) => probe("4-training/orders.batches", given),
  holds: (said, { places, size }) => {
    const all = batchesIn(said);
    const sizes = all.map((batch) => batch.length);
    const rest = places.length % size;
    const due = [...Array<number>(Math.floor(places.length / size)).fill(size), ...(rest > 0 ? [rest] : [])];
    must(sizes.join() === due.join(), "sizes of the batches", `[${due.join(", ")}]`, `[${sizes.join(", ")}]`);
    hasEachOnce("the places", all.flat(), places);
    // All in order has a chance below 10⁻¹⁴ from 17 places on.
    if (places.length > 16)
      must(all.flat().join() !== places.join(), "the order of the places", "another one", "that of the list");
  },
  shows: showPlaces,
});

/** The distribution. */
export const anyBatches = hasAllOrders(
  "minibatches",
  "Any two places may meet in a batch: all orders of the places are equally likely.",
  4,
  4,
);

/** What is left alone. */
export const placesKept = law({
  stub: "minibatches",
  says: "The list of places stays as it is.",
  given: epochs,
  runs: 20,
  ask: (given) => probe("4-training/orders.batches", given),
  holds: (said, { places }) => {
    const got = [...numbersIn("the places", entry(said, "places"))];
    must(got.join() === places.join(), "the places afterwards", `[${places.join(", ")}]`, `[${got.join(", ")}]`);
  },
  shows: showPlaces,
});
export const batchesRepeat = repeats("minibatches");
export const manyBatches = spreads("minibatches", 320);

function batchesIn(said: Plain): readonly (readonly number[])[] {
  return listIn("the batches", entry(said, "batches")).map((batch) => [...numbersIn("a batch", batch)]);
}

function showPlaces({ places, size }: { readonly places: readonly number[]; readonly size: number }) {
  const few = places.length > 12 ? `${places.slice(0, 4).join(", ")}, … (${places.length})` : places.join(", ");
  return { places: `[${few}]`, size };
}
