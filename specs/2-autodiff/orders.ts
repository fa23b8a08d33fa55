/** @file Laws of every function that lists a graph in topological order, recursive or iterative. */
import fc from "fast-check";
import { beside, type Fact, must, reports } from "../support/compare.ts";
import { leavesOf, nameOf, type NodeGraph, nodeGraphs, showGraph, writeGraph } from "../support/graphs.ts";
import { type Law, law } from "../support/law.ts";
import { parentsOf } from "../support/oracle.ts";
import type { Program } from "../support/program.ts";
import { orderOf, probe } from "../support/question.ts";
import { values } from "../support/values.ts";

/** A function that lists a graph: its stub, its export, its file of probes. */
export interface Order {
  readonly stub: "topologicalOrder" | "topologicalOrder.iterative";
  readonly name: "topologicalOrder" | "topologicalOrderIterative";
  readonly probes: "order" | "order-iterative";
}

const leaf = values([2]);

/** b = a + a; c = b + b: each tensor is used twice. */
export const twice: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0, 0], weights: [1, 1] },
    { parents: [1, 1], weights: [1, 1] },
  ],
};
/** A short and a long path lead from a to the end. */
export const shortcut: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [1], weights: [3] },
    { parents: [0, 2], weights: [1, 1] },
  ],
};

/** b = 2·a; c = 2·a; d = b + c: two tensors with equal numbers, and equal in everything else, are two. */
export const twins: NodeGraph = {
  leaves: [leaf],
  nodes: [
    { parents: [0], weights: [2] },
    { parents: [0], weights: [2] },
    { parents: [1, 2], weights: [1, 1] },
  ],
};

/** A graph of dozens of tensors. */
export function listsMany({ stub, name }: Order): Law {
  return law({
    stub,
    says: "Graphs of dozens of tensors, many levels deep, are listed by the same rule.",
    runs: 4,
    given: nodeGraphs({ leastNodes: 25, mostNodes: 40 }),
    ask: (graph) => orderOf(leavesOf(graph), writeGraph(graph), name),
    holds: ({ order, program }) =>
      beside(
        () => showOrders(order, program),
        () => checkOrder(order, program),
      ),
    shows: (graph) => ({ graph: showGraph(graph) }),
  });
}

/** Gradients that are there already. */
export function ignoresGradients({ stub, probes }: Order): Law {
  return law({
    stub,
    says: "The gradients that are there already do not matter.",
    given: fc.record({ depth: fc.integer({ min: 1, max: 6 }) }),
    runs: 6,
    ask: ({ depth }) => probe(`2-autodiff/${probes}.withGradients`, { depth }),
    holds: (said) => reports("the order where every second tensor has a gradient", said, "the same"),
  });
}

/** The root comes last. */
export function endsWithRoot({ stub, name }: Order): Law {
  return law({
    stub,
    says: "The tensor that was asked for comes last; constants are listed, what it does not depend on is not.",
    given: nodeGraphs(),
    examples: [{ leaves: [leaf], nodes: [{ parents: [0], weights: [1] }] }],
    ask: (graph) => orderOf({ ...leavesOf(graph), unused: leaf }, writeGraph(graph), name),
    holds: ({ order, program }) => {
      const unused = program.inputs.length - 1;
      const root = program.inputs.length + program.steps.length - 1;
      beside(
        () => showOrders(order, program, unused),
        () => {
          must(order.at(-1) === root, "the last of the order", "the root", nameIn(program, order.at(-1)));
          must(!order.includes(unused), "the order", "only what the root depends on", "a leaf that it does not use");
          must(!order.includes(-1), "the order", "only tensors of the graph", "something else");
        },
      );
    },
    shows: (graph) => ({ graph: showGraph(graph) }),
  });
}

/** The cost. A tensor counts the reads of its parents, and throws after far more reads than linear cost needs. */
export function isLinear({ stub, probes }: Order): Law {
  return law({
    stub,
    says: "Every tensor walks its parents once: the cost is linear in tensors and edges.",
    given: fc.record({ depth: fc.integer({ min: 2, max: 60 }) }),
    examples: [{ depth: 60 }],
    runs: 5,
    ask: ({ depth }) => probe(`2-autodiff/${probes}.diamonds`, { depth }),
    holds: (said) => reports("the cost of ordering a chain of diamonds", said, "linear"),
  });
}

