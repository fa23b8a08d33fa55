import { notStarted } from "../../2-autodiff/errors.ts";
import { noGrad } from "../../2-autodiff/no-grad.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import { logitsCrossEntropy } from "../../3-networks/losses/logits-cross-entropy.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import { accuracy } from "../examples/accuracy.ts";
import type { Examples } from "../examples/examples.ts";

/** How good a network is for some examples. */
export interface Evaluation {
  /** The mean cross-entropy. */
  readonly loss: number;
  /** The share of examples that are right. */
  readonly accuracy: number;
}

/**
 * Judges a network. Nothing is learned here: no graph is recorded, and no dropout drops.
 *
 * @param network - is left in evaluation
 */
export function evaluate(network: Module, { x, labels }: Examples): Evaluation {
  // START CODE HERE (evaluate) ~3 lines: in evaluation mode and without a graph, the mean loss and the accuracy
  network.eval();
  const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
  return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
