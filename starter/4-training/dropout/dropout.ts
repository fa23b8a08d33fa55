/** @file You may use: the language, `accumulate`, `zipWith`, `dropoutMask`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { expectValues, type Values } from "../../2-autodiff/values.ts";
import { dropoutMask } from "./dropout-mask.ts";

/**
 * Drops elements at random, and scales up what is kept: `out = a · mask / (1 − p)`. So each element is on average what it was.
 *
 * Backward: `∂L/∂a = ∂L/∂out · mask / (1 − p)`, with the mask of the way there.
 *
 * `mask` is drawn once a call, by your `dropoutMask`: 1 for what is kept, 0 for the rest.
 *
 * @param a - any shape
 * @param p - the probability that an element is dropped: 0 or more, and below 1
 * @param rng - asked for one draw an element
 * @returns a new tensor of the shape of a, which is not changed
 * @see Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, "Dropout" (2014)
 */
export function dropout(a: Tensor, p: number, rng: Rng): Tensor {
  const mask = expectValues("dropoutMask", dropoutMask(a.shape, p, rng));
  const out = operation("dropout", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (dropout.forward) ~1 line: what is kept is divided by 1 − p, and the rest is 0
    throw notStarted("dropout.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (dropout.backward) ~1 line: what was kept receives the upstream gradient, divided by 1 − p, the rest 0
    throw notStarted("dropout.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
