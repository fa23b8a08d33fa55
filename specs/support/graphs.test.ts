import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { leavesOf, movingNodes, type NodeGraph, nodeGraphs, showGraph, written } from "./graphs.ts";
import {
  composed,
  operandsIn,
  operandsOf,
  type OperationGraph,
  operationGraphs,
  showOperations,
} from "./operation-graphs.ts";
import { truthOf } from "./oracle.ts";
import type { Program, Step } from "./program.ts";
import { backprop } from "./question.ts";
import { values } from "./values.ts";

const leaf = values([2]);

function simplestOf<T>(arbitrary: fc.Arbitrary<T>, seed: number): T | undefined {
  const { counterexample } = fc.check(
    fc.property<[T]>(arbitrary, () => false),
    { seed },
  );
  return counterexample?.[0];
}

const sampleOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed: 1, numRuns: 1000 });

const nodesOf = (graph: NodeGraph) => backprop(leavesOf(graph), written(graph), "ones").ask;
const operationsOf = (graph: OperationGraph) => backprop(operandsOf(graph), composed(graph), "ones").ask;

function parents(step: Step): readonly number[] {
  if (step.kind === "node") return step.parents;
  return step.arguments.flatMap((argument) => (argument.kind === "slot" ? [argument.slot] : []));
}

/** The slots of a program from which no path leads to the last one. */
function strayIn({ inputs, steps }: Program): readonly number[] {
  const last = inputs.length + steps.length - 1;
  const reaching = new Set([last]);
  for (const [back, step] of steps.toReversed().entries())
    if (reaching.has(last - back)) for (const parent of parents(step)) reaching.add(parent);
  return Array.from({ length: last }, (_, slot) => slot).filter((slot) => !reaching.has(slot));
}

/** The steps that use a slot which is not there yet. */
function earlyIn({ inputs, steps }: Program): readonly number[] {
  return [...steps.keys()].filter((i) =>
    parents(steps[i] ?? { kind: "node", parents: [], weights: [] }).some((parent) => parent >= inputs.length + i),
  );
}

describe("nodeGraphs()", () => {
  test("every slot reaches the last, and parents come earlier", () => {
    fc.assert(
      fc.property(nodeGraphs(), (graph) => {
        const program = nodesOf(graph);
        expect(strayIn(program)).toEqual([]);
        expect(earlyIn(program)).toEqual([]);
        expect(program.passes).toEqual([{ kind: "backward", slot: graph.leaves.length + graph.nodes.length - 1 }]);
      }),
    );
  });

  test("every node has as many weights as parents, none of them 0, and all leaves have one shape", () => {
    fc.assert(
      fc.property(nodeGraphs(), ({ leaves, constants = [], nodes }) => {
        for (const node of nodes) {
          expect(node.weights.length).toBe(node.parents.length);
          expect(node.weights).not.toContain(0);
        }
        for (const { shape } of leaves) expect(shape).toEqual(leaves[0]?.shape);
        // A graph of constants alone has no gradient to judge.
        expect(constants.length).toBeLessThan(leaves.length);
      }),
    );
  });

  test("parents repeat, are shared and lie far apart; leaves are equal or constant now and then", () => {
    const sample = sampleOf(nodeGraphs());
    const kinds: Readonly<Record<string, (graph: NodeGraph) => boolean>> = {
      "a parent twice in one node": ({ nodes }) =>
        nodes.some((node) => new Set(node.parents).size < node.parents.length),
      "a node used by two others": ({ leaves, nodes }) =>
        nodes.some((_, i) => nodes.filter((node) => node.parents.includes(leaves.length + i)).length > 1),
      "a short and a long way to the end": ({ leaves, nodes }) =>
        nodes.length > 2 && nodes.at(-1)?.parents.some((slot) => slot < leaves.length) === true,
      "two leaves with equal numbers": ({ leaves }) =>
        leaves.length > 1 && leaves.every(({ data }) => data.join() === leaves[0]?.data.join()),
      "a constant leaf": ({ constants = [] }) => constants.length > 0,
      "a node of constants only": (graph) => movingNodes(graph).length < graph.nodes.length,
      "a single number": ({ leaves }) => leaves[0]?.shape.length === 0,
      "a matrix": ({ leaves }) => leaves[0]?.shape.length === 2,
    };
    for (const [kind, has] of Object.entries(kinds))
      expect({ kind, comes: sample.filter(has).length >= 10 }).toEqual({ kind, comes: true });
  });

  test("shrink to one leaf and one node that adds it up once", () => {
    for (let seed = 0; seed < 20; seed++) {
      const simplest = { leaves: [leaf], constants: [], nodes: [{ parents: [0], weights: [1] }] };
      expect(simplestOf(nodeGraphs(), seed)).toEqual(simplest);
    }
  });
});

