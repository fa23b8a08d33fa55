import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { diamonds as diamondsOf, leaf, total } from "./graphs.ts";

/** A function that lists a graph. */
type Order = (root: Tensor) => readonly Tensor[];

/** Far more look-ups of one tensor's parents than a visit that remembers needs. */
const mostLookups = 100;

/** Whether a chain of diamonds is ordered in linear cost: how often each tensor's parents are looked up is counted. */
export function diamondsBy(order: Order, depth: number): string {
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
    order(diamondsOf(depth, counted).top);
  } catch (error) {
    if (error !== tooMany) throw error;
  }
  // Whoever swallows the error has looked up just as often.
  return gaveUp ? `one tensor's parents looked up more than ${mostLookups} times` : "linear";
}

/** Whether a chain is listed from its first tensor to its last. */
export function chainBy(order: Order, length: number): string {
  const listed = order(lightChain(length));
  if (listed.length !== length) return `${listed.length} tensors of ${length}`;
  const misplaced = listed.findIndex((tensor, i) => i > 0 && tensor.parents[0] !== listed[i - 1]);
  return misplaced < 0 ? "in order" : `tensor ${misplaced + 1} before its parent`;
}

/**
 * The top of a chain of tensors that are only walked, never computed with: each has parents of its own, and shares all
 * the rest with the first. A hundred thousand of them are made in a moment.
 */
function lightChain(length: number): Tensor {
  const bottom = leaf();
  let top = bottom;
  for (let i = 1; i < length; i++) top = Object.assign(Object.create(bottom) as Tensor, { parents: [top] });
  return top;
}

/** Whether a second call lists what the first one did, and the graph is as it was. */
export function twiceBy(order: Order, depth: number): string {
  const { top } = diamondsOf(depth, total);
  const first = order(top);
  const parents = first.map((tensor) => [...tensor.parents]);
  const second = order(top);
  if (first.length !== second.length) return `${second.length} tensors after ${first.length}`;
  if (first.some((tensor, i) => tensor !== second[i])) return "another order";
  const changed = first.some(
    (tensor, i) =>
      tensor.parents.length !== parents[i]?.length || tensor.parents.some((parent, k) => parent !== parents[i]?.[k]),
  );
  return changed ? "other parents" : "the same";
}
