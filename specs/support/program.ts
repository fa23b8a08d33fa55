import type { FaultedAnswer, LaunchedAnswer } from "./launch.ts";
import type { OperationName } from "./operations.ts";
import type { Plain } from "./plain.ts";
import type { Values } from "./values.ts";

/** An argument of a step: a slot (an input or an earlier result), a list of slots, new values, or plain data. */
export type Argument =
  | { readonly kind: "slot"; readonly slot: number }
  | { readonly kind: "slots"; readonly slots: readonly number[] }
  | { readonly kind: "values"; readonly values: Values }
  | { readonly kind: "data"; readonly data: Plain };

/**
 * One step of a program: a call of the course, or the locked `node`, which computes `Σ weightᵢ · parentᵢ`, adds
 * `weightᵢ · upstream` to each parent in a backward pass, and counts how often its closure is called.
 */
export type Step =
  | { readonly kind: "operation"; readonly name: OperationName; readonly arguments: readonly Argument[] }
  | {
      readonly kind: "node";
      readonly parents: readonly number[];
      readonly weights: readonly number[];
      readonly name?: string;
    };

/** A backward pass: the course's `backward` from a slot, or that slot's own closure alone, called once. */
export type Pass =
  | { readonly kind: "backward"; readonly slot: number; readonly upstream?: Values }
  | { readonly kind: "closure"; readonly slot: number; readonly upstream: Values };

/** A leaf. Constants do not require a gradient. */
export interface Input {
  readonly name: string;
  readonly values: Values;
  readonly requiresGrad: boolean;
}

/**
 * A question to a subject, as data. Inputs and then steps are numbered in one row of slots; `read` names the slots
 * whose numbers, gradients or counted closure calls are wanted after the last pass, and whether the arguments of every
 * step and the upstream of every pass are read, too.
 */
export interface Program {
  readonly kind: "program";
  /** Whether the tensors are labelled with their names, as in a case that a report shows. Others tell a student's code nothing. */
  readonly labelled?: true;
  readonly inputs: readonly Input[];
  readonly steps: readonly Step[];
  readonly passes: readonly Pass[];
  readonly read: {
    readonly values: readonly number[];
    readonly grads: readonly number[];
    readonly calls: readonly number[];
    readonly operands: boolean;
  };
}

/** The most numbers in the answer to a program: the largest case of a law has some 1,000 elements, and is read five times. */
export const mostNumbers = 16_384;

/**
 * A question that a locked module answers inside the realm: `name` is its assignment, its file in that one's `probes/`, and its export.
 * `numbers` is how many numbers it may answer beside its plain data.
 */
export interface ProbeCall {
  readonly kind: "probe";
  readonly name: string;
  readonly data: Plain;
  readonly numbers: number;
}

/**
 * The result of a call. `borrowed`: its numbers lie in the memory of one of the call's arguments, of an earlier slot, or of the
 * gradient of either. `other` describes a result of any other form.
 */
export type Result =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "values"; readonly values: Values; readonly borrowed: boolean }
  | { readonly kind: "slots"; readonly slots: readonly number[] }
  | { readonly kind: "slot"; readonly slot: number; readonly borrowed: boolean }
  | { readonly kind: "nothing" }
  | { readonly kind: "other"; readonly is: string };

/** An error that student code, or locked code on its behalf, has thrown. `stack` holds course positions only. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** The answer of a subject to one question. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly results: readonly Result[];
      readonly values: readonly Result[];
      readonly grads: readonly Result[];
      readonly calls: readonly number[];
      /** For each pass, the slots of the nodes in the order in which their closures were called. */
      readonly orders: readonly (readonly number[])[];
      /** The arguments of each step, afterwards; empty unless `read.operands` is set. */
      readonly operands: readonly (readonly Result[])[];
      /** The upstream of each pass, afterwards; empty unless `read.operands` is set. */
      readonly upstreams: readonly Result[];
    }
  | { readonly kind: "reported"; readonly data: Plain; readonly numbers: Float64Array }
  | LaunchedAnswer
  | FaultedAnswer
  | { readonly kind: "threw"; readonly error: Thrown }
  | { readonly kind: "not-started"; readonly stub: string };
