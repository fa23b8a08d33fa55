import { Tensor } from "#course/2-autodiff/tensor.ts";
import { node } from "../../probes/node.ts";

/** A leaf with the single number 1. */
export function leaf(): Tensor {
  return new Tensor({ shape: [1], data: Float64Array.of(1) });
}

/**
 * `depth` diamonds on top of each other: left and right both have the tensor below as parent, and are the parents of
 * the one above. 3 · depth + 1 tensors, 4 · depth edges, 2^depth paths.
 *
 * @param make - makes each tensor from its parents
 */
export function diamonds(depth: number, make: (parents: readonly Tensor[]) => Tensor): { bottom: Tensor; top: Tensor } {
  const bottom = leaf();
  let top = bottom;
  for (let level = 0; level < depth; level++) {
    const [left, right] = [make([top]), make([top])];
    top = make([left, right]);
  }
  return { bottom, top };
}

/** A chain of `length` tensors, each computed from the one before. */
export function chain(length: number): { bottom: Tensor; top: Tensor } {
  const bottom = leaf();
  let top = bottom;
  for (let i = 1; i < length; i++) top = node([top], [1]);
  return { bottom, top };
}

/** A node whose closure adds up its parents with weight 1. */
export function total(parents: readonly Tensor[]): Tensor {
  return node(
    parents,
    parents.map(() => 1),
  );
}
