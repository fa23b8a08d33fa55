import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { orderChain, orderDiamonds, orderTwice, orderWide, orderWithGradients } from "./orders.ts";

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

/** See `orderWithGradients`. */
export function withGradients({ depth }: { readonly depth: number }): string {
  return orderWithGradients(topologicalOrder, depth);
}

/** See `orderWide`. */
export function wide({ width }: { readonly width: number }): number {
  return orderWide(topologicalOrder, width);
}
