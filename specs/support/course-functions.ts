/** @file How an assignment describes what its files export to programs: where it stands, and what is true of it. */
import type { DualTensor } from "./dual-tensor.ts";
import type { Rule } from "./operation-rules.ts";

/**
 * An operation on tensors. `locals` names what each operand's upstream gradient is multiplied by, with the names of its
 * code; `flows` says whether gradients go through it at all; `composed`, whether it is made of other operations, and so
 * has one stub, and no closure of its own.
 */
export interface TensorOperation<A extends readonly unknown[]> {
  readonly kind: "tensor";
  readonly file: string;
  /** Written on dual numbers, so that its derivative comes along by itself. */
  readonly truth: (...operands: A) => DualTensor;
  readonly locals: readonly string[];
  readonly flows: boolean;
  readonly composed: boolean;
  /** How it is drawn for a graph of operations; undefined if no graph has it. */
  readonly rule: Rule | undefined;
}

/** A function on plain data; `truth` is what it returns. */
export interface PlainFunction<A extends readonly unknown[], R> {
  readonly kind: "plain";
  readonly file: string;
  readonly truth: (...operands: A) => R;
}

/** A function on the graph itself. Its laws judge it from the graph that they built. */
export interface GraphFunction {
  readonly kind: "graph";
  readonly file: string;
}

/** Describes an operation through which gradients flow. Without a rule, no graph has it. */
export function tensorOperation<A extends readonly unknown[]>(
  file: string,
  locals: readonly string[],
  truth: (...operands: A) => DualTensor,
  rule?: Rule,
): TensorOperation<A> {
  return { kind: "tensor", file, locals, truth, flows: true, composed: false, rule };
}

/** Describes an operation that is made of other operations, through which gradients flow. */
export function composedOperation<A extends readonly unknown[]>(
  file: string,
  truth: (...operands: A) => DualTensor,
  rule?: Rule,
): TensorOperation<A> {
  return { kind: "tensor", file, locals: [], truth, flows: true, composed: true, rule };
}

/** Describes an operation whose result is a constant, or a leaf. */
export function constantOperation<A extends readonly unknown[]>(
  file: string,
  truth: (...operands: A) => DualTensor,
  rule?: Rule,
): TensorOperation<A> {
  return { kind: "tensor", file, locals: [], truth, flows: false, composed: false, rule };
}

/** Describes a function on plain data. */
export function plainFunction<A extends readonly unknown[], R>(
  file: string,
  truth: (...operands: A) => R,
): PlainFunction<A, R> {
  return { kind: "plain", file, truth };
}

/** Describes a function on the graph. */
export function graphFunction(file: string): GraphFunction {
  return { kind: "graph", file };
}
