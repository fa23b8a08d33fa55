/** @file You may use: the language, `randn`, `mapEach`, `Tensor`, and functions of your own (last region). */
import { randn } from "../../2-autodiff/creation.ts";
import { mapEach } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import { Tensor } from "../../2-autodiff/tensor.ts";
import type { Shape } from "../../2-autodiff/values.ts";

/**
 * A leaf that holds random numbers, normally distributed with mean 0: no two neurons begin alike.
 *
 * @param rng - asked for as many draws as `randn` takes
 * @param deviation - the standard deviation, √variance
 */
export function normalWeights(shape: Shape, rng: Rng, deviation: number): Tensor {
  // START CODE HERE (normalWeights) ~1 line: normal draws, each times the deviation
  throw notStarted("normalWeights");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
