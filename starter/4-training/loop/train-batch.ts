import { backward } from "../../2-autodiff/backward.ts";
import { logitsCrossEntropy } from "../../3-networks/losses/logits-cross-entropy.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import type { Examples } from "../examples/examples.ts";
import type { Optimiser } from "../steps/optimiser.ts";

/**
 * Nothing to fill: one step down, from the examples of one batch.
 *
 * @returns the mean cross-entropy of the batch, before the step
 */
export function trainBatch(network: Module, { x, labels }: Examples, optimiser: Optimiser): number {
  const loss = logitsCrossEntropy(network.forward(new Tensor(x, { requiresGrad: false })), labels);
  optimiser.zeroGrad();
  backward(loss);
  optimiser.step();
  return loss.data[0];
}
