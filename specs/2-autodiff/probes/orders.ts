import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { diamonds as diamondsOf, leaf, total } from "./graphs.ts";

/** A function that lists a graph. */
type Order = (root: Tensor) => readonly Tensor[];

/** Far more reads of one tensor's parents than a linear algorithm needs. */
const mostLookups = 100;

/** Whether a chain of diamonds is ordered in linear cost, counted in reads of each tensor's parents. */
export function orderDiamonds(order: Order, depth: number): string {
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
  // The flag is set even if a solution swallows the error.
  return gaveUp ? `one tensor's parents looked up more than ${mostLookups} times` : "linear";
}

/** Whether a chain is listed from its first tensor to its last. */
export function orderChain(order: Order, length: number): string {
  const listed = order(lightChain(length));
  if (listed.length !== length) return `${listed.length} tensors of ${length}`;
  const misplaced = listed.findIndex((tensor, i) => i > 0 && tensor.parents[0] !== listed[i - 1]);
  return misplaced < 0 ? "in order" : `tensor ${misplaced + 1} before its parent`;
}

/**
 * The last tensor of a long chain. Each tensor has its own parents and shares everything else with the first, so that
 * a hundred thousand are made in a moment.
 */
function lightChain(length: number): Tensor {
  const bottom = leaf();
  let top = bottom;
  for (let i = 1; i < length; i++) top = Object.assign(Object.create(bottom) as Tensor, { parents: [top] });
  return top;
}

/** Whether a graph is listed as before when every second of its tensors has a gradient. */
export function orderWithGradients(order: Order, depth: number): string {
  const { top } = diamondsOf(depth, total);
  const before = order(top);
  before.forEach((tensor, i) => tensor.grad.data.fill(i % 2));
  return sameTensors(before, order(top));
}

/** Compares two lists. */
function sameTensors(before: readonly Tensor[], after: readonly Tensor[]): string {
  if (before.length !== after.length) return `${after.length} tensors after ${before.length}`;
  return before.some((tensor, i) => tensor !== after[i]) ? "another order" : "the same";
}

/** Whether a wide graph is listed: `width` tensors have `width` parents each. A search through a list for each tensor takes too long. */
export function orderWide(order: Order, width: number): number {
  // Each tensor has its own parents and shares everything else with one leaf; leaves share their empty list, too.
  const any = leaf();
  const light = (parents: readonly Tensor[]) => Object.assign(Object.create(any) as Tensor, { parents });
  const many = (make: () => Tensor) => Array.from({ length: width }, make);
  return order(light(many(() => light(many(() => Object.create(any) as Tensor))))).length;
}

/** Whether a second call lists what the first one did, and the graph is as it was. */
export function orderTwice(order: Order, depth: number): string {
  const { top } = diamondsOf(depth, total);
  const first = order(top);
  const parents = first.map((tensor) => [...tensor.parents]);
  const second = order(top);
  const compared = sameTensors(first, second);
  if (compared !== "the same") return compared;
  const changed = first.some(
    (tensor, i) =>
      tensor.parents.length !== parents[i]?.length || tensor.parents.some((parent, k) => parent !== parents[i]?.[k]),
  );
  return changed ? "other parents" : "the same";
}
