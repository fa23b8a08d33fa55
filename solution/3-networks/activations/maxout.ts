import { accumulate } from "../../2-autodiff/accumulate.ts";
import { zipWith } from "../../2-autodiff/elementwise.ts";
import { notStarted } from "../../2-autodiff/errors.ts";
import { operation } from "../../2-autodiff/operation.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";
import { expectSameShape } from "../shapes.ts";

/**
 * The larger of two numbers, place by place: `out = max(a, b)`.
 *
 * Fed with two linear layers, `max(w₁ᵀx + b₁, w₂ᵀx + b₂)`, it is a neuron that learns the form of its own activation.
 *
 * Backward: the larger one receives the upstream gradient, the other one 0. Where both are equal they share it in any way, as
 * long as neither part is negative and the parts add up to the whole.
 *
 * @param a - any shape
 * @param b - the same shape
 * @returns a new tensor of that shape; `a` and `b` are not changed
 * @throws {ShapeError} if the shapes differ
 */
export function maxout(a: Tensor, b: Tensor): Tensor {
  expectSameShape("maxout", a, b);
  const out = operation("maxout", [a, b], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (maxout.forward) ~1 line: the larger of two elements, place by place
    return zipWith(a, b, (x, y) => Math.max(x, y));
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (maxout.backward) ~3 lines: the larger of two elements receives the upstream gradient; equals share it
    const part = zipWith(a, b, (x, y) => (x >= y ? 1 : 0));
    accumulate(a, zipWith(out.grad, part, (upstream, won) => (won === 1 ? upstream : 0)));
    accumulate(b, zipWith(out.grad, part, (upstream, won) => (won === 1 ? 0 : upstream)));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
