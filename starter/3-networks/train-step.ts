import { backward } from "../2-autodiff/backward.ts";
import type { Tensor } from "../2-autodiff/tensor.ts";
import { zeroGrad } from "../2-autodiff/zero-grad.ts";
import { logitsCrossEntropy } from "./losses/logits-cross-entropy.ts";
import type { Module } from "./modules/module.ts";

/**
 * Nothing to fill: one step down. The gradients of the mean cross-entropy are computed, and every parameter goes a little way against
 * its own.
 *
 * @param x - what the network reads, n examples
 * @param labels - the right class of each
 * @returns the loss before the step
 */
export function trainStep(network: Module, x: Tensor, labels: readonly number[], rate: number): number {
  const parameters = network.parameters();
  zeroGrad(parameters);
  const loss = logitsCrossEntropy(network.forward(x), labels);
  backward(loss);
  for (const { data, grad } of parameters) for (let i = 0; i < data.length; i++) data[i] -= rate * grad.data[i];
  return loss.data[0];
}
