import type { OperationName } from "./operations.ts";
import type { Values } from "./values.ts";

/** What JSON can say without losing anything: no NaN, no infinities. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** An argument of a step: the result of an earlier step (or an input), a list of such, values made on the spot, or plain data. */
export type Argument =
  | { readonly kind: "slot"; readonly slot: number }
  | { readonly kind: "slots"; readonly slots: readonly number[] }
  | { readonly kind: "values"; readonly values: Values }
  | { readonly kind: "data"; readonly data: Plain };

/**
 * One step of a program: a call of the course, or the locked `node`, which computes `Σ weightᵢ · parentᵢ`, adds
 * `weightᵢ · upstream` to each parent on the way back, and counts how often its closure is called.
 */
export type Step =
  | { readonly kind: "operation"; readonly name: OperationName; readonly arguments: readonly Argument[] }
  | { readonly kind: "node"; readonly parents: readonly number[]; readonly weights: readonly number[] };

/** A way back: the course's `backward` from a slot, or that slot's own closure alone, called once. */
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
 * A question to a subject, as data. Inputs and then steps are numbered in one row of slots; `read` names the
 * slots whose numbers, gradients or counted closure calls are wanted after the last pass, and whether the
 * arguments of every step and the upstream of every pass are wanted back as they are then.
 */
export interface Program {
  readonly kind: "program";
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

/**
 * A question that a locked module answers inside the realm: `name` is its file in `specs/probes/` and its export.
 * `numbers` is how many numbers it may answer beside its plain data.
 */
export interface ProbeCall {
  readonly kind: "probe";
  readonly name: string;
  readonly data: Plain;
  readonly numbers: number;
}

/**
 * What came back from a call. `borrowed`: its numbers lie in the memory of one of the call's arguments. `other`
 * describes what is not of a known form.
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

/** What a subject says to one question. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly results: readonly Result[];
      readonly values: readonly Result[];
      readonly grads: readonly Result[];
      readonly calls: readonly number[];
      /** For each pass, the slots of the nodes in the order in which their closures were called. */
      readonly orders: readonly (readonly number[])[];
      /** The arguments of each step, afterwards; empty unless they were wanted. */
      readonly operands: readonly (readonly Result[])[];
      /** The upstream of each pass, afterwards; empty unless they were wanted. */
      readonly upstreams: readonly Result[];
    }
  | { readonly kind: "reported"; readonly data: Plain; readonly numbers: Float64Array }
  | { readonly kind: "threw"; readonly error: Thrown }
  | { readonly kind: "not-started"; readonly stub: string };
