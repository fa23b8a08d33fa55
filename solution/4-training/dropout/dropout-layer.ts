import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { Module } from "../../3-networks/modules/module.ts";
import { dropout } from "./dropout.ts";

/** Dropout as a layer, which knows whether its network is being trained. */
export class Dropout extends Module {
  readonly p: number;
  readonly rng: Rng;

  /**
   * @param p - the probability that an element is dropped: 0 or more, and below 1
   * @param rng - asked for one draw an element, and only in training
   */
  constructor(p: number, rng: Rng) {
    super();
    this.p = p;
    this.rng = rng;
  }

  forward(x: Tensor): Tensor {
    // START CODE HERE (dropoutLayer) ~1 line: dropout in training; in evaluation, x as it is
    return this.training ? dropout(x, this.p, this.rng) : x;
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
