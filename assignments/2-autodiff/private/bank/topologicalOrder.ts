// The bank for `topologicalOrder`: every region below is graded in place of the reference's.

// WRONG visited-missing: a tensor comes once a path instead of once
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG visited-too-late: the list is right, but every path is walked, which takes exponential time
for (const parent of tensor.parents) visit(parent);
if (visited.has(tensor)) return;
visited.add(tensor);
order.push(tensor);

// WRONG visited-on-the-path-only: forgets a tensor again on the way out, as a search for cycles does
if (visited.has(tensor)) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
visited.delete(tensor);
order.push(tensor);

// WRONG checked-before-the-loop: looks for unvisited parents once, before the first of them is visited
visited.add(tensor);
const fresh = tensor.parents.filter((parent) => !visited.has(parent));
for (const parent of fresh) visit(parent);
order.push(tensor);

// WRONG marked-too-early: marks all parents when they are seen, so that one may come before its own parent
visited.add(tensor);
const fresh = new Set(tensor.parents.filter((parent) => !visited.has(parent)));
for (const parent of fresh) visited.add(parent);
for (const parent of fresh) visit(parent);
order.push(tensor);

// WRONG stops-at-a-visited-parent: leaves the loop where it should go on with the next parent
visited.add(tensor);
for (const parent of tensor.parents) {
  if (visited.has(parent)) break;
  visit(parent);
}
order.push(tensor);

// WRONG returns-at-a-visited-parent: leaves the function, and loses the tensor, if a parent came before
visited.add(tensor);
for (const parent of tensor.parents) {
  if (visited.has(parent)) return;
  visit(parent);
}
order.push(tensor);

// WRONG before-its-parents: notes a tensor when it is entered, not when its parents are done
if (visited.has(tensor)) return;
visited.add(tensor);
order.push(tensor);
for (const parent of tensor.parents) visit(parent);

// WRONG entered-last-first: the order of entering, turned round, which is wrong where paths of two lengths meet
if (visited.has(tensor)) return;
visited.add(tensor);
order.unshift(tensor);
for (const parent of tensor.parents) visit(parent);

// WRONG children-first: the root comes first
if (visited.has(tensor)) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.unshift(tensor);

// WRONG breadth-first: by distance from the root, which is wrong where paths of two lengths meet
const queue = [tensor];
visited.add(tensor);
for (const next of queue) {
  for (const parent of next.parents) {
    if (!visited.has(parent)) queue.push(parent);
    visited.add(parent);
  }
}
for (const next of queue.reverse()) order.push(next);

// WRONG stack-turned-round: a stack without the way back, which is wrong where paths of two lengths meet
const stack = [tensor];
const entered: Tensor[] = [];
for (let next = stack.pop(); next; next = stack.pop()) {
  if (visited.has(next)) continue;
  visited.add(next);
  entered.push(next);
  stack.push(...next.parents);
}
for (const next of entered.reverse()) order.push(next);

// WRONG first-parent-only: follows the chain of first operands
if (visited.has(tensor)) return;
visited.add(tensor);
if (tensor.parents.length > 0) visit(tensor.parents[0]);
order.push(tensor);

// WRONG two-parents-at-most: an operation is taken to have no more than two operands
if (visited.has(tensor)) return;
visited.add(tensor);
const [first, second] = tensor.parents;
if (first) visit(first);
if (second) visit(second);
order.push(tensor);

// WRONG parents-without-theirs: goes one step up and no further
for (const parent of tensor.parents) {
  if (visited.has(parent)) continue;
  visited.add(parent);
  order.push(parent);
}
order.push(tensor);

// WRONG root-missing: lists only what the root was computed from
if (visited.has(tensor)) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
if (tensor !== root) order.push(tensor);

// WRONG leaves-missing: lists only what an operation made
if (visited.has(tensor) || tensor.parents.length === 0) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG constants-missing: leaves out tensors that need no gradient
if (visited.has(tensor) || !tensor.requiresGrad) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG same-numbers-same-tensor: takes two tensors with equal numbers for one
const equal = (other: Tensor) => other.data.length === tensor.data.length && other.data.every((x, i) => x === tensor.data[i]);
if (visited.has(tensor) || (tensor.parents.length === 0 && order.some(equal))) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG same-label-same-tensor: takes two tensors with one label for one
if (visited.has(tensor) || (tensor.label !== "" && order.some((other) => other.label === tensor.label))) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG cut-at-a-thousand: gives up below a depth of 1,000, for fear of the stack
climb(tensor, 0);
function climb(next: Tensor, depth: number): void {
  if (visited.has(next) || depth > 1000) return;
  visited.add(next);
  for (const parent of next.parents) climb(parent, depth + 1);
  order.push(next);
}

