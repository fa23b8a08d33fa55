import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import { takeExamples } from "../examples/take-examples.ts";
import type { Optimiser } from "../steps/optimiser.ts";
import { trainBatch } from "./train-batch.ts";

/**
 * Nothing to fill: a step for every batch.
 *
 * @param batches - places of examples, as `minibatches` lists them
 * @returns the mean loss of all examples, each before the step that it took part in
 */
export function trainEpoch(network: Module, examples: Examples, batches: readonly (readonly number[])[], optimiser: Optimiser): number {
  network.train();
  const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
  return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;
}
