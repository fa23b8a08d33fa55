import { backward } from "#course/2-autodiff/backward.ts";
import { chain as chainOf, diamonds as diamondsOf, total } from "./graphs.ts";

/** The gradient of the first tensor of a chain of diamonds: the number of paths, 2^depth. */
export function diamonds({ depth }: { readonly depth: number }): number {
  const { bottom, top } = diamondsOf(depth, total);
  backward(top);
  return bottom.grad.data[0] ?? Number.NaN;
}

/** The gradient of the first tensor of a chain: 1. */
export function chain({ length }: { readonly length: number }): number {
  const { bottom, top } = chainOf(length);
  backward(top);
  return bottom.grad.data[0] ?? Number.NaN;
}
