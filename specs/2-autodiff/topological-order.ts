import { beside, sameList } from "../support/compare.ts";
import { leavesOf, nodeGraphs, showGraph, writeGraph } from "../support/graphs.ts";
import { law } from "../support/law.ts";
import { parentsOf } from "../support/oracle.ts";
import type { Program } from "../support/program.ts";
import { orderOf } from "../support/question.ts";
import * as every from "./orders.ts";

const visiting: every.Order = { stub: "topologicalOrder", name: "topologicalOrder", probes: "order" };

/** The order. */
export const parentsFirst = law({
  stub: "topologicalOrder",
  core: true,
  weight: 2,
  says: "Every tensor comes once, and only after all of its parents.",
  given: nodeGraphs(),
  examples: [every.twice, every.shortcut, every.twins],
  ask: (graph) => orderOf(leavesOf(graph), writeGraph(graph)),
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
      asks: "Might it be that a tensor is listed as soon as it is visited, before its parents are?",
      explains: ({ order, program }) => sameList("order", order, visitOrder(program)),
    },
    {
      asks: "Might it be that the order of entering is turned round? On entering nobody knows yet who comes earlier.",
      explains: ({ order, program }) => sameList("order", order, visitOrder(program).toReversed()),
    },
    {
      asks: "Might it be that the tensors are sorted by their shortest way to the root? The longest way decides.",
      explains: ({ order, program }) => sameList("order", order, every.byDistance(program).toReversed()),
    },
    {
      asks: "Might it be that nobody remembers which tensors were visited?",
      explains: ({ order, program }) => {
        const last = program.inputs.length + program.steps.length - 1;
        sameList("order", order, [...everyPath(program, last)]);
      },
    },
  ],
});

export const rootLast = every.endsWithRoot(visiting);
export const linearCost = every.isLinear(visiting);
export const lookUp = every.looksUpFast(visiting);
export const deep = every.isDeep(visiting, 2000, "A chain of 2,000 tensors is no deeper than the call stack.");
export const untouched = every.keepsGraph(visiting);
export const many = every.listsMany(visiting);
export const gradientsIgnored = every.ignoresGradients(visiting);

/** The slots in the order in which a depth-first visit reaches them. */
function visitOrder(program: Program): readonly number[] {
  const seen = new Set<number>();
  const visit = (slot: number) => {
    if (seen.has(slot)) return;
    seen.add(slot);
    const step = program.steps[slot - program.inputs.length];
    if (step !== undefined) parentsOf(step).forEach(visit);
  };
  visit(program.inputs.length + program.steps.length - 1);
  return [...seen];
}

/** The slots as a depth-first visit lists them if it forgets which tensors it has visited. */
function* everyPath(program: Program, slot: number): Generator<number> {
  const step = program.steps[slot - program.inputs.length];
  if (step !== undefined) for (const parent of parentsOf(step)) yield* everyPath(program, parent);
  yield slot;
}
