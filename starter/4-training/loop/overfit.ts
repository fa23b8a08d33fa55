import type { Rng } from "../../2-autodiff/rng.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import { minibatches } from "../examples/minibatches.ts";
import type { Optimiser } from "../steps/optimiser.ts";
import { trainEpoch } from "./train-epoch.ts";

/**
 * Nothing to fill: learns a few examples by heart. The only time to want that is the first try.
 *
 * @param size - how many examples a batch has
 * @returns the mean loss of each epoch
 */
export function overfit(network: Module, examples: Examples, optimiser: Optimiser, epochs: number, size: number, rng: Rng): readonly number[] {
  const places = examples.labels.map((_, place) => place);
  return Array.from({ length: epochs }, () => trainEpoch(network, examples, minibatches(places, size, rng), optimiser));
}
