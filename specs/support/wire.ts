/**
 * @file The form in which questions go into a realm, and answers come out of it.
 *
 * The text is JSON, and all numbers stand in one row beside it: where the text says `at`, numbers begin at that place
 * of the row. This file has only types, so that the interpreter in the realm can import them, too.
 */

/** Values whose numbers are in the row. */
export interface WireValues {
  readonly shape: readonly number[];
  readonly at: number;
}

/** See `Argument`. */
export type WireArgument =
  | { readonly slot: number }
  | { readonly slots: readonly number[] }
  | { readonly values: WireValues }
  | { readonly data: unknown };

/** See `Step`. */
export type WireStep =
  | { readonly call: string; readonly arguments: readonly WireArgument[] }
  | { readonly node: readonly number[]; readonly weights: readonly number[]; readonly label: string };

/** See `Program`. */
export interface WireProgram {
  readonly inputs: readonly { readonly label: string; readonly values: WireValues; readonly requiresGrad: boolean }[];
  readonly steps: readonly WireStep[];
  readonly passes: readonly {
    readonly kind: "backward" | "closure";
    readonly slot: number;
    readonly upstream?: WireValues;
  }[];
  readonly read: {
    readonly values: readonly number[];
    readonly grads: readonly number[];
    readonly calls: readonly number[];
    readonly operands: boolean;
  };
  /** How many numbers the answer may have. */
  readonly numbers: number;
}

/** A program, or a call of a probe. */
export type WireQuestion =
  | { readonly program: WireProgram }
  | { readonly probe: string; readonly data: unknown; readonly numbers: number };

/** See `Result`. */
export type WireResult =
  | { readonly kind: "number"; readonly at: number }
  | { readonly kind: "numbers"; readonly at: number; readonly length: number }
  | { readonly kind: "values"; readonly shape: readonly number[]; readonly at: number; readonly borrowed?: boolean }
  | { readonly kind: "slots"; readonly slots: readonly number[] }
  | { readonly kind: "slot"; readonly slot: number; readonly borrowed: boolean }
  | { readonly kind: "nothing" }
  | { readonly kind: "other"; readonly is: string };

/** See `Answer`. */
export type WireAnswer =
  | {
      readonly kind: "answered";
      readonly results: readonly WireResult[];
      readonly values: readonly WireResult[];
      readonly grads: readonly WireResult[];
      readonly calls: readonly number[];
      readonly orders: readonly (readonly number[])[];
      readonly operands: readonly (readonly WireResult[])[];
      readonly upstreams: readonly WireResult[];
    }
  | {
      readonly kind: "reported";
      readonly data: unknown;
      readonly numbers?: { readonly at: number; readonly length: number };
    }
  | {
      readonly kind: "threw";
      readonly error: { readonly name: string; readonly message: string; readonly stack: string };
    }
  | { readonly kind: "not-started"; readonly stub: string };
