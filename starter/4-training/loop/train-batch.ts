/** @file You may use: the language, `backward`, `Tensor`, `logitsCrossEntropy`, and functions of your own (last region). */
import { backward } from "../../2-autodiff/backward.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import { logitsCrossEntropy } from "../../3-networks/losses/logits-cross-entropy.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import type { Optimiser } from "../steps/optimiser.ts";

/**
 * One step down, from the examples of one batch.
 *
 * @param network - from examples to a score for each class; its parameters are changed
 * @returns the mean cross-entropy of the batch, before the step
 */
export function trainBatch(network: Module, { x, labels }: Examples, optimiser: Optimiser): number {
  const loss = logitsCrossEntropy(network.forward(new Tensor(x, { requiresGrad: false })), labels);
  goDown();
  return loss.data[0];

  /** Changes the parameters, so that the loss falls. */
  function goDown(): void {
    // START CODE HERE (trainBatch) ~3 lines: gradients are cleared, flow back from the loss, and the optimiser takes one step
    throw notStarted("trainBatch");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
