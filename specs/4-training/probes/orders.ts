/** @file Functions that put places in a random order, asked many times. */
import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import { minibatches } from "#course/4-training/examples/minibatches.ts";
import { shuffled } from "#course/4-training/examples/shuffled.ts";
import { split } from "#course/4-training/examples/split.ts";
import { expectReturned } from "../../probes/plain.ts";
import type { Dealing, Orderer } from "../orders.ts";

/** How often something is asked, of how many places, with which random numbers. */
interface Asked {
  readonly count: number;
  readonly times: number;
  readonly seed: number;
}

/** Lists of places in random order, one after the other, each behind its length. */
export function orders({ orderer, count, times, seed }: Asked & { readonly orderer: Orderer }): Float64Array {
  const rng = seededRng(seed);
  const places = placesUpTo(count);
  const said: number[] = [];
  for (let k = 0; k < times; k++) {
    const order = orderOf(orderer, places, rng);
    said.push(order.length);
    for (const place of order) said.push(place);
  }
  return Float64Array.from(said);
}

function orderOf(orderer: Orderer, places: readonly number[], rng: Rng): readonly number[] {
  switch (orderer) {
    case "shuffled":
      return expectReturned("shuffled", shuffled(places, rng));
    case "minibatches":
      return expectReturned("minibatches", minibatches(places, 2, rng)).flat();
    case "split": {
      const size = Math.max(1, Math.floor(places.length / 3));
      const dealt = expectReturned("split", split(places.length, { validation: size, test: size }, rng));
      return [...dealt.validation, ...dealt.test];
    }
  }
}

/** What becomes of a list whose items are put in order: itself, and what is returned. */
export function keeps({ items, seed }: { readonly items: readonly string[]; readonly seed: number }): object {
  const list = [...items];
  const made = expectReturned("shuffled", shuffled(list, seededRng(seed)));
  return { made, list, memory: made === list ? "the list itself" : "a new list" };
}

/** The same, from two generators of one seed, and from another. */
export function repeats({
  orderer,
  count,
  seed,
}: {
  readonly orderer: Orderer;
  readonly count: number;
  readonly seed: number;
}): object {
  const from = (which: number) => [...orderOf(orderer, placesUpTo(count), seededRng(which))];
  const rng = seededRng(seed);
  const twice = [1, 2].map(() => [...orderOf(orderer, placesUpTo(count), rng)]);
  return { first: from(seed), again: from(seed), other: from(seed + 1), twice };
}

/** One epoch of batches, and the places afterwards. */
export function batches({
  places,
  size,
  seed,
}: {
  readonly places: readonly number[];
  readonly size: number;
  readonly seed: number;
}): object {
  const given = [...places];
  const made = expectReturned("minibatches", minibatches(given, size, seededRng(seed)));
  return { batches: Array.from(made, (batch) => [...batch]), places: given };
}

/** The three lists of places. */
export function deal({ count, validation, test, seed }: Dealing): object {
  const made = expectReturned("split", split(count, { validation, test }, seededRng(seed)));
  return { train: [...made.train], validation: [...made.validation], test: [...made.test] };
}

function placesUpTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
