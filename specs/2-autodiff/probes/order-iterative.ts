import { topologicalOrderIterative } from "#course/2-autodiff/topological-order-iterative.ts";
import { orderChain, orderDiamonds, orderTwice, orderWithGradients } from "./orders.ts";

/** See `orderDiamonds`. */
export function diamonds({ depth }: { readonly depth: number }): string {
  return orderDiamonds(topologicalOrderIterative, depth);
}

/** See `orderChain`. */
export function chain({ length }: { readonly length: number }): string {
  return orderChain(topologicalOrderIterative, length);
}

/** See `orderTwice`. */
export function twice({ depth }: { readonly depth: number }): string {
  return orderTwice(topologicalOrderIterative, depth);
}

/** See `orderWithGradients`. */
export function withGradients({ depth }: { readonly depth: number }): string {
  return orderWithGradients(topologicalOrderIterative, depth);
}
