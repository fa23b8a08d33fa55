import type { Rng } from "../../2-autodiff/rng.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import type { Optimiser } from "../steps/optimiser.ts";
import { train } from "./train.ts";

/**
 * Nothing to fill: learns a few examples by heart. The only time to want that is the first try.
 *
 * @param size - how many examples a batch has
 * @returns the mean loss of each epoch
 */
export function overfit(network: Module, examples: Examples, optimiser: Optimiser, epochs: number, size: number, rng: Rng): readonly number[] {
  const { rate } = optimiser;
  const reports = train(network, examples, examples, optimiser, { epochs, size, rateAt: () => rate, rng });
  return reports.map(({ loss }) => loss);
}
