/** @file You may use: the language, and functions of your own (last region). */
import { notStarted } from "./errors.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The same as `topologicalOrder`, for graphs that are deeper than the call stack: no function calls itself. What a
 * recursion leaves on the call stack stands in a list of your own.
 *
 * A tensor is entered once, when all of its parents still have to be done; it is listed when it is met again and
 * nothing is left to do.
 *
 * @returns each tensor once, operands before results, `root` last
 */
export function topologicalOrderIterative(root: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const entered = new Set<Tensor>();
  const listed = new Set<Tensor>();
  const stack = [root];
  while (stack.length > 0) step(stack[stack.length - 1]);
  return order;

  /** One step with the tensor on top of `stack`: it is entered, or listed and taken off. */
  function step(top: Tensor): void {
    // START CODE HERE (topologicalOrder.iterative) ~6 lines: a tensor waits in the list until all of its parents are done
    throw notStarted("topologicalOrder.iterative");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
