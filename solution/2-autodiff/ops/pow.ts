import { accumulate } from "../accumulate.ts";
import { mapEach, zipWith } from "../elementwise.ts";
import { notStarted } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import type { Values } from "../values.ts";

/**
 * Elementwise power with a constant exponent: `out = aⁿ`, n = `exponent`.
 *
 * Backward: `∂L/∂a = ∂L/∂out · n · aⁿ⁻¹`. With n = 0 the result is 1 everywhere, so the gradient is 0 everywhere: also at
 * a = 0, and for an infinite upstream gradient, where the formula would say `0 · ∞`.
 *
 * @param a - any shape; positive where the exponent is not a whole number
 * @param exponent - n, a number that is not differentiated
 * @returns a new tensor of the same shape; `a` is not changed
 */
export function pow(a: Tensor, exponent: number): Tensor {
  const out = operation("pow", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (pow.forward) ~1 line: every element to the power of the exponent
    return mapEach(a, (x) => x ** exponent);
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (pow.backward) ~2 lines: the upstream gradient times exponent · a to the power of exponent − 1
    const share = (upstream: number, x: number) => (exponent === 0 ? 0 : upstream * exponent * x ** (exponent - 1));
    accumulate(a, zipWith(out.grad, a, share));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
