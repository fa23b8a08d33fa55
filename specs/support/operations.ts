/** @file The one table of what the course exports to programs, put together from the rows of all assignments. */
import { autodiff } from "../2-autodiff/operations.ts";
import { networks } from "../3-networks/operations.ts";
import type { Rule } from "./operation-rules.ts";

/** Everything that a program may call, by the name of its export. */
export const operations = { ...autodiff, ...networks } as const;

/** The name of something in the table. */
export type OperationName = keyof typeof operations;

/** The names of the operations that make tensors. */
export type TensorOperationName = {
  [K in OperationName]: (typeof operations)[K]["kind"] extends "tensor" ? K : never;
}[OperationName];

/** The names of the functions on plain data. */
export type PlainFunctionName = {
  [K in OperationName]: (typeof operations)[K]["kind"] extends "plain" ? K : never;
}[OperationName];

/** The operations among some rows that graphs are made of, the simplest first: a step shrinks to that one. */
export function graphOperationsIn(rows: Partial<typeof operations>): readonly TensorOperationName[] {
  return Object.entries(rows).flatMap(([name, row]) =>
    row.kind === "tensor" && row.rule !== undefined ? [name as TensorOperationName] : [],
  );
}

/** How an operation is drawn for a graph. @throws {RangeError} if no graph has it */
export function ruleOf(name: TensorOperationName): Rule {
  const { rule } = operations[name];
  if (rule === undefined) throw new RangeError(`no graph has the operation ${name}`);
  return rule;
}

/** Whether something is made of operations: then it has one stub, and no closure of its own. */
export function isComposed(name: OperationName): boolean {
  const row = operations[name];
  return row.kind === "tensor" && row.composed;
}

/** The stub in which the value of an operation is made, or its gradient. */
export function stubOf(name: OperationName, half: "forward" | "backward"): string {
  return isComposed(name) ? name : `${name}.${half}`;
}

/** What an operation is called with: its operands, one after the other or as a list, and its options. */
export function argumentsFor(
  name: TensorOperationName,
  operands: readonly unknown[],
  options: readonly unknown[],
): readonly unknown[] {
  return [...(ruleOf(name).reads === "list" ? [operands] : operands), ...options];
}
