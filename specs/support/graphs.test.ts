import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { leavesOf, movingNodes, type NodeGraph, nodeGraphs, showGraph, writeGraph } from "./graphs.ts";
import {
  inputsOf,
  type OperationGraph,
  operationGraphs,
  type OperationStep,
  showOperations,
  writeOperations,
} from "./operation-graphs.ts";
import { autodiff } from "../2-autodiff/operations.ts";
import { networks } from "../3-networks/operations.ts";
import { graphOperationsIn } from "./operations.ts";
import { truthOf } from "./oracle.ts";
import type { Program, Step } from "./program.ts";
import { backprop } from "./question.ts";
import { values } from "./values.ts";

const leaf = values([2]);
const graphOperations = graphOperationsIn(autodiff);

function simplestOf<T>(arbitrary: fc.Arbitrary<T>, seed: number): T | undefined {
  const { counterexample } = fc.check(
    fc.property<[T]>(arbitrary, () => false),
    { seed },
  );
  return counterexample?.[0];
}

const sampleOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed: 1, numRuns: 1000 });

const nodesOf = (graph: NodeGraph) => backprop(leavesOf(graph), writeGraph(graph), "ones").ask;
const operationsOf = (graph: OperationGraph) => backprop(inputsOf(graph), writeOperations(graph), "ones").ask;

function parents(step: Step): readonly number[] {
  if (step.kind === "node") return step.parents;
  return step.arguments.flatMap((argument) => {
    if (argument.kind === "slots") return argument.slots;
    return argument.kind === "slot" ? [argument.slot] : [];
  });
}

/** The slots of a program from which no path leads to the last one. */
function strayIn({ inputs, steps }: Program): readonly number[] {
  const last = inputs.length + steps.length - 1;
  const reaching = new Set([last]);
  for (const [back, step] of steps.toReversed().entries())
    if (reaching.has(last - back)) for (const parent of parents(step)) reaching.add(parent);
  return Array.from({ length: last }, (_, slot) => slot).filter((slot) => !reaching.has(slot));
}

/** The steps that use a later slot. */
function earlyIn({ inputs, steps }: Program): readonly number[] {
  return [...steps.keys()].filter((i) =>
    parents(steps[i] ?? { kind: "node", parents: [], weights: [] }).some((parent) => parent >= inputs.length + i),
  );
}

