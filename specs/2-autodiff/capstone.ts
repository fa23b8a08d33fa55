import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { same, sameEach } from "../support/compare.ts";
import { nameOf } from "../support/graphs.ts";
import { law } from "../support/law.ts";
import {
  inputsOf,
  type OperationGraph,
  operationGraphs,
  showOperations,
  writeOperations,
} from "../support/operation-graphs.ts";
import { backprop } from "../support/question.ts";
import { graphOperationsIn } from "../support/operations.ts";
import { scalar, type Values } from "../support/values.ts";
import { autodiff } from "./operations.ts";

const stub = "capstone";

interface Given {
  readonly graph: OperationGraph;
  readonly upstream: Values;
}

/** The whole library as one piece. */
export const randomGraphs = law({
  stub,
  core: true,
  weight: 4,
  says: "The gradient of any graph of your operations is right, for every leaf.",
  given: operationGraphs(graphOperationsIn(autodiff)).chain((graph) =>
    fc.record<Given>({ graph: fc.constant(graph), upstream: valuesOf(graph.shape, 1) }),
  ),
  ask: ({ graph, upstream }) => backprop(inputsOf(graph), writeOperations(graph), upstream),
  holds: (said, { graph: { leaves, steps } }) => {
    const { value, grad, truth } = said;
    // The first operation whose value differs says more than the result.
    steps.forEach((_, i) => {
      const slot = leaves.length + i;
      same(`value of ${nameOf(slot)}`, inSlot(said.values, slot), inSlot(truth.values, slot));
    });
    same("the result", value, truth.value);
    const part = (name: string) => ({ name, expected: at(truth.grad, name), got: at(grad, name) });
    // The law is about leaves; the gradients of the steps show where the mistake happens.
    const computed = () =>
      steps.map((_, i) => {
        const slot = leaves.length + i;
        return { name: nameOf(slot), expected: inSlot(truth.grads, slot), got: inSlot(said.grads, slot) };
      });
    sameEach("gradient of", Object.keys(truth.grad).map(part), () => computed().toReversed());
  },
  shows: ({ graph, upstream }) => ({
    ...Object.fromEntries(graph.leaves.map((leaf, slot) => [nameOf(slot), leaf])),
    graph: showOperations(graph),
    upstream,
  }),
});

/** The lecture's first example. */
export const lectureExample = law({
  stub,
  says: "(x₁ + x₂)·x₃ − x₄ at (5, 4, 3, 2) has the gradient (3, 3, 9, −1), and so everywhere.",
  given: fc.record({ x1: valuesOf([], 5), x2: valuesOf([], 4), x3: valuesOf([], 3), x4: valuesOf([], 2) }),
  examples: [{ x1: scalar(5), x2: scalar(4), x3: scalar(3), x4: scalar(2) }],
  runs: 20,
  ask: (xs) => backprop(xs, ({ x1, x2, x3, x4 }) => x1.add(x2).mul(x3).sub(x4), "ones"),
  holds: ({ value, grad, truth }) => {
    same("the result", value, truth.value);
    for (const name of ["x1", "x2", "x3", "x4"] as const) same(`gradient of ${name}`, grad[name], truth.grad[name]);
  },
});

/** The lecture's second example. */
export const frameworkExample = law({
  stub,
  says: "(x + y)·z at (−2, 5, −4) has the gradient (−4, −4, 3), and so everywhere.",
  given: fc.record({ x: valuesOf([], -2), y: valuesOf([], 5), z: valuesOf([], -4) }),
  examples: [{ x: scalar(-2), y: scalar(5), z: scalar(-4) }],
  runs: 20,
  ask: (xs) => backprop(xs, ({ x, y, z }) => x.add(y).multiply(z), "ones"),
  holds: ({ value, grad, truth }) => {
    same("the result", value, truth.value);
    for (const name of ["x", "y", "z"] as const) same(`gradient of ${name}`, grad[name], truth.grad[name]);
  },
});

function at<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name];
  if (found === undefined) throw new RangeError(`no tensor is called ${name}`);
  return found;
}

function inSlot<T>(slots: readonly T[], slot: number): T {
  const found = slots[slot];
  if (found === undefined) throw new RangeError(`the graph has no slot ${slot}`);
  return found;
}
