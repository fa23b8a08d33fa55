import { notStarted } from "../../2-autodiff/errors.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { Module } from "../modules/module.ts";

/** A function of every element: sigmoid, ReLU, … */
export type Activation = (x: Tensor) => Tensor;

/**
 * A multi-layer perceptron: `f(x) = … g(g(x · W₁ + b₁) · W₂ + b₂) …`, layers in a row with an activation g between each and the next.
 *
 * After the last layer there is none: scores may be of any size and sign.
 */
export class Mlp extends Module {
  readonly layers: readonly Module[];
  readonly activation: Activation;

  /** @param layers - at least one */
  constructor(layers: readonly Module[], activation: Activation) {
    super();
    this.layers = layers;
    this.activation = activation;
  }

  forward(x: Tensor): Tensor {
    // START CODE HERE (mlp) ~2 lines: every layer in turn, and the activation between each and the next
    const [first, ...others] = this.layers;
    return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
