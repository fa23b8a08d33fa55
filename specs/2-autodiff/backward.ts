import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { beside, type Fact, must, reports, same, sameEach, sameList } from "../support/compare.ts";
import { leavesOf, movingNodes, nameOf, type NodeGraph, nodeGraphs, showGraph, writeGraph } from "../support/graphs.ts";
import { law } from "../support/law.ts";
import { byDistance } from "./orders.ts";
import { truthOf } from "../support/oracle.ts";
import { backprop, constant, probe } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { exact, fill, type Measured, type Shape, type Values, values } from "../support/values.ts";

const stub = "backward";
const leaf = values([2]);
const one = values([1]);

/** A graph of nodes with two upstream gradients for its last node. */
interface Passes {
  readonly graph: NodeGraph;
  readonly upstream: Values;
  readonly second: Values;
}

const passes: fc.Arbitrary<Passes> = nodeGraphs().chain((graph) => {
  const shape: Shape = graph.leaves[0]?.shape ?? [];
  return fc.record({ graph: fc.constant(graph), upstream: valuesOf(shape, 1), second: valuesOf(shape, 3) });
});

/** b = a + a; c = b + b: if b hands on its gradient before it has both shares, a receives too little. */
const twice: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0, 0], weights: [1, 1] },
    { parents: [1, 1], weights: [1, 1] },
  ],
};
/** c = 3·b + a; d = b + c: b must wait until c has handed on its gradient. */
const shortcut: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [1, 0], weights: [3, 1] },
    { parents: [1, 2], weights: [1, 1] },
  ],
};

/** b = 2·a; c = 2·a; d = b + c: two tensors with equal numbers, and equal in everything else, are two. */
const twins: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [0], weights: [2] },
    { parents: [1, 2], weights: [1, 1] },
  ],
};

/** The gradient. */
export const everyPath = law({
  stub,
  core: true,
  weight: 3,
  says: "Downstream is upstream times local, summed over all paths.",
  given: passes,
  examples: [
    { graph: twice, upstream: one, second: one },
    { graph: shortcut, upstream: one, second: one },
    { graph: twins, upstream: one, second: one },
  ],
  ask: ({ graph, upstream }) => backprop(leavesOf(graph), writeGraph(graph), upstream),
  holds: (said, { graph }) => checkGradients(said, graph),
  shows: ({ graph, upstream }) => ({ graph: showGraph(graph), upstream }),
  suspects: [
    {
      asks: "Might it be that backwardStep is called parents before children?",
      explains: ({ orders: [order = []] }, { graph }) => {
        const moving = movingNodes(graph);
        const closures = order.filter((slot) => moving.includes(slot));
        must(isRightOrder(closures.toReversed(), moving, graph), "the order", "another one", "children first");
      },
    },
    {
      asks: "Might it be that the tensors are sorted by their shortest way to the root? The longest way decides.",
      explains: ({ orders: [order = []] }, { graph }) => {
        const { ask } = backprop(leavesOf(graph), writeGraph(graph), "ones");
        const isNode = (slot: number) => slot >= ask.inputs.length;
        sameList("the order", order, byDistance(ask).filter(isNode));
      },
    },
    {
      asks: "Might it be that the upstream gradient is ignored, and ones are used instead?",
      explains: (said, { graph }) => {
        sameGradients(said, truthOf(backprop(leavesOf(graph), writeGraph(graph), "ones").ask).grads);
      },
    },
  ],
});

/** A call without an upstream gradient. */
export const startsWithOnes = law({
  stub,
  says: "Without an upstream gradient, the root starts with ones.",
  given: passes,
  ask: ({ graph }) => backprop(leavesOf(graph), writeGraph(graph), "ones"),
  holds: (said, { graph }) => checkGradients(said, graph),
  shows: ({ graph }) => ({ graph: showGraph(graph) }),
});

/** An upstream gradient that is given, and 0. */
export const zerosGiven = law({
  stub,
  says: "An upstream gradient of zeros is one, too: everything receives 0.",
  given: nodeGraphs(),
  runs: 10,
  ask: (graph) => {
    const shape = graph.leaves[0]?.shape ?? [];
    return backprop(
      leavesOf(graph),
      writeGraph(graph),
      fill(shape, () => 0),
    );
  },
  holds: (said, graph) => checkGradients(said, graph),
  shows: (graph) => ({ graph: showGraph(graph), upstream: 0 }),
});

