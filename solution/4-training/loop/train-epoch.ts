import { notStarted } from "../../2-autodiff/errors.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import { takeExamples } from "../examples/take-examples.ts";
import type { Optimiser } from "../steps/optimiser.ts";
import { trainBatch } from "./train-batch.ts";

/**
 * One epoch: the network is set to training, and takes a step for every batch.
 *
 * @param batches - places of examples, as `minibatches` lists them; the last may be smaller
 * @returns the mean loss of all examples, each before the step that it took part in: a batch of 10 counts twice as much as one of 5
 */
export function trainEpoch(
  network: Module,
  examples: Examples,
  batches: readonly (readonly number[])[],
  optimiser: Optimiser,
): number {
  // START CODE HERE (trainEpoch) ~3 lines: in training mode, one step for every batch; then the mean loss of all examples
  network.train();
  const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
  return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
