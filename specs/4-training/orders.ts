/** @file What is put in a random order: places of examples, batches of them, and the three parts of a split. */
import fc from "fast-check";
import { must, reports, showNumber } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { entry, listIn, numbersIn, type Plain } from "../support/plain.ts";
import { probe, probeNumbers } from "../support/question.ts";
import { hitsBounds } from "../support/statistics.ts";

/** What puts places in a random order. */
export type Orderer = "shuffled" | "minibatches" | "split";

/** How places are dealt out. */
export interface Dealing {
  readonly count: number;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
}

const seed = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }));

/**
 * A right solution fails a statistical law with a probability of at most 2·10⁻¹⁰: a law judges two cases, and the bounds of a case,
 * which hold for any number of trials, share one alarm. A failing seed is reported as it is, since a smaller seed is no simpler.
 */
const alarm = 1e-10;

/** shuffled: the distribution. */
export const anyOrder = hasAllOrders(
  "shuffled",
  "Every item once, in a random order; all orders are equally likely.",
  4,
  4,
  true,
);

/** shuffled: long lists. Each quarter of the items has an equal chance of each quarter of the places. */
export const longList = spreads("shuffled", 320);

/** shuffled: lists of anything. */
export const newList = law({
  stub: "shuffled",
  says: "The list stays as it is, and a new one is returned, also of one item or none.",
  given: fc.record({ items: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 }), seed }),
  examples: [
    { items: [], seed: 1 },
    { items: ["a"], seed: 1 },
  ],
  runs: 20,
  ask: ({ items, seed: from }) => probe("4-training/orders.keeps", { items, seed: from }),
  holds: (said, { items }) => {
    const texts = (what: string, list: Plain) => listIn(what, list).map(String);
    const show = (list: readonly string[]) => `[${list.join(", ")}]`;
    const list = texts("the list", entry(said, "list"));
    must(list.join() === items.join(), "the list afterwards", show(items), show(list));
    const made = texts("the items", entry(said, "made"));
    const isSame = made.toSorted().join() === items.toSorted().join() && made.length === items.length;
    must(isSame, "the items", `${show(items)}, in any order`, show(made));
    reports("what is returned", entry(said, "memory"), "a new list");
  },
  shows: ({ items }) => ({ items: `[${items.join(", ")}]` }),
});
export const shuffledRepeats = repeats("shuffled");

/** minibatches: what an epoch has. */
const epochs = fc
  .record({
    places: fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 12 }),
    size: fc.integer({ min: 1, max: 7 }),
    seed,
  })
  .map(({ places, ...rest }) => ({ places: places.toSorted((a, b) => a - b), ...rest }));

/** minibatches: the value. */
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

/** minibatches: the distribution. */
export const anyBatches = hasAllOrders(
  "minibatches",
  "Any two places may meet in a batch: all orders of the places are equally likely.",
  4,
  4,
);

/** minibatches: what is left alone. */
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

/** split: the value. */
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

/** split: the distribution of its two small lists. */
export const anyPlace = hasAllOrders(
  "split",
  "Any place may be kept for validation, and any other for the test: all pairs are equally likely.",
  4,
  2,
);
export const splitRepeats = repeats("split");

/** Fails unless all ordered choices of `chosen` places out of `count` come about equally often. */
function hasAllOrders(orderer: Orderer, says: string, count: number, chosen: number, core = false): Law {
  const times = 15_000;
  const all = choices(count, chosen);
  return law({
    stub: orderer,
    core,
    weight: 2,
    says,
    given: fc.record({ seed }),
    runs: 2,
    ask: ({ seed: from }) =>
      probeNumbers("4-training/orders.orders", { orderer, count, times, seed: from }, times * (chosen + 1) + 1),
    holds: (said) => {
      const counts = new Map(all.map((order) => [order.join(), 0]));
      const known = new Set(Array.from({ length: count }, (_, i) => i));
      for (const order of ordersIn(said, times)) {
        hasPart("one of the orders", order, known, chosen);
        counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
      }
      const { least, most } = hitsBounds(times, 1 / all.length, alarm / all.length);
      for (const [order, hits] of counts)
        must(
          hits >= least && hits <= most,
          `how often ${order.split(",").join(", ")} comes in ${times} times`,
          `${least} to ${most}`,
          `${hits}`,
        );
    },
    shows: ({ seed: from }) => ({ places: `0 to ${count - 1}`, times, "seed of rng": `${from}` }),
  });
}

