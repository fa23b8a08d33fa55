/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Every tensor that `root` was computed from, and `root` itself: each once, operands before results, `root` last.
 *
 * Each tensor walks its parents once, so the cost is linear in tensors and edges.
 *
 * @see Cormen, Leiserson, Rivest & Stein, Introduction to Algorithms, "Topological sort"
 */
export function topologicalOrder(root: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const visited = new Set<Tensor>();
  visit(root);
  return order;

  /** Lists `tensor` in `order`, after everything that it was computed from. */
  function visit(tensor: Tensor): void {
    // START CODE HERE (topologicalOrder) ~4 lines: every tensor comes once, and only after all of its parents
    if (!visited.has(tensor)) {
      visited.add(tensor);
      tensor.parents.forEach((parent) => {
        visit(parent);
      });
      order.push(tensor); // last, so that the parents are in already
    }
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