// WRONG gradient-as-mark: takes a tensor with a gradient for one that was visited
if (visited.has(tensor) || tensor.grad.data.some((g) => g !== 0)) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG equal-in-everything: takes two tensors of one operation with equal numbers and operands for one
const isEqual = (other: Tensor) =>
  other.op === tensor.op &&
  other.parents.length > 0 &&
  other.data.join() === tensor.data.join() &&
  other.parents.length === tensor.parents.length &&
  other.parents.every((parent, i) => parent === tensor.parents[i]);
if (visited.has(tensor) || order.some(isEqual)) return;
visited.add(tensor);
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG list-searched: looks for a tensor in the whole list, which takes quadratic time
if (order.includes(tensor)) return;
for (const parent of tensor.parents) visit(parent);
order.push(tensor);

// WRONG eight-repairs: lists by distance from the root, and moves tensors behind their parents eight times
if (order.length > 0) return;
const found = [tensor];
for (const next of found) for (const parent of next.parents) if (!found.includes(parent)) found.push(parent);
order.push(...found.toReversed());
for (let round = 0; round < 8; round++)
  for (const child of found) {
    const last = Math.max(...child.parents.map((parent) => order.indexOf(parent)));
    const at = order.indexOf(child);
    if (last > at) order.splice(last, 0, ...order.splice(at, 1));
  }

// RIGHT marked-on-the-way-out: marks a tensor after its parents, which is as good where there are no cycles
if (visited.has(tensor)) return;
for (const parent of tensor.parents) visit(parent);
visited.add(tensor);
order.push(tensor);

// RIGHT last-parent-first: the parents in reverse, and the check before the call
visited.add(tensor);
for (const parent of tensor.parents.toReversed()) {
  if (!visited.has(parent)) visit(parent);
}
order.push(tensor);

// RIGHT stack-with-positions: iterative, each entry knows which parent comes next
const stack = [{ node: tensor, next: 0 }];
visited.add(tensor);
while (stack.length > 0) {
  const top = stack[stack.length - 1];
  const parent = top.node.parents[top.next++];
  if (!parent) {
    order.push(top.node);
    stack.pop();
  } else if (!visited.has(parent)) {
    visited.add(parent);
    stack.push({ node: parent, next: 0 });
  }
}

// RIGHT stack-with-marks: iterative, a tensor goes on the stack a second time, marked as done
const stack: [Tensor, boolean][] = [[tensor, false]];
for (let top = stack.pop(); top; top = stack.pop()) {
  const [node, done] = top;
  if (done) order.push(node);
  if (done || visited.has(node)) continue;
  visited.add(node);
  stack.push([node, true]);
  for (const parent of node.parents) stack.push([parent, false]);
}

// RIGHT children-counted: from the root, a tensor follows when all of its children have come (Kahn), then turned round
const waiting = new Map<Tensor, number>();
const found = [tensor];
for (const child of found) {
  for (const parent of child.parents) {
    if (!waiting.has(parent)) found.push(parent);
    waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
  }
}
const ready = [tensor];
for (const child of ready) {
  for (const parent of child.parents) {
    const left = (waiting.get(parent) ?? 0) - 1;
    waiting.set(parent, left);
    if (left === 0) ready.push(parent);
  }
}
for (let i = ready.length - 1; i >= 0; i--) order.push(ready[i]);

// RIGHT by-depth: sorts by the longest way down to a leaf
const depths = new Map<Tensor, number>();
const levels: Tensor[][] = [];
depthOf(tensor);
for (const level of levels) for (const node of level) order.push(node);
function depthOf(node: Tensor): number {
  const known = depths.get(node);
  if (known !== undefined) return known;
  let depth = 0;
  for (const parent of node.parents) depth = Math.max(depth, depthOf(parent) + 1);
  depths.set(node, depth);
  (levels[depth] ??= []).push(node);
  return depth;
}

// RIGHT helper-with-own-set: a helper that carries its list and its marks along
collect(tensor, visited, order);
// HELPERS
function collect(node: Tensor, done: Set<Tensor>, list: Tensor[]): void {
  if (done.has(node)) return;
  done.add(node);
  node.parents.forEach((parent) => collect(parent, done, list));
  list.push(node);
}
