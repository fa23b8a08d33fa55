import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { chain as chainOf, diamonds as diamondsOf, total } from "./graphs.ts";

/** Far more look-ups of one tensor's parents than a visit that remembers needs. */
const mostLookups = 100;

/** Whether a chain of diamonds is ordered in linear cost: how often each tensor's parents are looked up is counted. */
export function diamonds({ depth }: { readonly depth: number }): string {
  const tooMany = new Error("too many look-ups");
  let gaveUp = false;
  const counted = (parents: readonly Tensor[]): Tensor => {
    const tensor = total(parents);
    let lookups = 0;
    return Object.defineProperty(tensor, "parents", {
      get: () => {
        if (++lookups <= mostLookups) return parents;
        gaveUp = true;
        throw tooMany;
      },
    });
  };
  try {
    topologicalOrder(diamondsOf(depth, counted).top);
  } catch (error) {
    if (error !== tooMany) throw error;
  }
  // Whoever swallows the error has looked up just as often.
  return gaveUp ? `one tensor's parents looked up more than ${mostLookups} times` : "linear";
}

/** Whether a chain is listed from its first tensor to its last. */
export function chain({ length }: { readonly length: number }): string {
  const { top } = chainOf(length);
  const order = topologicalOrder(top);
  if (order.length !== length) return `${order.length} tensors of ${length}`;
  const misplaced = order.findIndex((tensor, i) => i > 0 && tensor.parents[0] !== order[i - 1]);
  return misplaced < 0 ? "in order" : `tensor ${misplaced + 1} before its parent`;
}

/** Whether a second call lists what the first one did, and the graph is as it was. */
export function twice({ depth }: { readonly depth: number }): string {
  const { top } = diamondsOf(depth, total);
  const first = topologicalOrder(top);
  const parents = first.map((tensor) => [...tensor.parents]);
  const second = topologicalOrder(top);
  if (first.length !== second.length) return `${second.length} tensors after ${first.length}`;
  if (first.some((tensor, i) => tensor !== second[i])) return "another order";
  const changed = first.some(
    (tensor, i) =>
      tensor.parents.length !== parents[i]?.length || tensor.parents.some((parent, k) => parent !== parents[i]?.[k]),
  );
  return changed ? "other parents" : "the same";
}
