/** @file What is put in a random order, and the laws that every such order has. */
import fc from "fast-check";
import { must, showNumber } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { entry, listIn, numbersIn } from "../support/plain.ts";
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

/** Seeds of an rng. None shrinks: a smaller seed is no simpler. */
export const seed = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }));

/**
 * A right solution fails a statistical law with a probability of at most 2·10⁻¹⁰: a law judges two cases, and the bounds of a case,
 * which hold for any number of trials, share one alarm. By the exact distributions it is 1.1·10⁻¹¹ or less. A failing seed is reported
 * as it is, since a smaller seed is no simpler.
 */
const alarm = 1e-10;

/** Fails unless all ordered choices of `chosen` places out of `count` come about equally often. */
export function hasAllOrders(orderer: Orderer, says: string, count: number, chosen: number, core = false): Law {
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
export function spreads(orderer: Orderer, count: number): Law {
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

/**
 * The rng is the only source of randomness, and it goes on from call to call. Two orders of 60 places, or of 40 out of 60, agree by
 * chance with a probability below 10⁻⁶³.
 */
export function repeats(orderer: Orderer): Law {
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

/** Fails unless a list has each of the places once. */
export function hasEachOnce(what: string, list: readonly number[], due: readonly number[]): void {
  hasPart(what, list, new Set(due), due.length);
}