/**
 * Fails unless each quarter of a long list falls equally on all quarters. How many of 80 items fall on 80 of 320 places is
 * hypergeometric, which Chernoff's bound for 80 independent trials holds for, too.
 *
 * @see Hoeffding, "Probability inequalities for sums of bounded random variables" (1963), theorem 4
 */
function spreads(orderer: Orderer, count: number): Law {
  const times = 60;
  const quarter = count / 4;
  return law({
    stub: orderer,
    says: "Of hundreds of places, too, each may come anywhere.",
    given: fc.record({ seed }),
    runs: 2,
    ask: ({ seed: from }) =>
      probeNumbers("4-training/orders.orders", { orderer, count, times, seed: from }, times * (count + 1) + 1),
    holds: (said) => {
      const hits = new Float64Array(16);
      const known = new Set(Array.from({ length: count }, (_, i) => i));
      for (const order of ordersIn(said, times)) {
        hasPart("one of the orders", order, known, count);
        for (const [place, item] of order.entries()) {
          const cell = 4 * Math.floor(item / quarter) + Math.floor(place / quarter);
          hits[cell] = pick(hits, cell) + 1;
        }
      }
      const { least, most } = hitsBounds(times * quarter, 1 / 4, alarm / hits.length);
      hits.forEach((got, cell) => {
        const [from, to] = [1 + Math.floor(cell / 4), 1 + (cell % 4)];
        must(
          got >= least && got <= most,
          `how many of quarter ${from} come to quarter ${to}`,
          `${least} to ${most} of ${times * quarter}`,
          showNumber(got),
        );
      });
    },
    shows: ({ seed: from }) => ({ "how many places": count, times, "seed of rng": `${from}` }),
  });
}

/** The rng is the only source of randomness, and it goes on from call to call. Two orders of 60 places never agree by chance. */
function repeats(orderer: Orderer): Law {
  const count = 60;
  return law({
    stub: orderer,
    says: "All randomness comes from rng: the same seed gives the same order, another seed another one.",
    given: fc.record({ seed }),
    runs: 5,
    ask: ({ seed: from }) => probe("4-training/orders.repeats", { orderer, count, seed: from }),
    holds: (said) => {
      const order = (name: string) => numbersIn("the order", entry(said, name)).join();
      must(order("first") === order("again"), "the order from the same seed", "the same one", "another one");
      must(order("first") !== order("other"), "the order from another seed", "another one", "the same one");
      const [one, two] = listIn("two orders", entry(said, "twice")).map((each) => numbersIn("the order", each).join());
      must(one === order("first"), "the first order of two", "the same one", "another one");
      must(one !== two, "the order when rng goes on", "another one", "the same one");
    },
    shows: ({ seed: from }) => ({ "how many places": count, "seed of rng": `${from}` }),
  });
}

/** All ordered choices of k places out of n. */
function choices(n: number, k: number): readonly (readonly number[])[] {
  if (k === 0) return [[]];
  return choices(n, k - 1).flatMap((some) =>
    Array.from({ length: n }, (_, place) => place)
      .filter((place) => !some.includes(place))
      .map((place) => [...some, place]),
  );
}

/** Lists off a row of numbers, each behind its length. */
function ordersIn(row: Float64Array, times: number): readonly (readonly number[])[] {
  let at = 0;
  const lists: (readonly number[])[] = [];
  while (at < row.length && lists.length < times) {
    const length = Math.max(0, Math.min(pick(row, at), row.length));
    lists.push([...row.subarray(at + 1, at + 1 + length)]);
    at += 1 + length;
  }
  must(lists.length === times, "how many orders there are", `${times}`, `${lists.length}`);
  return lists;
}

/** Fails unless a list has `chosen` different ones of the known places. */
function hasPart(what: string, list: readonly number[], known: ReadonlySet<number>, chosen: number): void {
  const isRight = list.length === chosen && new Set(list).size === chosen && list.every((place) => known.has(place));
  const few = (all: readonly unknown[]) => `[${all.slice(0, 8).join(", ")}${all.length > 8 ? ", …" : ""}]`;
  must(isRight, what, `${chosen} different ones of ${known.size} places`, few(list));
}

function hasEachOnce(what: string, list: readonly number[], due: readonly number[]): void {
  hasPart(what, list, new Set(due), due.length);
}

function batchesIn(said: Plain): readonly (readonly number[])[] {
  return listIn("the batches", entry(said, "batches")).map((batch) => [...numbersIn("a batch", batch)]);
}

function showPlaces({ places, size }: { readonly places: readonly number[]; readonly size: number }) {
  const few = places.length > 12 ? `${places.slice(0, 4).join(", ")}, … (${places.length})` : places.join(", ");
  return { places: `[${few}]`, size };
}