/** A step that throws. */
export const thrown = law({
  stub,
  says: "If the step of a tensor throws, its error comes out as it is.",
  given: fc.record({ length: fc.integer({ min: 2, max: 5 }), place: fc.nat({ max: 3 }) }),
  runs: 6,
  ask: ({ length, place }) => probe("2-autodiff/backward.throwInside", { length, place: 1 + (place % (length - 1)) }),
  holds: (said) => reports("the error that comes out", said, "the same"),
});

/** A second call. */
export const secondCall = law({
  stub,
  weight: 2,
  says: "A second call adds to the leaves' gradients, and starts the others anew.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream, second }) => backprop(leavesOf(graph), writeGraph(graph), upstream, second),
  holds: (said, { graph }) => checkGradients(said, graph),
  shows: ({ graph, upstream, second }) => ({
    graph: showGraph(graph),
    "first upstream": upstream,
    "second upstream": second,
  }),
  suspects: [
    {
      asks: "Might it be that nothing is cleared before the second call?",
      explains: (said, { graph, upstream, second }) =>
        sameGradients(said, addWithoutClearing(graph, [upstream, second])),
    },
    {
      asks: "Might it be that the leaves are cleared as well?",
      explains: (said, { graph, second }) =>
        sameGradients(said, truthOf(backprop(leavesOf(graph), writeGraph(graph), second).ask).grads),
    },
  ],
});

/** How often each closure is called. */
export const eachOnce = law({
  stub,
  says: "Every tensor hands its gradient on once.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream }) => backprop(leavesOf(graph), writeGraph(graph), upstream),
  holds: (said, { graph }) =>
    beside(
      () => showOrders(said, graph),
      () => {
        for (const slot of movingNodes(graph)) {
          const called = said.calls[slot] ?? 0;
          must(called === 1, `backwardStep of ${nameOf(slot)}`, "called once", `called ${called} times`);
        }
      },
    ),
  shows: ({ graph, upstream }) => ({ graph: showGraph(graph), upstream }),
});

/** A root without parents. */
export const leafRoot = law({
  stub,
  says: "A root without parents is a leaf: it adds up the upstream gradients of all calls.",
  given: fc
    .constantFrom<Shape>([1], [], [2, 2])
    .chain((shape) => fc.record({ a: valuesOf(shape), upstream: valuesOf(shape, 1), second: valuesOf(shape, 3) })),
  ask: ({ a, upstream, second }) => backprop({ a }, (t) => t.a, upstream, second),
  holds: ({ grad: { a }, truth }) => same("gradient of a after both", a, truth.grad.a),
});

/** The caller's upstream gradient stays as it is. */
export const upstreamKept = law({
  stub,
  says: "The upstream gradient is not changed, by this call or the next.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream, second }) => ({
    graph: backprop(leavesOf(graph), writeGraph(graph), upstream, second),
    leaf: backprop({ a: upstream }, (t) => t.a, upstream, second),
  }),
  holds: (said) => {
    said.graph.keepsWhatItIsGiven();
    said.leaf.keepsWhatItIsGiven();
  },
  shows: ({ graph, upstream, second }) => ({
    graph: showGraph(graph),
    "first upstream": upstream,
    "second upstream": second,
  }),
});

/** Unused leaves, and constants. */
export const bystanders = law({
  stub,
  says: "A leaf that is not used keeps gradient 0, and so does a constant.",
  given: fc.record({ a: valuesOf([1]), weight: number(3), upstream: valuesOf([1], 1) }),
  ask: ({ a, weight, upstream }) => ({
    graph: backprop(
      { a, unused: a, fixed: constant(a) },
      (t, { node }) => node([t.a, node([t.fixed], [1])], [weight, weight]),
      upstream,
    ),
    root: backprop({ fixed: constant(a) }, (t) => t.fixed, upstream),
  }),
  holds: ({ graph, root }) => {
    same("gradient of a", graph.grad.a, graph.truth.grad.a);
    same("gradient of the leaf that is not used", graph.grad.unused, exact(fill([1], () => 0)));
    same("gradient of the constant", graph.grad.fixed, exact(fill([1], () => 0)));
    same("gradient of a constant as root", root.grad.fixed, exact(fill([1], () => 0)));
  },
});

