import { beside, sameList } from "../support/compare.ts";
import { leavesOf, nodeGraphs, showGraph, writeGraph } from "../support/graphs.ts";
import { law } from "../support/law.ts";
import { orderOf } from "../support/question.ts";
import * as every from "./orders.ts";

const stepping: every.Order = {
  stub: "topologicalOrder.iterative",
  name: "topologicalOrderIterative",
  probes: "order-iterative",
};

/** The order. */
export const parentsFirst = law({
  stub: "topologicalOrder.iterative",
  core: true,
  weight: 2,
  says: "A tensor waits in the list until all of its parents are done.",
  given: nodeGraphs(),
  examples: [every.twice, every.shortcut, every.twins],
  runs: 80,
  ask: (graph) => orderOf(leavesOf(graph), writeGraph(graph), stepping.name),
  holds: ({ order, program }) =>
    beside(
      () => every.showOrders(order, program),
      () => every.checkOrder(order, program),
    ),
  shows: (graph) => ({ graph: showGraph(graph) }),
  suspects: [
    {
      asks: "Might it be that a tensor is listed before its parents, not after them?",
      explains: ({ order, program }) => every.checkOrder(order.toReversed(), program),
    },
    {
      asks: "Might it be that a tensor is listed again for everybody who has pushed it?",
      explains: ({ order, program }) => {
        const once = [...new Set(order)];
        every.checkOrder(once, program);
        sameList("how many tensors are listed", [Math.sign(order.length - once.length)], [1]);
      },
    },
  ],
});

export const rootLast = every.endsWithRoot(stepping);
export const linearCost = every.isLinear(stepping);
export const deep = every.isDeep(
  stepping,
  100_000,
  "A chain of 100,000 tensors is listed, too: its depth lies in the list, not on the call stack.",
);
export const untouched = every.keepsGraph(stepping);
export const many = every.listsMany(stepping);
export const gradientsIgnored = every.ignoresGradients(stepping);
