/** @file You may use: the language, `mean`, `mul`, `neg`, `sum`, `Tensor`, `logSoftmax`, `expectMatrix`, `expectSameShape`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { mean } from "../../2-autodiff/ops/mean.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import { neg } from "../../2-autodiff/ops/neg.ts";
import { sum } from "../../2-autodiff/ops/sum.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";
import { logSoftmax } from "../log-softmax.ts";
import { expectMatrix, expectSameShape } from "../shapes.ts";

/**
 * Cross-entropy of scores, if the right answer is a distribution: `L = −(1/n) Σᵢ Σⱼ tᵢⱼ · logSoftmax(logits)ᵢⱼ`.
 *
 * It is made of operations, so it needs no backward. `new Tensor(target, { requiresGrad: false })` is the target as a
 * constant.
 *
 * @param logits - shape `[n, classes]`
 * @param target - the same shape: the share of each class
 * @returns a new tensor of shape `[]`
 * @throws {ShapeError} if the shapes differ, or are no matrix
 */
export function softLogitsCrossEntropy(logits: Tensor, target: Values): Tensor {
  expectMatrix("softLogitsCrossEntropy", logits);
  expectSameShape("softLogitsCrossEntropy", logits, target);
  return loss();

  /** A single number, made of your operations. */
  function loss(): Tensor {
    // START CODE HERE (softLogitsCrossEntropy) ~2 lines: the mean over the rows of −Σ target · log-softmax
    throw notStarted("softLogitsCrossEntropy");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
