import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { type Values, values } from "../../2-autodiff/values.ts";
import { sumOf } from "../lines.ts";
import { expectMatrix, expectSameShape } from "../shapes.ts";

/** A smaller probability counts as this one: the logarithm of 0 is −∞, and one such answer would be the whole loss. */
const least = 1e-12;

/**
 * Cross-entropy of probabilities: `L = −(1/n) Σᵢ Σⱼ tᵢⱼ · log max(pᵢⱼ, 10⁻¹²)`, over the n rows.
 *
 * Backward: `∂L/∂pᵢⱼ = −tᵢⱼ / (n · pᵢⱼ)`, times the upstream gradient. Below 10⁻¹² the loss is flat, and yet a network
 * should get away from there: any slope between 0 and that at 10⁻¹² is right, if only it is finite.
 *
 * Where the target is 0 nothing is added, whatever the probability.
 *
 * @param probabilities - shape `[n, k]`: a row for each example, a column for each of k classes
 * @param target - the same shape: for each class its share, or 1 for the right one and 0 for the others
 * @returns a new tensor of shape `[]`
 * @throws {ShapeError} if the shapes differ, or are no matrix
 */
export function crossEntropy(probabilities: Tensor, target: Values): Tensor {
  const [rows] = expectMatrix("crossEntropy", probabilities);
  expectSameShape("crossEntropy", probabilities, target);
  const out = operation("crossEntropy", [probabilities], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (crossEntropy.forward) ~2 lines: the mean over the rows of −Σ target · log probability, none below 10⁻¹²
    const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, least)));
    return values([sumOf(terms.data) / rows], []);
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (crossEntropy.backward) ~2 lines: minus upstream times target, divided by the probability and by the number of rows
    const [upstream] = out.grad.data;
    accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-upstream * t) / Math.max(p, least) / rows));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
