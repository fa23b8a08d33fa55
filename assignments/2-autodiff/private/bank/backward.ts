// The bank for `backward`: every region below is graded in place of the reference's.

// WRONG nothing-cleared: gradients inside the graph stay from the last call, and are handed on again
accumulate(root, upstream);
for (const tensor of topologicalOrder(root).toReversed()) tensor.backwardStep();

// WRONG leaves-cleared: clears everything, so that a second call overwrites the leaves
const order = topologicalOrder(root);
for (const tensor of order) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG leaves-cleared-only: clears the leaves and keeps the rest, the wrong way round
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length === 0 && tensor !== root) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG root-not-cleared: the root keeps its gradient from the last call
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0 && tensor !== root) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG root-cleared-only: what lies between root and leaves keeps its gradient from the last call
if (root.parents.length > 0) root.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of topologicalOrder(root).toReversed()) tensor.backwardStep();

// WRONG cleared-afterwards: clears the inside of the graph when it is done, so that nobody can read it
const order = topologicalOrder(root);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);

// WRONG cleared-after-the-seed: the seed of the root is lost
const order = topologicalOrder(root);
accumulate(root, upstream);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG cleared-on-the-way: clears each tensor just before its step, when its gradient has arrived
accumulate(root, upstream);
for (const tensor of topologicalOrder(root).toReversed()) {
  if (tensor.parents.length > 0 && tensor !== root) tensor.grad.data.fill(0);
  tensor.backwardStep();
}

// WRONG root-leaf-overwritten: a root without parents loses what it had
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0 || tensor === root) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG root-leaf-ignored: a root without parents receives nothing
if (root.parents.length === 0) return;
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG order-not-reversed: parents before children
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order) tensor.backwardStep();

// WRONG breadth-first: by distance from the root, which is wrong where paths of two lengths meet
const queue = [root];
const seen = new Set(queue);
for (const tensor of queue) {
  if (tensor.parents.length > 0) tensor.grad.data.fill(0);
  for (const parent of tensor.parents) {
    if (!seen.has(parent)) queue.push(parent);
    seen.add(parent);
  }
}
accumulate(root, upstream);
for (const tensor of queue) tensor.backwardStep();

// WRONG step-down-every-path: calls a tensor's step once a path, each time with all that it has by then
for (const tensor of topologicalOrder(root)) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
descendFrom(root);
// HELPERS
function descendFrom(tensor: Tensor): void {
  tensor.backwardStep();
  for (const parent of tensor.parents) descendFrom(parent);
}

// WRONG first-parents-only: walks the chain of first operands
for (const tensor of topologicalOrder(root)) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (let tensor = root; tensor; tensor = tensor.parents[0]) tensor.backwardStep();

// WRONG root-step-only: the parents of the root receive something, theirs nothing
for (const tensor of topologicalOrder(root)) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
root.backwardStep();

// WRONG root-step-missing: starts with the tensor before the root
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (let i = order.length - 2; i >= 0; i--) order[i].backwardStep();

// WRONG two-rounds: goes through the graph twice, to be sure that all has arrived
const order = topologicalOrder(root).reverse();
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order) tensor.backwardStep();
for (const tensor of order.slice(1)) tensor.backwardStep();

// WRONG stops-at-a-constant: ends at the first constant instead of going on with the next tensor
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) {
  if (!tensor.requiresGrad) break;
  tensor.backwardStep();
}

// WRONG upstream-ignored: the seed is always one
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, ones(root.shape));
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG seed-of-one-number: the first number of the upstream gradient serves for all elements
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, { shape: root.shape, data: root.data.map(() => upstream.data[0]) });
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG seed-divided: takes the mean over the elements of the root for the loss
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, { shape: root.shape, data: upstream.data.map((seed) => seed / root.data.length) });
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG seed-assigned: sets the gradient of the root, also of a leaf that had one and of a constant
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
root.grad.data.set(upstream.data);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG constant-root-seeded: adds the seed by hand, and gives a constant root a gradient
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
upstream.data.forEach((seed, i) => {
  root.grad.data[i] += seed;
});
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG upstream-kept: the caller's array becomes the gradient of the root, and the next call clears it
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
if (root.parents.length > 0 && root.requiresGrad) (root as { grad: Values }).grad = upstream;
else accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG upstream-changed: adds what a leaf had into the caller's array
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
root.grad.data.forEach((before, i) => {
  upstream.data[i] += before;
});
root.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG graph-given-up: takes the steps away when they are done, so that a second call adds nothing
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) {
  tensor.backwardStep();
  tensor.backwardStep = () => {};
}

