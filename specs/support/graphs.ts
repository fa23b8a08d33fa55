import fc from "fast-check";
import { valuesOf } from "./arbitraries.ts";
import { pick } from "./lists.ts";
import { type Body, constant, type Inputs } from "./question.ts";
import type { Handle } from "./writing.ts";
import { scalar, type Shape, type Values } from "./values.ts";

/** A graph of the locked `node`: each node is a weighted sum of earlier slots. */
export interface NodeGraph {
  readonly leaves: readonly Values[];
  /** Which leaves are constants; none if left out. */
  readonly constants?: readonly number[];
  readonly nodes: readonly { readonly parents: readonly number[]; readonly weights: readonly number[] }[];
}

/**
 * Graphs of nodes of one shape, in which every slot reaches the last one; parents repeat and are shared.
 *
 * The simplest: one leaf, one node that adds it up once.
 */
export function nodeGraphs({ leastNodes = 1, mostNodes = 7 } = {}): fc.Arbitrary<NodeGraph> {
  const parent = fc.record({ back: fc.nat({ max: 3 }), weight: fc.constantFrom(1, 2, 3, -1, -2) });
  return fc
    .record({
      shape: fc.constantFrom<Shape>([1], [2], [2, 3], []),
      leaves: fc.integer({ min: 1, max: 3 }),
      nodes: fc.array(fc.array(parent, { minLength: 1, maxLength: 4 }), {
        minLength: leastNodes,
        maxLength: mostNodes,
        size: "max",
      }),
      equal: fc.integer({ min: 0, max: 3 }),
      fixed: fc.integer({ min: 0, max: 6 }),
    })
    .chain(({ shape, leaves, nodes, equal, fixed }) =>
      fc.array(valuesOf(shape), { minLength: leaves, maxLength: leaves }).map((values) => ({
        // Leaves with equal numbers are different leaves.
        leaves: equal === 3 ? values.map(() => values[0] ?? scalar(0)) : values,
        constants: fixed >= 4 && leaves > 1 ? [fixed % leaves] : [],
        nodes: connectToLast(
          leaves,
          nodes.map((parents, i) => ({
            parents: parents.map(({ back }) => Math.max(0, leaves + i - 1 - back)),
            weights: parents.map(({ weight }) => weight),
          })),
        ),
      })),
    );
}

/** Adds every unused slot to the last node. */
function connectToLast(leaves: number, nodes: NodeGraph["nodes"]): NodeGraph["nodes"] {
  const used = new Set(nodes.flatMap(({ parents }) => parents));
  const last = leaves + nodes.length - 1;
  const unused = Array.from({ length: last }, (_, slot) => slot).filter((slot) => !used.has(slot));
  return nodes.map((node, i) =>
    i === nodes.length - 1
      ? { parents: [...node.parents, ...unused], weights: [...node.weights, ...unused.map(() => 1)] }
      : node,
  );
}

/** The leaves of a graph by name: a, b, c. */
export function leavesOf(graph: NodeGraph): Inputs<string> {
  const isConstant = (slot: number) => graph.constants?.includes(slot) === true;
  return Object.fromEntries(graph.leaves.map((leaf, i) => [nameOf(i), isConstant(i) ? constant(leaf) : leaf]));
}

/** The slots of the nodes that have a gradient: they depend on a leaf that requires one. */
export function movingNodes({ leaves, constants = [], nodes }: NodeGraph): readonly number[] {
  const moves = leaves.map((_, slot) => !constants.includes(slot));
  for (const { parents } of nodes) moves.push(parents.some((parent) => moves[parent]));
  return nodes.map((_, i) => leaves.length + i).filter((slot) => moves[slot]);
}

/** Writes the graph down as a program; leaves beyond the graph's own stay unused. */
export function writeGraph(graph: NodeGraph): Body<string> {
  return (leaves, { node }) => {
    const slots: Handle[] = Object.values(leaves).slice(0, graph.leaves.length);
    for (const { parents, weights } of graph.nodes)
      slots.push(
        node(
          parents.map((slot) => pick(slots, slot)),
          weights,
          nameOf(slots.length),
        ),
      );
    return pick(slots, slots.length - 1);
  };
}

/** The graph for people to read, step by step: `c = 2·a − b`, `d = c + a`. */
export function showGraph(graph: NodeGraph): readonly string[] {
  const constants = graph.constants?.map((slot) => `${nameOf(slot)} is a constant`) ?? [];
  return [
    ...constants,
    ...graph.nodes.map(({ parents, weights }, i) => {
      const terms = parents.map((slot, k) => showTerm(weights[k] ?? Number.NaN, nameOf(slot), k === 0));
      return `${nameOf(graph.leaves.length + i)} = ${terms.join("")}`;
    }),
  ];
}

/** A term of a sum: `2·a` in the first place, ` − a` after others. */
function showTerm(weight: number, name: string, isFirst: boolean): string {
  const sign = weight < 0 ? "−" : "+";
  const size = Math.abs(weight) === 1 ? "" : `${Math.abs(weight)}·`;
  if (isFirst) return `${weight < 0 ? sign : ""}${size}${name}`;
  return ` ${sign} ${size}${name}`;
}

/** The name of a slot in reports: a, b, …, z, a1, b1, … */
export function nameOf(slot: number): string {
  const letter = String.fromCharCode("a".charCodeAt(0) + (slot % 26));
  return slot < 26 ? letter : `${letter}${Math.floor(slot / 26)}`;
}