describe("leavesOf(graph), written(graph)", () => {
  test("write down the graph as it is: b = 2·a + 3·a, c = b − a", () => {
    const graph: NodeGraph = {
      leaves: [leaf],
      nodes: [
        { parents: [0, 0], weights: [2, 3] },
        { parents: [1, 0], weights: [1, -1] },
      ],
    };
    const program = nodesOf(graph);
    expect(program.inputs).toEqual([{ name: "a", values: leaf, requiresGrad: true }]);
    expect(program.steps).toEqual(graph.nodes.map((node) => ({ kind: "node", ...node })));
    expect(truthOf(program).grads.map(({ data }) => [...data])).toEqual([[4], [1], [1]]);
  });

  test("constants require no gradient", () => {
    const graph = { leaves: [leaf, leaf], constants: [1], nodes: [{ parents: [0, 1], weights: [1, 1] }] };
    expect(nodesOf(graph).inputs.map(({ requiresGrad }) => requiresGrad)).toEqual([true, false]);
  });

  test("a leaf beyond the graph's own stays unused", () => {
    const graph = { leaves: [leaf], nodes: [{ parents: [0], weights: [1] }] };
    const { ask } = backprop({ ...leavesOf(graph), unused: leaf }, written(graph), "ones");
    expect(ask.steps).toEqual([{ kind: "node", parents: [0], weights: [1] }]);
    expect(ask.inputs.map(({ name }) => name)).toEqual(["a", "unused"]);
  });
});

describe("movingNodes(graph)", () => {
  test("are the nodes that depend on a leaf which is no constant", () => {
    const graph = {
      leaves: [leaf, leaf],
      constants: [1],
      nodes: [
        { parents: [1], weights: [1] },
        { parents: [0, 2], weights: [1, 1] },
        { parents: [2, 2], weights: [1, 1] },
        { parents: [3, 4], weights: [1, 1] },
      ],
    };
    expect(movingNodes(graph)).toEqual([3, 5]);
  });

  test("are those to which the oracle gives a gradient, if no weights cancel", () => {
    fc.assert(
      fc.property(nodeGraphs(), (graph) => {
        const positive = {
          ...graph,
          nodes: graph.nodes.map((node) => ({ ...node, weights: node.weights.map(Math.abs) })),
        };
        const { grads } = truthOf(nodesOf(positive));
        const moved = [...grads.keys()].filter((slot) => grads[slot]?.data.every((g) => g !== 0) === true);
        expect(moved.filter((slot) => slot >= graph.leaves.length)).toEqual(movingNodes(graph));
      }),
    );
  });
});

describe("showGraph(graph)", () => {
  test("reads like a list of formulas, constants first, with one sign for minus", () => {
    const nodes = [
      { parents: [0, 1], weights: [2, 1] },
      { parents: [2, 0], weights: [1, -1] },
    ];
    expect(showGraph({ leaves: [leaf, leaf], nodes })).toBe("c = 2·a + b;  d = c − a");
    expect(showGraph({ leaves: [leaf, leaf], constants: [1], nodes })).toBe(
      "b is a constant;  c = 2·a + b;  d = c − a",
    );
    const negative = [
      { parents: [0, 0], weights: [-1, -2] },
      { parents: [1, 0], weights: [-3, 1] },
    ];
    expect(showGraph({ leaves: [leaf], nodes: negative })).toBe("b = −a − 2·a;  c = −3·b + a");
  });

  test("has a name of its own for every slot, however many there are", () => {
    const nodes = Array.from({ length: 60 }, (_, i) => ({ parents: [i], weights: [1] }));
    const made = showGraph({ leaves: [leaf], nodes }).split(";  ");
    expect(new Set(made.map((line) => line.split(" = ")[0])).size).toBe(60);
    for (const [i, line] of made.entries())
      expect(line.split(" = ")[1]).toBe(i === 0 ? "a" : made[i - 1]?.split(" = ")[0]);
  });
});

