import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { chainBy, diamondsBy, twiceBy } from "./orders.ts";

/** See `diamondsBy`. */
export function diamonds({ depth }: { readonly depth: number }): string {
  return diamondsBy(topologicalOrder, depth);
}

/** See `chainBy`. */
export function chain({ length }: { readonly length: number }): string {
  return chainBy(topologicalOrder, length);
}

/** See `twiceBy`. */
export function twice({ depth }: { readonly depth: number }): string {
  return twiceBy(topologicalOrder, depth);
}
