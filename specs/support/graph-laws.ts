/** @file The law of a capstone: whatever graph the operations make, values and gradients are right. */
import fc from "fast-check";
import { valuesOf } from "./arbitraries.ts";
import { same, sameEach } from "./compare.ts";
import { nameOf } from "./graphs.ts";
import { type Law, law } from "./law.ts";
import { pick } from "./lists.ts";
import { inputsOf, type OperationGraph, operationGraphs, showOperations, writeOperations } from "./operation-graphs.ts";
import type { TensorOperationName } from "./operations.ts";
import { backprop } from "./question.ts";
import type { Values } from "./values.ts";

/** A capstone's claim about graphs. */
interface GraphClaim {
  /** The capstone. */
  readonly stub: string;
  readonly says: string;
  readonly core?: boolean;
  readonly weight: number;
  readonly runs: number;
  /** The operations that the graphs are made of, the simplest first. */
  readonly names: readonly TensorOperationName[];
}

interface Given {
  readonly graph: OperationGraph;
  readonly upstream: Values;
}

/** The gradient of any graph of these operations is right, for every leaf. */
export function differentiatesGraphs({ names, ...claim }: GraphClaim): Law {
  return law({
    ...claim,
    given: operationGraphs(names).chain((graph) =>
      fc.record<Given>({ graph: fc.constant(graph), upstream: valuesOf(graph.shape, 1) }),
    ),
    ask: ({ graph, upstream }) => backprop(inputsOf(graph), writeOperations(graph), upstream),
    holds: (said, { graph: { leaves, steps } }) => {
      const { value, grad, truth } = said;
      // The first operation whose value differs says more than the result.
      steps.forEach((_, i) => {
        const slot = leaves.length + i;
        same(`value of ${nameOf(slot)}`, pick(said.values, slot), pick(truth.values, slot));
      });
      same("the result", value, truth.value);
      const leafParts = Object.entries(truth.grad).map(([name, expected]) => ({
        name,
        expected,
        got: grad[name] ?? expected,
      }));
      // The law is about leaves; the gradients of the steps show where the mistake happens.
      const computed = () =>
        steps.map((_, i) => {
          const slot = leaves.length + i;
          return { name: nameOf(slot), expected: pick(truth.grads, slot), got: pick(said.grads, slot) };
        });
      sameEach("gradient of", leafParts, () => computed().toReversed());
    },
    shows: ({ graph, upstream }) => ({
      ...Object.fromEntries(graph.leaves.map((leaf, slot) => [nameOf(slot), leaf])),
      graph: showOperations(graph),
      upstream,
    }),
  });
}
