import { accumulate } from "../2-autodiff/accumulate.ts";
import { notStarted } from "../2-autodiff/errors.ts";
import { operation } from "../2-autodiff/operation.ts";
import { axisOf } from "../2-autodiff/strides.ts";
import type { Tensor } from "../2-autodiff/tensor.ts";
import type { Values } from "../2-autodiff/values.ts";
import { mapLines, sumOf, zipLines } from "./lines.ts";

/**
 * The logarithm of the softmax: along an axis, `yᵢ = aᵢ − log Σⱼ e^aⱼ`.
 *
 * A share may be so small that it is rounded to 0, and log 0 is −∞. So the shares are never made: the formula needs
 * the logarithm of a sum only, and `log Σⱼ e^aⱼ = m + log Σⱼ e^(aⱼ − m)` for any m, such as the largest score.
 *
 * Backward: `∂L/∂aᵢ = uᵢ − e^yᵢ · Σⱼ uⱼ`, with the upstream gradient `u = ∂L/∂y`.
 *
 * @param a - at least one axis
 * @param axis - −1 is the last
 * @returns a new tensor of the same shape; `a` is not changed
 * @throws {ShapeError} if the axis does not exist
 */
export function logSoftmax(a: Tensor, axis = -1): Tensor {
  const along = axisOf(axis, a.shape);
  const out = operation("logSoftmax", [a], forward(), backward);
  return out;

  function forward(): Values {
    // START CODE HERE (logSoftmax.forward) ~3 lines: every element minus the logarithm of its line's sum of exponentials
    return mapLines(a, along, (line) => {
      const largest = Math.max(...line);
      const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
      return line.map((x) => x - largest - spread);
    });
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (logSoftmax.backward) ~3 lines: each upstream gradient minus the element's share of their sum
    accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
      const total = sumOf(upstream);
      return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
    }));
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
