import { accumulate } from "./accumulate.ts";
import { notStarted, ShapeError } from "./errors.ts";
import type { Tensor } from "./tensor.ts";
import { topologicalOrder } from "./topological-order.ts";
import { ones, sameShape, type Values } from "./values.ts";

/**
 * Fills `grad` of everything that `root` was computed from: *downstream = upstream × local* at every tensor,
 * from the root back, results before their operands.
 *
 * Three steps: gradients of tensors with parents are cleared; the root receives `upstream`; every tensor's
 * `backwardStep` hands its gradient on. Gradients of leaves (a root without parents too) are added to what is
 * there, so that two calls give leaves the sum of both.
 *
 * @param upstream - `∂L/∂root`, of the shape of `root`; ones if left out; not changed. It must not be the gradient of
 *   a tensor with parents: those are cleared
 * @throws {ShapeError} if `upstream` has another shape
 */
export function backward(root: Tensor, upstream: Values = ones(root.shape)): void {
  if (!sameShape(upstream.shape, root.shape)) throw doesNotFit(root, upstream);
  handBack();

  /** Clears, gives `upstream` to the root, and hands on. */
  function handBack(): void {
    // START CODE HERE (backward) ~4 lines: downstream is upstream times local, summed over all paths
    const order = topologicalOrder(root);
    for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
    accumulate(root, upstream);
    for (const tensor of order.toReversed()) tensor.backwardStep();
    // END CODE HERE
  }
}

function doesNotFit(root: Tensor, upstream: Values): ShapeError {
  return new ShapeError(
    "backward",
    `an upstream gradient of shape [${root.shape.join(", ")}], as the root has`,
    `shape [${upstream.shape.join(", ")}]`,
    "leave it out for ones, or give every element of the root one number",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
