import { notStarted } from "../../2-autodiff/errors.ts";
import { mul } from "../../2-autodiff/ops/mul.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import { Module } from "../../3-networks/modules/module.ts";
import { constant } from "../../3-networks/constant.ts";
import { dropoutMask } from "./dropout-mask.ts";

/**
 * Dropout's twin, as it was first proposed: nothing is scaled in training, and afterwards every element is scaled down to what it was on
 * average, `x · (1 − p)`.
 *
 * A mask needs no gradient: `new Tensor(mask, { requiresGrad: false })` saves computing one that nobody reads.
 *
 * @see Hinton, Srivastava, Krizhevsky, Sutskever & Salakhutdinov, "Improving neural networks by preventing co-adaptation" (2012)
 */
export class TestScaledDropout extends Module {
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
    // START CODE HERE (testScaledDropout) ~3 lines: the mask times x in training; in evaluation, x times 1 − p
    if (!this.training) return mul(x, constant(1 - this.p));
    return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
