import { notStarted } from "../../2-autodiff/errors.ts";
import { add } from "../../2-autodiff/ops/add.ts";
import { mean } from "../../2-autodiff/ops/mean.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { Module } from "../modules/module.ts";
import { constantWeights } from "../weights/constant-weights.ts";
import { normalise } from "./normalise.ts";
import { variance } from "./variance.ts";

/**
 * Layer norm: every row is brought to mean 0 and variance near 1, `y = (x − E[x]) / √(Var[x] + ε) · γ + β`.
 *
 * E and Var are those of the row itself, the numbers along the last axis: an example is normalised alone, whatever else is in
 * its batch. γ and β are learned, one of each for every place in a row.
 *
 * @param x - shape `[…, d]`
 * @param gamma - γ, shape `[d]`
 * @param beta - β, shape `[d]`
 * @param epsilon - ε, above 0
 * @returns a new tensor of the shape of x; the operands are not changed
 * @see Ba, Kiros & Hinton, "Layer normalization" (2016)
 */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  // START CODE HERE (layerNorm) ~3 lines: every row normalised by its own mean and variance, times γ, plus β
  const axes = [-1];
  const rows = normalise(x, mean(x, axes, true), variance(x, axes), epsilon);
  return add(mul(rows, gamma), beta);
  // END CODE HERE
}

/** A layer norm with its weights. */
export class LayerNorm extends Module {
  readonly gamma: Tensor;
  readonly beta: Tensor;
  readonly epsilon: number;

  constructor(gamma: Tensor, beta: Tensor, epsilon = 1e-5) {
    super();
    this.gamma = gamma;
    this.beta = beta;
    this.epsilon = epsilon;
  }

  forward(x: Tensor): Tensor {
    return layerNorm(x, this.gamma, this.beta, this.epsilon);
  }
}

/** A new layer norm of rows of d numbers: γ of 1 and β of 0. */
export function freshLayerNorm(size: number): LayerNorm {
  return new LayerNorm(constantWeights([size], 1), constantWeights([size], 0));
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