describe("operationGraphs()", () => {
  test("every slot reaches the result, parents come earlier, and all shapes fit", () => {
    fc.assert(
      fc.property(operationGraphs(), (graph) => {
        const program = operationsOf(graph);
        expect(strayIn(program)).toEqual([]);
        expect(earlyIn(program)).toEqual([]);
        const { values: slots } = truthOf(program);
        expect(slots.at(-1)?.shape).toEqual([]);
        for (const slot of slots) for (const x of slot.data) expect(Number.isFinite(x)).toBe(true);
      }),
    );
  });

  test("use all operations, stretch both ways, share nodes, pair a tensor with itself, have constants", () => {
    const sample = sampleOf(operationGraphs());
    const shapesIn = (graph: OperationGraph) =>
      truthOf({ ...operationsOf(graph), passes: [] }).values.map(({ shape }) => shape.join());
    const names = ["add", "sub", "mul", "neg", "sum", "mean", "rows", "largest"];
    const pairs = ({ steps }: OperationGraph) => steps.flatMap((step) => ("of" in step ? [] : [step]));
    const kinds: Readonly<Record<string, (graph: OperationGraph) => boolean>> = {
      ...Object.fromEntries(
        names.map((name) => [name, ({ steps }: OperationGraph) => steps.some((step) => step.name === name)]),
      ),
      "a column beside a row": (graph) => {
        const shapes = shapesIn(graph);
        return pairs(graph).some(({ left, right }) =>
          ["2,1 and 3", "3 and 2,1"].includes(`${shapes[left]} and ${shapes[right]}`),
        );
      },
      "a tensor with itself": (graph) => pairs(graph).some(({ left, right }) => left === right),
      "a step used by two others": ({ leaves, steps }) =>
        steps.some((_, i) => steps.filter((step) => operandsIn(step).includes(leaves.length + i)).length > 1),
      "a constant": ({ constants }) => constants.length > 0,
    };
    for (const [kind, has] of Object.entries(kinds))
      expect({ kind, comes: sample.filter(has).length >= 10 }).toEqual({ kind, comes: true });
    // A constant among leaves, never instead of them: something has to receive a gradient.
    expect(sample.filter(({ leaves, constants }) => constants.length >= leaves.length)).toEqual([]);
  });

  test("few stand at a kink, where nobody is judged", () => {
    const atKink = sampleOf(operationGraphs()).filter((graph) => truthOf(operationsOf(graph)).atKink);
    expect(atKink.length).toBeLessThan(100);
  });

  test("shrink to one leaf and one addition", () => {
    for (let seed = 0; seed < 20; seed++)
      expect(simplestOf(operationGraphs(), seed)).toEqual({
        leaves: [leaf],
        constants: [],
        steps: [{ name: "add", left: 0, right: 0 }],
      });
  });
});

describe("composed(graph), showOperations(graph)", () => {
  const graph: OperationGraph = {
    leaves: [values([2]), values([3])],
    constants: [],
    steps: [
      { name: "mul", left: 0, right: 1 },
      { name: "sum", of: 2 },
      { name: "sub", left: 3, right: 0 },
    ],
  };
  const stray: OperationGraph = {
    leaves: [values([2, 5]), values([3])],
    constants: [1],
    steps: [{ name: "add", left: 1, right: 1 }],
  };

  test("the result is the sum of everything that is not used", () => {
    // c = a·b = 6, d = sum(c) = 6, e = d − a = 4: only e is left over.
    expect(truthOf(operationsOf(graph)).values.at(-1)?.data).toEqual(Float64Array.of(4));
    const alone = { ...graph, steps: graph.steps.slice(0, 1) };
    expect(truthOf(operationsOf({ ...alone, leaves: [...alone.leaves] })).values.at(-1)?.data).toEqual(
      Float64Array.of(6),
    );
    expect(truthOf(operationsOf(stray)).values.at(-1)?.data).toEqual(Float64Array.of(2 + 5 + 6));
  });

  test("reads like a list of formulas", () => {
    expect(showOperations(graph)).toBe("c = a · b;  d = sum(c);  e = d − a;  result = sum(e)");
    expect(showOperations(stray)).toBe("b is a constant;  c = b + b;  result = sum(a) + sum(c)");
    const steps = ["neg", "sum", "mean", "rows", "largest"].map(
      (name) => ({ name, of: 0 }) as OperationGraph["steps"][0],
    );
    expect(showOperations({ leaves: [values([2])], constants: [], steps })).toBe(
      "b = −a;  c = sum(a);  d = mean(a);  e = sum(a, [−1], true);  f = max(a, [−1], true);  result = sum(b) + sum(c) + sum(d) + sum(e) + sum(f)",
    );
  });
});
