import type { FloatFunction } from "./f32-functions.ts";
import type { IntegerFunction, PackFunction } from "./integer-functions.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { ScalarKind } from "./types.ts";

export type ScalarFunction = FloatFunction | IntegerFunction | PackFunction;

/**
 * What one scalar can do. Operators and functions of vectors and matrices are written once over it (`expand.ts`): with
 * numbers for S they are const-expressions, with JavaScript text for S they are code.
 */
export interface Algebra<S> {
  readonly binary: (operator: BinaryOperator, of: ScalarKind, a: S, b: S) => S;
  readonly unary: (operator: "-" | "!" | "~", of: ScalarKind, a: S) => S;
  readonly apply: (name: ScalarFunction, of: ScalarKind, args: readonly S[]) => S;
  readonly choose: (condition: S, yes: S, no: S) => S;
  readonly convert: (from: ScalarKind, to: ScalarKind, a: S) => S;
  readonly number: (of: ScalarKind, value: number) => S;
}
