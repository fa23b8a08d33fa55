import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { orderChain, orderDiamonds, orderTwice } from "./orders.ts";

/** See `orderDiamonds`. */
export function diamonds({ depth }: { readonly depth: number }): string {
  return orderDiamonds(topologicalOrder, depth);
}

/** See `orderChain`. */
export function chain({ length }: { readonly length: number }): string {
  return orderChain(topologicalOrder, length);
}

/** See `orderTwice`. */
export function twice({ depth }: { readonly depth: number }): string {
  return orderTwice(topologicalOrder, depth);
}
