import { topologicalOrderIterative } from "#course/2-autodiff/topological-order-iterative.ts";
import { chainBy, diamondsBy, twiceBy } from "./orders.ts";

/** See `diamondsBy`. */
export function diamonds({ depth }: { readonly depth: number }): string {
  return diamondsBy(topologicalOrderIterative, depth);
}

/** See `chainBy`. */
export function chain({ length }: { readonly length: number }): string {
  return chainBy(topologicalOrderIterative, length);
}

/** See `twiceBy`. */
export function twice({ depth }: { readonly depth: number }): string {
  return twiceBy(topologicalOrderIterative, depth);
}