/**
 * The cost of looking a tensor up. Nothing in the realm measures CPU time: 129,961 tensors take a twentieth of the CPU time that a
 * question has, and searches through a list a multiple of it, so that they end as a time-out.
 */
export function looksUpFast({ stub, probes }: Order): Law {
  return law({
    stub,
    says: "Whether a tensor was visited is known at once, however many there are: no list is searched for it.",
    given: fc.record({ width: fc.constant(360) }),
    runs: 1,
    ask: ({ width }) => probe(`2-autodiff/${probes}.wide`, { width }),
    holds: (said, { width }) => reports("tensors that are listed", said, width * width + width + 1),
    shows: ({ width }) => ({ graph: `a tensor with ${width} parents, each of which has ${width} parents` }),
  });
}

/** A long chain. */
export function isDeep({ stub, probes }: Order, tensors: number, says: string): Law {
  return law({
    stub,
    says,
    given: fc.record({ length: fc.constant(tensors) }),
    runs: 1,
    ask: ({ length }) => probe(`2-autodiff/${probes}.chain`, { length }),
    holds: (said) => reports("the order of a chain", said, "in order"),
  });
}

/** The graph stays as it is. */
export function keepsGraph({ stub, name, probes }: Order): Law {
  return law({
    stub,
    says: "The graph is not changed: a second call gives the same order.",
    given: fc.record({ depth: fc.integer({ min: 1, max: 6 }) }),
    runs: 6,
    ask: ({ depth }) => probe(`2-autodiff/${probes}.twice`, { depth }),
    holds: (said) => reports(`the graph after ${name}`, said, "the same"),
  });
}

/** The slots by the number of steps on the shortest way to the root, as a queue reaches them. */
export function byDistance({ inputs, steps }: Program): readonly number[] {
  const reached = new Set([inputs.length + steps.length - 1]);
  // The loop also visits the slots that it adds to the set.
  for (const slot of reached) {
    const step = steps[slot - inputs.length];
    for (const parent of step === undefined ? [] : parentsOf(step)) reached.add(parent);
  }
  return [...reached];
}

/** Fails unless every tensor is listed once, and after all of its parents. */
export function checkOrder(order: readonly number[], program: Program): void {
  const all = program.inputs.length + program.steps.length;
  const place = new Map(order.map((slot, i) => [slot, i]));
  must(!order.includes(-1), "the order", "only tensors of the graph", "something else");
  must(
    place.size === order.length,
    "the order",
    `each of the ${all} tensors once`,
    `${order.length} entries, ${order.length - place.size} of them repeated`,
  );
  must(order.length === all, "the order", `all ${all} tensors`, `${order.length} of them`);
  program.steps.forEach((step, i) => {
    const child = program.inputs.length + i;
    for (const parent of parentsOf(step)) {
      const late = (place.get(parent) ?? Infinity) > (place.get(child) ?? -1);
      must(
        !late,
        "the order",
        `${nameIn(program, parent)} before ${nameIn(program, child)}`,
        `${nameIn(program, child)} first`,
      );
    }
  });
}

/** The order that was returned, and a right one: the order in which the tensors were made. */
export function showOrders(order: readonly number[], program: Program, unused = -1): readonly Fact[] {
  const all = Array.from({ length: program.inputs.length + program.steps.length }, (_, slot) => slot);
  const names = (slots: readonly number[]) => slots.map((slot) => nameIn(program, slot)).join(", ");
  return [
    { name: "your order", text: order.length === 0 ? "empty" : names(order) },
    { name: "a right one", text: names(all.filter((slot) => slot !== unused)) },
  ];
}

function nameIn(program: Program, slot: number | undefined): string {
  if (slot === undefined || slot < 0) return "nothing of the graph";
  // The unused leaf takes no letter.
  const leaves = program.inputs.filter(({ name }) => name !== "unused").length;
  return program.inputs[slot]?.name ?? nameOf(slot - program.inputs.length + leaves);
}
