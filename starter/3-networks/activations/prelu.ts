/** @file You may use: the language, `accumulate`, `zipWith`, `expectStretches`, and functions of your own (last region). */
import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";
import { expectStretches } from "../shapes.ts";

/**
 * A leaky rectifier that learns its slope: `out = a` where `a` is above 0, else `slope · a`.
 *
 * Backward, where `a` is above 0: `∂L/∂a = ∂L/∂out`, and `slope` receives nothing. Elsewhere
 * `∂L/∂a = ∂L/∂out · slope` and `∂L/∂slope = ∂L/∂out · a`. At 0 anything between the two is right for `a`.
 *
 * One slope may serve many elements: `accumulate` sums its share down.
 *
 * @param a - any shape
 * @param slope - a shape that stretches to that of `a`: `[]` is one slope for all, `[n]` one for each of n columns
 * @returns a new tensor of the shape of `a`; `a` and `slope` are not changed
 * @throws {ShapeError} if `slope` does not stretch to the shape of `a`
 */
export function prelu(a: Tensor, slope: Tensor): Tensor {
  expectStretches("prelu", slope, a);
  const out = operation("prelu", [a, slope], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (prelu.forward) ~1 line: every element above 0 as it is, and the others times their slope
    throw notStarted("prelu.forward");
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (prelu.backward) ~3 lines: above 0 the operand receives upstream; below, both share as factors of a product
    throw notStarted("prelu.backward");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
