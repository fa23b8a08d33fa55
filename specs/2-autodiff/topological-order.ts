import fc from "fast-check";
import { must, reports, sameList } from "../support/compare.ts";
import { leavesOf, type NodeGraph, nodeGraphs, showGraph, written } from "../support/graphs.ts";
import { type Law, law } from "../support/law.ts";
import { parentsOf } from "../support/oracle.ts";
import type { Program } from "../support/program.ts";
import { orderOf, probe } from "../support/question.ts";
import { values } from "../support/values.ts";

const stub = "topologicalOrder";
const leaf = values([2]);

/** a → b → c, each used twice: whoever visits a before c has c's share only in part. */
const twice: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0, 0], weights: [1, 1] },
    { parents: [1, 1], weights: [1, 1] },
  ],
};
/** A short and a long way from a to the end. */
const shortcut: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [1], weights: [3] },
    { parents: [0, 2], weights: [1, 1] },
  ],
};

/** The order. */
export const parentsFirst = law({
  stub,
  core: true,
  weight: 2,
  says: "Every tensor comes once, and only after all of its parents.",
  given: nodeGraphs(),
  examples: [twice, shortcut],
  ask: (graph) => orderOf(leavesOf(graph), written(graph)),
  holds: ({ order, program }) => inOrder(order, program),
  shows: (graph) => ({ graph: showGraph(graph) }),
  suspects: [
    {
      asks: "Might it be that a tensor is listed before its parents, not after them?",
      explains: ({ order, program }) => inOrder(order.toReversed(), program),
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

/** The end. */
export const rootLast = law({
  stub,
  says: "The tensor that was asked for comes last; constants are listed, what it does not depend on is not.",
  given: nodeGraphs(),
  examples: [{ leaves: [leaf], nodes: [{ parents: [0], weights: [1] }] }],
  ask: (graph) => orderOf({ ...leavesOf(graph), unused: leaf }, written(graph)),
  holds: ({ order, program }) => {
    const unused = program.inputs.length - 1;
    const root = program.inputs.length + program.steps.length - 1;
    must(order.at(-1) === root, "the last of the order", "the root", named(program, order.at(-1)));
    must(!order.includes(unused), "the order", "only what the root depends on", "a leaf that it does not use");
    must(!order.includes(-1), "the order", "only tensors of the graph", "something else");
  },
  shows: (graph) => ({ graph: showGraph(graph) }),
});

/** Cost. A node counts how often its parents are looked up, and gives up far beyond what linear cost needs. */
export const linearCost: Law = law({
  stub,
  says: "Every tensor walks its parents once: the cost is linear in tensors and edges.",
  given: fc.record({ depth: fc.integer({ min: 2, max: 60 }) }),
  examples: [{ depth: 60 }],
  runs: 5,
  ask: ({ depth }) => probe("order.diamonds", { depth }),
  holds: (said) => reports("the cost of ordering a chain of diamonds", said, "linear"),
});

/** Depth. */
export const deep = law({
  stub,
  says: "A chain of 2,000 tensors is no deeper than the call stack.",
  given: fc.record({ length: fc.constant(2000) }),
  runs: 1,
  ask: ({ length }) => probe("order.chain", { length }),
  holds: (said) => reports("the order of a chain", said, "in order"),
});

/** The graph is only read. */
export const untouched = law({
  stub,
  says: "The graph is not changed: a second call gives the same order.",
  given: fc.record({ depth: fc.integer({ min: 1, max: 6 }) }),
  runs: 6,
  ask: ({ depth }) => probe("order.twice", { depth }),
  holds: (said) => reports("the graph after topologicalOrder", said, "the same"),
});

function inOrder(order: readonly number[], program: Program): void {
  const all = program.inputs.length + program.steps.length;
  const place = new Map(order.map((slot, i) => [slot, i]));
  must(!order.includes(-1), "the order", "only tensors of the graph", "something else");
  must(
    place.size === order.length,
    "the order",
    `each of the ${all} tensors once`,
    `${order.length - place.size} of them again`,
  );
  must(order.length === all, "the order", `all ${all} tensors`, `${order.length} of them`);
  program.steps.forEach((step, i) => {
    const child = program.inputs.length + i;
    for (const parent of parentsOf(step)) {
      const late = (place.get(parent) ?? Infinity) > (place.get(child) ?? -1);
      must(
        !late,
        "the order",
        `${named(program, parent)} before ${named(program, child)}`,
        `${named(program, child)} first`,
      );
    }
  });
}

/** The slots in the order in which a visit without memory lists them. */
function* everyPath(program: Program, slot: number): Generator<number> {
  const step = program.steps[slot - program.inputs.length];
  if (step !== undefined) for (const parent of parentsOf(step)) yield* everyPath(program, parent);
  yield slot;
}

function named(program: Program, slot: number | undefined): string {
  if (slot === undefined || slot < 0) return "nothing of the graph";
  return program.inputs[slot]?.name ?? String.fromCharCode("a".charCodeAt(0) + slot);
}
