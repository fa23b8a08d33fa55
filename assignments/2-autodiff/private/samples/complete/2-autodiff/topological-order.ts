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
    // A stack of our own instead of recursion: each entry knows which parent comes next.
    const stack: { node: Tensor; next: number }[] = [{ node: tensor, next: 0 }];
    visited.add(tensor);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.next < top.node.parents.length) {
        const parent: Tensor = top.node.parents[top.next++];
        if (visited.has(parent)) continue;
        visited.add(parent);
        stack.push({ node: parent, next: 0 });
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
