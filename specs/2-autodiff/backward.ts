import fc from "fast-check";
import { number, valuesOf } from "../support/arbitraries.ts";
import { must, reports, same } from "../support/compare.ts";
import { leavesOf, movingNodes, type NodeGraph, nodeGraphs, showGraph, written } from "../support/graphs.ts";
import { law } from "../support/law.ts";
import { truthOf } from "../support/oracle.ts";
import { backprop, constant, probe, type Run } from "../support/question.ts";
import { exact, fill, type Shape, type Values, values } from "../support/values.ts";

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

/** b = a + a; c = b + b: whoever visits a too early hands on a share that is not complete. */
const twice: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0, 0], weights: [1, 1] },
    { parents: [1, 1], weights: [1, 1] },
  ],
};
/** A short and a long way from a to the end: the short one must wait. */
const shortcut: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [1, 0], weights: [3, 1] },
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
  ],
  ask: ({ graph, upstream }) => backprop(leavesOf(graph), written(graph), upstream),
  holds: (said) => everyGradient(said),
  shows: ({ graph, upstream }) => ({ graph: showGraph(graph), upstream }),
  suspects: [
    {
      asks: "Might it be that backwardStep is called parents before children?",
      explains: (said, { graph, upstream }) => onlyTheRootHandsOn(said, graph, upstream),
    },
    {
      asks: "Might it be that the upstream gradient is ignored, and ones are used instead?",
      explains: (said, { graph }) => {
        const { grads } = truthOf(backprop(leavesOf(graph), written(graph), "ones").ask);
        grads.forEach((due, slot) => same("gradient", grad(said, slot), due));
      },
    },
  ],
});

/** Without an upstream. */
export const startsWithOnes = law({
  stub,
  says: "Without an upstream gradient, the root starts with ones.",
  given: passes,
  ask: ({ graph }) => backprop(leavesOf(graph), written(graph), "ones"),
  holds: (said) => everyGradient(said),
  shows: ({ graph }) => ({ graph: showGraph(graph) }),
});

/** A second call. */
export const secondCall = law({
  stub,
  weight: 2,
  says: "A second call adds to the leaves' gradients, and starts the others anew.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream, second }) => backprop(leavesOf(graph), written(graph), upstream, second),
  holds: (said) => everyGradient(said),
  shows: ({ graph, upstream, second }) => ({
    graph: showGraph(graph),
    "first upstream": upstream,
    "second upstream": second,
  }),
});

/** Closures. */
export const eachOnce = law({
  stub,
  says: "Every tensor hands its gradient on once.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream }) => backprop(leavesOf(graph), written(graph), upstream),
  holds: ({ calls }, { graph }) => {
    for (const slot of movingNodes(graph)) {
      const called = calls[slot] ?? 0;
      must(called === 1, `backwardStep of ${slotName(slot)}`, "called once", `called ${called} times`);
    }
  },
  shows: ({ graph, upstream }) => ({ graph: showGraph(graph), upstream }),
});

/** A root without parents. */
export const leafRoot = law({
  stub,
  says: "A root without parents is a leaf: it adds up the upstream gradients of all calls.",
  given: fc
    .constantFrom<Shape>([1], [], [2, 2])
    .chain((shape) => fc.record({ x: valuesOf(shape), upstream: valuesOf(shape, 1), second: valuesOf(shape, 3) })),
  ask: ({ x, upstream, second }) => backprop({ x }, (t) => t.x, upstream, second),
  holds: ({ grad: { x }, truth }) => same("gradient of x after both", x, truth.grad.x),
});

/** The upstream belongs to the caller. */
export const upstreamKept = law({
  stub,
  says: "The upstream gradient is not changed, by this call or the next.",
  given: passes,
  examples: [{ graph: twice, upstream: one, second: one }],
  ask: ({ graph, upstream, second }) => ({
    graph: backprop(leavesOf(graph), written(graph), upstream, second),
    leaf: backprop({ x: upstream }, (t) => t.x, upstream, second),
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

/** Who does not take part. */
export const bystanders = law({
  stub,
  says: "A leaf that is not used keeps gradient 0, and so does a constant.",
  given: fc.record({ x: valuesOf([1]), weight: number(3), upstream: valuesOf([1], 1) }),
  ask: ({ x, weight, upstream }) => ({
    graph: backprop(
      { x, unused: x, fixed: constant(x) },
      (t, { node }) => node([t.x, node([t.fixed], [1])], [weight, weight]),
      upstream,
    ),
    root: backprop({ fixed: constant(x) }, (t) => t.fixed, upstream),
  }),
  holds: ({ graph, root }) => {
    same("gradient of x", graph.grad.x, graph.truth.grad.x);
    same("gradient of the leaf that is not used", graph.grad.unused, exact(fill([1], () => 0)));
    same("gradient of the constant", graph.grad.fixed, exact(fill([1], () => 0)));
    same("gradient of a constant as root", root.grad.fixed, exact(fill([1], () => 0)));
  },
});

/** Cost. */
export const linearCost = law({
  stub,
  says: "The cost is linear: a chain of 60 diamonds has 2⁶⁰ paths, and 120 edges.",
  given: fc.record({ depth: fc.integer({ min: 2, max: 60 }) }),
  examples: [{ depth: 60 }],
  runs: 5,
  ask: ({ depth }) => probe("backward.diamonds", { depth }),
  holds: (said, { depth }) => reports("gradient of the first tensor of a chain of diamonds", said, 2 ** depth),
});

/** Depth. */
export const deep = law({
  stub,
  says: "A chain of 2,000 tensors is no deeper than the call stack.",
  given: fc.record({ length: fc.constant(2000) }),
  runs: 1,
  ask: ({ length }) => probe("backward.chain", { length }),
  holds: (said) => reports("gradient of the first tensor of a chain", said, 1),
});

function everyGradient(said: Run<string>): void {
  said.truth.grads.forEach((due, slot) => same(`gradient of ${slotName(slot)}`, grad(said, slot), due));
}

/** What is left if closures run from the leaves to the root: nobody but the root has anything to hand on. */
function onlyTheRootHandsOn(said: Run<string>, graph: NodeGraph, upstream: Values): void {
  const root = graph.nodes.at(-1);
  said.truth.grads.forEach((_, slot) => {
    const weights = root?.weights.filter((_weight, k) => root.parents[k] === slot) ?? [];
    const share = slot === said.grads.length - 1 ? 1 : weights.reduce((sum, weight) => sum + weight, 0);
    same("gradient", grad(said, slot), exact(fill(upstream.shape, (i) => share * (upstream.data[i] ?? Number.NaN))));
  });
}

function grad(said: Run<string>, slot: number) {
  return said.grads[slot] ?? exact(fill([], () => 0));
}

function slotName(slot: number): string {
  return String.fromCharCode("a".charCodeAt(0) + slot);
}
