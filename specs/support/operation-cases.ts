/** @file Cases of one operation of any shape and with any numbers, drawn by its rule in the table of operations. */
import fc from "fast-check";
import type { Drawn } from "./arbitraries.ts";
import { type DualTensor, lift } from "./dual-tensor.ts";
import { oneOf } from "./lists.ts";
import { type Choice, choices, type Option, type Rule } from "./operation-rules.ts";
import { argumentsFor, operations, ruleOf, type TensorOperationName } from "./operations.ts";
import { fill, type Shape, type Values } from "./values.ts";

/** The operands of an operation, and what it takes beside them. */
export interface OperationCase {
  readonly operands: readonly Values[];
  readonly options: readonly Option[];
  readonly upstream: Values;
}

/** How the cases of an operation are drawn. */
export interface CaseText {
  /** The shape of the first operand. */
  readonly shapes: fc.Arbitrary<Shape>;
  /** The numbers of the operands. */
  readonly operands: Drawn;
  /** The numbers of the upstream gradient. */
  readonly upstream: Drawn;
}

/** Cases of an operation. A shape that it cannot take is drawn again. */
export function operationCases(name: TensorOperationName, draw: CaseText): fc.Arbitrary<OperationCase> {
  const { domain = (x: number) => x, ...rule } = ruleOf(name);
  const operand: Drawn = (shape) => draw.operands(shape).map((v) => ({ shape, data: v.data.map((x) => domain(x)) }));
  return fc
    .record({ shape: draw.shapes, choice: choices() })
    .map(({ shape, choice }) => fitShapes(rule, shape, choice))
    .filter((fitting) => fitting !== undefined)
    .chain(({ shapes, options }) => {
      const out = shapeOfResult(name, shapes, options);
      return fc.record({
        operands: fc.tuple(...shapes.map(operand)),
        options: fc.constant(options),
        upstream: draw.upstream(out),
      });
    });
}

interface Fitting {
  readonly shapes: readonly Shape[];
  readonly options: readonly Option[];
}

/** The shapes of all operands, and the options; undefined if the operation takes no tensor of this shape. */
function fitShapes(rule: Rule, shape: Shape, choice: Choice): Fitting | undefined {
  const options = rule.options === undefined ? [] : rule.options(shape, choice);
  if (options === undefined) return undefined;
  const partner = rule.partner === undefined ? shape : rule.partner(shape, choice, options);
  if (partner === undefined) return undefined;
  const shapes = [shape, partner, partner].slice(0, countOperands(rule.reads, choice));
  return { shapes, options };
}

function countOperands(reads: Rule["reads"], { second }: Choice): number {
  switch (reads) {
    case "one":
      return 1;
    case "two":
      return 2;
    case "list":
      return oneOf([2, 3, 1], second);
  }
}

/** The shape of the result, which depends on no number. */
function shapeOfResult(name: TensorOperationName, shapes: readonly Shape[], options: readonly Option[]): Shape {
  const truth = operations[name].truth as (...operands: readonly unknown[]) => DualTensor;
  const tensors = shapes.map((shape) => lift(fill(shape, () => 1)));
  return truth(...argumentsFor(name, tensors, options)).shape;
}