describe("nodeGraphs({ leastNodes, mostNodes })", () => {
  test("graphs have as many nodes as asked for", () => {
    const counts = sampleOf(nodeGraphs({ leastNodes: 25, mostNodes: 40 })).map(({ nodes }) => nodes.length);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([25, 40]);
  });
});

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

  test("each parent has a weight other than 0", () => {
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

  test("parents repeat and are shared, leaves may be constant", () => {
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

  test("the simplest graph copies one leaf", () => {
    for (let seed = 0; seed < 20; seed++) {
      const simplest = { leaves: [leaf], constants: [], nodes: [{ parents: [0], weights: [1] }] };
      expect(simplestOf(nodeGraphs(), seed)).toEqual(simplest);
    }
  });
});

describe("leavesOf(graph), writeGraph(graph)", () => {
  test("every node becomes a step", () => {
    const graph: NodeGraph = {
      leaves: [leaf],
      nodes: [
        { parents: [0, 0], weights: [2, 3] },
        { parents: [1, 0], weights: [1, -1] },
      ],
    };
    const program = nodesOf(graph);
    expect(program.inputs).toEqual([{ name: "a", values: leaf, requiresGrad: true }]);
    expect(program.steps).toEqual(graph.nodes.map((node, i) => ({ kind: "node", ...node, name: "bc"[i] })));
    expect(truthOf(program).grads.map(({ data }) => [...data])).toEqual([[4], [1], [1]]);
  });

  test("constants require no gradient", () => {
    const graph = { leaves: [leaf, leaf], constants: [1], nodes: [{ parents: [0, 1], weights: [1, 1] }] };
    expect(nodesOf(graph).inputs.map(({ requiresGrad }) => requiresGrad)).toEqual([true, false]);
  });

  test("a leaf beyond the graph's own stays unused", () => {
    const graph = { leaves: [leaf], nodes: [{ parents: [0], weights: [1] }] };
    const { ask } = backprop({ ...leavesOf(graph), unused: leaf }, writeGraph(graph), "ones");
    expect(ask.steps).toEqual([{ kind: "node", parents: [0], weights: [1], name: "b" }]);
    expect(ask.inputs.map(({ name }) => name)).toEqual(["a", "unused"]);
  });
});

describe("movingNodes(graph)", () => {
  test("moving nodes depend on a variable leaf", () => {
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

  test("moving nodes receive a gradient from the oracle", () => {
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
  test("a graph reads like a list of formulas", () => {
    const nodes = [
      { parents: [0, 1], weights: [2, 1] },
      { parents: [2, 0], weights: [1, -1] },
    ];
    expect(showGraph({ leaves: [leaf, leaf], nodes })).toEqual(["c = 2·a + b", "d = c − a"]);
    expect(showGraph({ leaves: [leaf, leaf], constants: [1], nodes })).toEqual([
      "b is a constant",
      "c = 2·a + b",
      "d = c − a",
    ]);
    const negative = [
      { parents: [0, 0], weights: [-1, -2] },
      { parents: [1, 0], weights: [-3, 1] },
    ];
    expect(showGraph({ leaves: [leaf], nodes: negative })).toEqual(["b = −a − 2·a", "c = −3·b + a"]);
  });

  test("every slot has its own name", () => {
    const nodes = Array.from({ length: 60 }, (_, i) => ({ parents: [i], weights: [1] }));
    const made = showGraph({ leaves: [leaf], nodes });
    expect(new Set(made.map((line) => line.split(" = ")[0])).size).toBe(60);
    for (const [i, line] of made.entries())
      expect(line.split(" = ")[1]).toBe(i === 0 ? "a" : made[i - 1]?.split(" = ")[0]);
  });
});

describe("operationGraphs(names)", () => {
  /** The numbers in all slots of a graph. */
  const valuesIn = (graph: OperationGraph) => truthOf({ ...operationsOf(graph), passes: [] }).values;
  const sample = sampleOf(operationGraphs(graphOperations));

  test("every slot reaches the result, and operands come earlier", () => {
    for (const graph of sample) {
      const program = operationsOf(graph);
      expect(strayIn(program)).toEqual([]);
      expect(earlyIn(program)).toEqual([]);
      expect(valuesIn(graph).at(-1)?.shape).toEqual(graph.shape);
    }
  });

  test("all numbers stay tame", () => {
    for (const graph of sample) {
      const slots = valuesIn(graph);
      const numbersOf = (slot = -1) => [...(slots[slot]?.data ?? [Number.NaN])];
      for (const [i, { name, operands, options }] of graph.steps.entries()) {
        const [first, second] = operands.map(numbersOf);
        const isTame = (x: number) => Math.abs(x) <= 2 ** 20;
        expect(numbersOf(graph.leaves.length + i).every(isTame)).toBe(true);
        if (name === "log") expect(Math.min(...(first ?? []))).toBeGreaterThanOrEqual(1 / 8);
        if (name === "exp") expect(Math.max(...(first ?? []).map(Math.abs))).toBeLessThanOrEqual(4);
        if (name === "div") expect(Math.min(...(second ?? []).map(Math.abs))).toBeGreaterThanOrEqual(1 / 8);
        if (name === "pow" && Number(options[0]) < 0)
          expect(Math.min(...(first ?? []).map(Math.abs))).toBeGreaterThanOrEqual(1 / 8);
      }
    }
  });

  test("no graph stands at a kink", () => {
    expect(sample.filter((graph) => truthOf(operationsOf(graph)).atKink)).toEqual([]);
  });

  test.each(graphOperations)("%s occurs in 3 %% of the graphs", (name) => {
    const share = sample.filter(({ steps }) => steps.some((step) => step.name === name)).length / sample.length;
    expect(share).toBeGreaterThan(0.03);
  });

  test("tensors are stretched, shared, repeated and constant", () => {
    const stepsWith = (graph: OperationGraph, ...names: readonly string[]) =>
      graph.steps.filter(({ name }) => names.includes(name));
    const shapesOf = (graph: OperationGraph, { operands }: OperationStep) =>
      operands.map((slot) => valuesIn(graph)[slot]?.shape ?? []);
    const kinds: Readonly<Record<string, (graph: OperationGraph) => boolean>> = {
      "operands of different shapes": (graph) =>
        stepsWith(graph, "add", "sub", "mul", "div").some((step) => {
          const [a, b] = shapesOf(graph, step);
          return a?.join() !== b?.join();
        }),
      "a product of batches": (graph) =>
        stepsWith(graph, "matmul").some((step) => shapesOf(graph, step).some(({ length }) => length === 3)),
      "a list of three tensors": (graph) =>
        stepsWith(graph, "concat", "stack").some(({ operands }) => operands.length === 3),
      "a tensor beside itself": ({ steps }) => steps.some(({ operands: [a, b] }) => a === b),
      "a row taken twice": (graph) =>
        stepsWith(graph, "gather").some(
          ({ options: [rows] }) => Array.isArray(rows) && new Set(rows).size < rows.length,
        ),
      "a step used by two others": ({ leaves, steps }) =>
        steps.some((_, i) => steps.filter(({ operands }) => operands.includes(leaves.length + i)).length > 1),
      "a constant": ({ constants }) => constants.length > 0,
      "a result of three axes": ({ shape }) => shape.length === 3,
    };
    for (const [kind, has] of Object.entries(kinds))
      expect({ kind, comes: sample.filter(has).length >= 10 }).toEqual({ kind, comes: true });
  });

  test("at least one leaf requires a gradient", () => {
    expect(sample.filter(({ leaves, constants }) => constants.length >= leaves.length)).toEqual([]);
  });

  test("the simplest graph adds one leaf to itself", () => {
    for (let seed = 0; seed < 20; seed++)
      expect(simplestOf(operationGraphs(graphOperations), seed)).toEqual({
        leaves: [leaf],
        constants: [],
        steps: [{ name: "add", operands: [0, 0], options: [] }],
        shape: [1],
      });
  });

  test.each(graphOperations)("a graph with %s can be small", (name) => {
    const graphs = operationGraphs(graphOperations).filter(({ steps }) => steps.some((step) => step.name === name));
    // Shrinking may end early: the new operands of an exchanged step may not fit. One of three tries ends at the smallest.
    const simplest = [0, 1, 2].flatMap((seed) => simplestOf(graphs, seed) ?? []);
    expect(Math.min(...simplest.map(({ leaves }) => leaves.length))).toBe(1);
    // A product needs a matrix, which may be reshaped from the simplest leaf.
    expect(Math.min(...simplest.map(({ steps }) => steps.length))).toBeLessThanOrEqual(name === "matmul" ? 2 : 1);
  });
});

describe("operationGraphs(names), with activations and losses", () => {
  const names = graphOperationsIn({ ...autodiff, ...networks });
  const sample = sampleOf(operationGraphs(names));

  test("no graph stands at a kink", () => {
    expect(sample.filter((graph) => truthOf(operationsOf(graph)).atKink)).toEqual([]);
  });

  test.each(graphOperationsIn(networks))("%s occurs in 2 %% of the graphs", (name) => {
    const share = sample.filter(({ steps }) => steps.some((step) => step.name === name)).length / sample.length;
    expect(share).toBeGreaterThan(0.02);
  });

  test("a step shows the numbers of a target", () => {
    const steps = [{ name: "squaredError" as const, operands: [0], options: [values([1, -2])] }];
    expect(showOperations({ leaves: [leaf], constants: [], steps, shape: [] })).toEqual([
      "b = squaredError(a, [1, −2])",
    ]);
  });
});

describe("writeOperations(graph), showOperations(graph)", () => {
  const graph: OperationGraph = {
    leaves: [values([2]), values([3])],
    constants: [],
    steps: [
      { name: "mul", operands: [0, 1], options: [] },
      { name: "sum", operands: [2], options: [] },
      { name: "sub", operands: [3, 0], options: [] },
    ],
    shape: [1],
  };
  const stray: OperationGraph = {
    leaves: [values([2, 5]), values([3])],
    constants: [1],
    steps: [{ name: "add", operands: [1, 1], options: [] }],
    shape: [1],
  };

  test("the result is the last step", () => {
    // c = a·b = 6, d = sum(c) = 6, e = d − a = 4.
    expect(truthOf(operationsOf(graph)).values.at(-1)).toMatchObject(values([4]));
    expect(showOperations(graph)).toEqual(["c = a · b", "d = sum(c)", "e = d − a"]);
  });

  test("unused slots are added to the result", () => {
    expect(truthOf(operationsOf(stray)).values.at(-1)).toMatchObject(values([6 + 2 + 5]));
    expect(showOperations(stray)).toEqual(["b is a constant", "c = b + b", "result = c + sum(a)"]);
  });

  test("every operation is shown as it is called", () => {
    const steps: readonly OperationStep[] = [
      { name: "neg", operands: [0], options: [] },
      { name: "stack", operands: [0, 1], options: [-1] },
      { name: "max", operands: [2], options: [[0, -1], true] },
      { name: "pow", operands: [3], options: [-2] },
    ];
    expect(showOperations({ ...graph, leaves: [leaf], steps })).toEqual([
      "b = −a",
      "c = stack([a, b], −1)",
      "d = max(c, [0, −1], true)",
      "e = pow(d, −2)",
    ]);
  });
});