// WRONG zeros-for-none: takes an upstream gradient of zeros for none
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream.data.some((u) => u !== 0) ? upstream : ones(root.shape));
for (const tensor of order.toReversed()) tensor.backwardStep();

// WRONG errors-swallowed: goes on where a step throws
const order = topologicalOrder(root);
for (const tensor of order) if (tensor.parents.length > 0) tensor.grad.data.fill(0);
accumulate(root, upstream);
for (const tensor of order.toReversed()) {
  try {
    tensor.backwardStep();
  } catch {
    continue;
  }
}

// RIGHT turned-in-place: reverses the list itself, and clears in that order
const order = topologicalOrder(root).reverse();
order.forEach((tensor) => {
  if (tensor.parents.length !== 0) tensor.grad.data.fill(0);
});
accumulate(root, upstream);
order.forEach((tensor) => tensor.backwardStep());

// RIGHT from-the-end: takes one tensor after the other off the end of the list
const order = topologicalOrder(root);
order.filter((tensor) => tensor.parents.length > 0).forEach((tensor) => tensor.grad.data.fill(0));
accumulate(root, upstream);
for (let tensor = order.pop(); tensor !== undefined; tensor = order.pop()) tensor.backwardStep();

// RIGHT seed-by-hand: clears, leaf or constant, all decided by hand
const order = topologicalOrder(root);
for (const tensor of order) {
  const leaf = tensor.parents.length === 0;
  if (!leaf) for (let i = 0; i < tensor.grad.data.length; i++) tensor.grad.data[i] = 0;
}
if (root.requiresGrad) {
  for (let i = 0; i < upstream.data.length; i++) root.grad.data[i] += upstream.data[i];
}
order.reduceRight<void>((_, tensor) => tensor.backwardStep(), undefined);

// RIGHT constants-skipped: does not call the steps that would hand on nothing
const order = topologicalOrder(root);
for (const tensor of order) {
  if (tensor.parents.length > 0) tensor.grad.data.set(new Float64Array(tensor.data.length));
}
accumulate(root, upstream);
for (let i = order.length - 1; i >= 0; i--) {
  if (order[i].requiresGrad && order[i].parents.length > 0) order[i].backwardStep();
}

// RIGHT children-counted: no sorted list; a tensor's turn comes when all of its children have been (Kahn)
const waiting = new Map<Tensor, number>([[root, 0]]);
for (const child of waiting.keys()) {
  if (child.parents.length > 0) child.grad.data.fill(0);
  for (const parent of child.parents) waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
}
accumulate(root, upstream);
const ready = [root];
for (const tensor of ready) {
  tensor.backwardStep();
  for (const parent of tensor.parents) {
    const left = (waiting.get(parent) ?? 0) - 1;
    waiting.set(parent, left);
    if (left === 0) ready.push(parent);
  }
}

// RIGHT own-search: sorts by a depth-first search of its own, and clears on the way
const order: Tensor[] = [];
searchFrom(root, new Set(), order);
accumulate(root, upstream);
for (const tensor of order.toReversed()) tensor.backwardStep();
// HELPERS
function searchFrom(tensor: Tensor, seen: Set<Tensor>, order: Tensor[]): void {
  if (seen.has(tensor)) return;
  seen.add(tensor);
  if (tensor.parents.length > 0) tensor.grad.data.fill(0);
  for (const parent of tensor.parents) searchFrom(parent, seen, order);
  order.push(tensor);
}
