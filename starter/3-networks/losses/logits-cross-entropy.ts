/** @file You may use: the language, `gather`, `mean`, `neg`, `reshape`, `logSoftmax`, `expectLabels`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { gather } from "../../2-autodiff/ops/gather.ts";
import { mean } from "../../2-autodiff/ops/mean.ts";
import { neg } from "../../2-autodiff/ops/neg.ts";
import { reshape } from "../../2-autodiff/ops/reshape.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { logSoftmax } from "../log-softmax.ts";
import { expectLabels } from "../shapes.ts";

/**
 * Cross-entropy of scores: `L = −(1/n) Σᵢ logSoftmax(logits)[i, labelᵢ]`, over the n rows.
 *
 * *Logits* are scores before the softmax: any numbers. It is made of operations, so it needs no backward.
 *
 * `gather` takes rows by their index, and of a vector elements: `reshape` makes one first, of shape `[n · classes]`. There row i
 * of the logits begins at `i * classes`.
 *
 * @param logits - shape `[n, classes]`
 * @param labels - the class of each row, counted from 0
 * @returns a new tensor of shape `[]`
 * @throws {ShapeError} if there is not one label a row, or one names no class
 */
export function logitsCrossEntropy(logits: Tensor, labels: readonly number[]): Tensor {
  const classes = expectLabels("logitsCrossEntropy", logits, labels);
  return loss();

  /** A single number, made of your operations. */
  function loss(): Tensor {
    // START CODE HERE (logitsCrossEntropy) ~2 lines: the mean over the rows of minus the log-softmax at each row's label
    throw notStarted("logitsCrossEntropy");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
