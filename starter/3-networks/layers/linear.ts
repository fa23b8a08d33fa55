/** @file You may use: the language, `add`, `matmul`, `Module`, `constantWeights`, `kaimingWeights`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import { add } from "../../2-autodiff/ops/add.ts";
import { matmul } from "../../2-autodiff/ops/matmul.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { Module } from "../modules/module.ts";
import { constantWeights } from "../weights/constant-weights.ts";
import { kaimingWeights } from "../weights/kaiming-weights.ts";

/**
 * A layer of neurons before their activation: `x · W + b`. Column j of W and element j of b are those of neuron j.
 *
 * It is made of operations, so it needs no backward: the gradients find their way through those.
 *
 * @param x - shape `[…, n, in]`: n examples of `in` numbers
 * @param weight - W, shape `[in, out]`
 * @param bias - b, shape `[out]`
 * @returns a new tensor of shape `[…, n, out]`; the operands are not changed
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  // START CODE HERE (linear) ~1 line: x times the weights, plus the bias
  throw notStarted("linear");
  // END CODE HERE
}

/** A layer of neurons with its weights. */
export class Linear extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor;

  constructor(weight: Tensor, bias: Tensor) {
    super();
    this.weight = weight;
    this.bias = bias;
  }

  forward(x: Tensor): Tensor {
    return linear(x, this.weight, this.bias);
  }
}

/** A new layer: Kaiming weights, and biases of 0. */
export function freshLinear(fanIn: number, fanOut: number, rng: Rng): Linear {
  return new Linear(kaimingWeights([fanIn, fanOut], rng), constantWeights([fanOut], 0));
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
