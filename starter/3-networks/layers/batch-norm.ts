/** @file You may use: the language, `add`, `mul`, `Tensor`, `ones`, `zeros`, `Module`, `constantWeights`, `batchStatistics`, `normalise`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { add } from "../../2-autodiff/ops/add.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import { ones, zeros } from "../../2-autodiff/values.ts";
import { Module } from "../modules/module.ts";
import { constantWeights } from "../weights/constant-weights.ts";
import { batchStatistics, type Statistics } from "./batch-statistics.ts";
import { normalise } from "./normalise.ts";

/**
 * Batch norm: every feature is brought to mean 0 and variance near 1, `y = (x − E[x]) / √(Var[x] + ε) · γ + β`.
 *
 * In training E and Var are those of the batch, and gradients flow through them. Afterwards a single example has to do,
 * and what it comes to must not depend on its neighbours: then they are the running ones, which training has collected.
 *
 * @see Ioffe & Szegedy, "Batch normalization" (2015)
 */
export class BatchNorm extends Module {
  /** γ, shape `[d]`: learned. */
  readonly gamma: Tensor;
  /** β, shape `[d]`: learned. */
  readonly beta: Tensor;
  /** Of shape `[d]`: collected, not learned, so they are constants. */
  readonly runningMean: Tensor;
  readonly runningVariance: Tensor;
  readonly momentum: number;
  readonly epsilon: number;

  constructor(gamma: Tensor, beta: Tensor, momentum = 0.1, epsilon = 1e-5) {
    super();
    this.gamma = gamma;
    this.beta = beta;
    this.runningMean = new Tensor(zeros(gamma.shape), { requiresGrad: false });
    this.runningVariance = new Tensor(ones(gamma.shape), { requiresGrad: false });
    this.momentum = momentum;
    this.epsilon = epsilon;
  }

  /** @param x - shape `[…, d]` */
  forward(x: Tensor): Tensor {
    // START CODE HERE (batchNorm) ~3 lines: x normalised by the batch's statistics in training, by the running ones otherwise; times γ, plus β
    throw notStarted("batchNorm");
    // END CODE HERE
  }
}

/** A new batch norm of d features: γ of 1 and β of 0. */
export function freshBatchNorm(size: number): BatchNorm {
  return new BatchNorm(constantWeights([size], 1), constantWeights([size], 0));
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
