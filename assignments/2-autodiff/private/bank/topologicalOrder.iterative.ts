// The bank for `topologicalOrder.iterative`: every region below is graded in place of the reference's.

// WRONG listed-on-entering: lists a tensor before its parents are done
stack.pop();
if (entered.has(top)) return;
entered.add(top);
order.push(top);
for (const parent of top.parents) stack.push(parent);

// WRONG breadth-first-turned: lists by distance from the root, and puts every tensor in front
stack.pop();
if (entered.has(top)) return;
entered.add(top);
order.unshift(top);
for (const parent of top.parents) stack.unshift(parent);

// WRONG depth-first-turned: lists on entering and puts every tensor in front, which is wrong where paths of two lengths meet
stack.pop();
if (entered.has(top)) return;
entered.add(top);
order.unshift(top);
for (const parent of top.parents) if (!entered.has(parent)) stack.push(parent);

// WRONG listed-again: a tensor that was pushed twice is listed twice
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents) if (!entered.has(parent)) stack.push(parent);
} else {
  stack.pop();
  order.push(top);
}

// WRONG pushed-means-entered: marks the parents when they are pushed, so that one waits below what needs it
if (!listed.has(top) && !entered.has(top)) {
  entered.add(top);
  listed.add(top);
  for (const parent of top.parents) {
    if (listed.has(parent)) continue;
    listed.add(parent);
    stack.push(parent);
  }
  return;
}
if (!entered.has(top)) {
  entered.add(top);
  const before = stack.length;
  for (const parent of top.parents) {
    if (listed.has(parent)) continue;
    listed.add(parent);
    stack.push(parent);
  }
  if (stack.length > before) return;
}
stack.pop();
order.push(top);

// WRONG recursion: calls itself, and is as deep as the call stack
stack.pop();
if (entered.has(top)) return;
entered.add(top);
for (const parent of top.parents) {
  stack.push(parent);
  step(parent);
}
order.push(top);

// WRONG first-parent: follows the first parent only
if (!entered.has(top)) {
  entered.add(top);
  if (top.parents.length > 0 && !entered.has(top.parents[0])) stack.push(top.parents[0]);
} else {
  stack.pop();
  if (!listed.has(top)) order.push(top);
  listed.add(top);
}

// WRONG entered-for-done: takes a parent that was entered for one that is done
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents.toReversed()) if (!entered.has(parent)) stack.splice(-1, 0, parent);
}
stack.pop();
if (!listed.has(top)) order.push(top);
listed.add(top);

// WRONG leaves-first: lists leaves at once, and the rest as it comes
stack.pop();
if (listed.has(top)) return;
listed.add(top);
if (top.parents.length === 0) order.unshift(top);
else order.push(top);
for (const parent of top.parents) stack.push(parent);

// WRONG root-missing: the root is taken off and never listed
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents) if (!entered.has(parent)) stack.push(parent);
} else {
  stack.pop();
  if (!listed.has(top) && stack.length > 0) order.push(top);
  listed.add(top);
}

// WRONG leaves-missing: lists only what was computed
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents) if (!entered.has(parent)) stack.push(parent);
} else {
  stack.pop();
  if (!listed.has(top) && top.parents.length > 0) order.push(top);
  listed.add(top);
}

// WRONG constants-missing: leaves out what requires no gradient
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents) if (!entered.has(parent)) stack.push(parent);
} else {
  stack.pop();
  if (!listed.has(top) && top.requiresGrad) order.push(top);
  listed.add(top);
}

// WRONG parents-taken: takes the parents out of the tensor one after the other
const parents = top.parents as Tensor[];
const parent = parents.pop();
if (parent !== undefined) {
  if (!listed.has(parent)) stack.push(parent);
} else {
  stack.pop();
  if (!listed.has(top)) order.push(top);
  listed.add(top);
}

// WRONG nothing-listed: walks the graph and lists nothing
stack.pop();
if (entered.has(top)) return;
entered.add(top);
for (const parent of top.parents) stack.push(parent);

// WRONG gradient-as-mark: takes a tensor with a gradient for one that was listed
if (!entered.has(top)) {
  entered.add(top);
  for (const parent of top.parents) if (!entered.has(parent) && parent.grad.data[0] === 0) stack.push(parent);
} else {
  stack.pop();
  if (!listed.has(top)) order.push(top);
  listed.add(top);
}

// RIGHT first-that-waits: goes down to the first parent that is not listed, whenever a tensor is met
const waiting = listed.has(top) ? undefined : top.parents.find((parent) => !listed.has(parent));
if (waiting !== undefined) {
  stack.push(waiting);
  return;
}
stack.pop();
if (!listed.has(top)) order.push(top);
listed.add(top);

// RIGHT taken-off-first: takes the tensor off, and puts it back under its parents
stack.pop();
if (listed.has(top)) return;
if (entered.has(top)) {
  listed.add(top);
  order.push(top);
  return;
}
entered.add(top);
stack.push(top);
for (const parent of top.parents.toReversed()) if (!listed.has(parent)) stack.push(parent);

// RIGHT all-at-once: does all of its work in the first step, with a list of its own
walk(stack.pop() as Tensor, order);
// HELPERS
function walk(root: Tensor, order: Tensor[]): void {
  const visits = [{ tensor: root, next: 0 }];
  const seen = new Set([root]);
  while (visits.length > 0) {
    const visit = visits[visits.length - 1];
    const parent = visit.tensor.parents[visit.next++];
    if (parent === undefined) {
      order.push(visit.tensor);
      visits.pop();
    } else if (!seen.has(parent)) {
      seen.add(parent);
      visits.push({ tensor: parent, next: 0 });
    }
  }
}