/** The cost for a graph with many paths. */
export const linearCost = law({
  stub,
  says: "The cost is linear: a chain of 60 diamonds has 2⁶⁰ paths, and 120 edges.",
  given: fc.record({ depth: fc.integer({ min: 2, max: 60 }) }),
  examples: [{ depth: 60 }],
  runs: 5,
  ask: ({ depth }) => probe("2-autodiff/backward.diamonds", { depth }),
  holds: (said, { depth }) => reports("gradient of the first tensor of a chain of diamonds", said, 2 ** depth),
});

/** A deep graph. */
export const deep = law({
  stub,
  says: "A chain of 2,000 tensors is no deeper than the call stack.",
  given: fc.record({ length: fc.constant(2000) }),
  runs: 1,
  ask: ({ length }) => probe("2-autodiff/backward.chain", { length }),
  holds: (said) => reports("gradient of the first tensor of a chain", said, 1),
});

/** Compares all gradients from the root back: the first difference shows where the mistake happens. */
function checkGradients(said: Run<string>, graph: NodeGraph): void {
  const parts = said.truth.grads.map((expected, slot) => ({ name: nameOf(slot), expected, got: grad(said, slot) }));
  beside(
    () => showOrders(said, graph),
    () => sameEach("gradient of", parts.toReversed()),
  );
}

function sameGradients(said: Run<string>, due: readonly Measured[]): void {
  due.forEach((one, slot) => same("gradient", grad(said, slot), one));
}

/** The order in which the closures were called; if it is wrong, a right order, too. */
function showOrders({ orders }: Run<string>, graph: NodeGraph): readonly Fact[] {
  const moving = movingNodes(graph);
  const names = (order: readonly number[]) => (order.length === 0 ? "nothing" : order.map(nameOf).join(", "));
  const called = orders.map((order, i) => ({
    name: orders.length === 1 ? "your order" : `your order, call ${i + 1}`,
    text: names(order),
  }));
  const right = orders.every((order) =>
    isRightOrder(
      order.filter((slot) => moving.includes(slot)),
      moving,
      graph,
    ),
  );
  return [...called, ...(right ? [] : [{ name: "a right one", text: names(moving.toReversed()) }])];
}

/** Whether every closure is called once, after the closures of all nodes that use its tensor. */
function isRightOrder(order: readonly number[], moving: readonly number[], { leaves, nodes }: NodeGraph): boolean {
  const early = order.some((slot, i) =>
    order.slice(i + 1).some((later) => nodes[later - leaves.length]?.parents.includes(slot)),
  );
  return !early && order.length === moving.length && new Set(order).size === order.length;
}

/** The wrong gradients after calls that clear nothing. */
function addWithoutClearing(graph: NodeGraph, upstreams: readonly Values[]): Measured[] {
  const { leaves, nodes, constants = [] } = graph;
  const shape = leaves[0]?.shape ?? [];
  const moving = new Set([...leaves.keys()].filter((slot) => !constants.includes(slot)).concat(movingNodes(graph)));
  const slots = leaves.length + nodes.length;
  const grads = Array.from({ length: slots }, () => fill(shape, () => 0).data);
  const add = (slot: number, share: Float64Array, weight: number) => {
    if (moving.has(slot)) grads[slot]?.forEach((x, i, all) => (all[i] = x + weight * (share[i] ?? 0)));
  };
  for (const upstream of upstreams) {
    add(slots - 1, upstream.data, 1);
    for (let slot = slots - 1; slot >= leaves.length; slot--) {
      const { parents = [], weights = [] } = nodes[slot - leaves.length] ?? {};
      parents.forEach((parent, k) => add(parent, grads[slot] ?? new Float64Array(0), weights[k] ?? Number.NaN));
    }
  }
  return grads.map((data) => exact({ shape, data }));
}

function grad(said: Run<string>, slot: number) {
  return said.grads[slot] ?? exact(fill([], () => 0));
}
