import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { special, shape, valuesOfAnySize, wideShape } from "./arbitraries.ts";
import type { DualTensor } from "./dual-tensor.ts";
import { lift } from "./dual-tensor.ts";
import { type OperationCase, operationCases } from "./operation-cases.ts";
import { argumentsFor, graphOperationsIn, operations, ruleOf, type TensorOperationName } from "./operations.ts";
import { sizeOf } from "./values.ts";

const small = { shapes: shape(), operands: special, upstream: special };

/** The least and the largest number of axes of an operand, of 0 to 3, where an operation does not take all of them. */
const ranksOf: Partial<Record<TensorOperationName, readonly [least: number, most: number]>> = {
  matmul: [2, 3],
  transpose: [2, 3],
  slice: [1, 3],
  concat: [1, 3],
  gather: [1, 3],
  softmax: [1, 3],
  logSoftmax: [1, 3],
  crossEntropy: [2, 2],
  logitsCrossEntropy: [2, 2],
  softLogitsCrossEntropy: [2, 2],
  fusedCrossEntropy: [2, 2],
};

function sampleOf(name: TensorOperationName, draw = small, numRuns = 100): readonly OperationCase[] {
  return fc.sample(operationCases(name, draw), { seed: 1, numRuns });
}

describe.each(graphOperationsIn(operations))("operationCases(%s)", (name) => {
  test("the truth accepts the operands, and its result has the upstream's shape", () => {
    const truth = operations[name].truth as (...operands: readonly unknown[]) => DualTensor;
    for (const { operands, options, upstream } of sampleOf(name))
      expect(truth(...argumentsFor(name, operands.map(lift), options)).shape).toEqual(upstream.shape);
  });

  test("special numbers reach the operands", () => {
    const sample = sampleOf(name);
    for (const x of [Number.NaN, Infinity])
      expect(sample.some(({ operands }) => operands.some(({ data }) => data.includes(x)))).toBe(true);
  });

  test("every number of axes that it takes occurs", () => {
    const ranks = new Set(sampleOf(name).map(({ operands }) => operands[0]?.shape.length));
    const [least, most] = ranksOf[name] ?? [0, 3];
    for (let rank = least; rank <= most; rank++) expect(ranks).toContain(rank);
  });

  test("large cases fit into an answer of 4,096 numbers", () => {
    const least = ruleOf(name).reads === "list" ? 100 : 300;
    const [, most] = ranksOf[name] ?? [0, 3];
    const shapes = wideShape({ least, ranks: most === 2 ? [2] : [1, 2, 4, 5] });
    for (const { operands, upstream } of sampleOf(name, {
      shapes,
      operands: valuesOfAnySize,
      upstream: valuesOfAnySize,
    })) {
      const slots = [...operands, upstream].reduce((sum, each) => sum + sizeOf(each.shape), 0);
      expect(2 * slots + sizeOf(upstream.shape)).toBeLessThanOrEqual(4096);
    }
  });
});
