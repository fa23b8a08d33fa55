import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { special, shape, valuesOfAnySize, wideShape } from "./arbitraries.ts";
import type { DualTensor } from "./dual-tensor.ts";
import { lift } from "./dual-tensor.ts";
import { type OperationCase, operationCases } from "./operation-cases.ts";
import { argumentsFor, graphOperationsIn, operations, ruleOf, type TensorOperationName } from "./operations.ts";
import { sizeOf } from "./values.ts";

const small = { shapes: shape(), operands: special, upstream: special };

/** How many axes an operand needs at least. */
const leastRank: Partial<Record<TensorOperationName, number>> = {
  matmul: 2,
  transpose: 2,
  slice: 1,
  concat: 1,
  gather: 1,
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

  test("every rank from the least on occurs", () => {
    const ranks = new Set(sampleOf(name).map(({ operands }) => operands[0]?.shape.length));
    for (let rank = leastRank[name] ?? 0; rank <= 3; rank++) expect(ranks).toContain(rank);
  });

  test("large cases fit into an answer of 4,096 numbers", () => {
    const least = ruleOf(name).reads === "list" ? 100 : 300;
    const shapes = wideShape({ least, ranks: [1, 2, 4, 5] });
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
