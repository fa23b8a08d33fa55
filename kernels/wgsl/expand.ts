/** @file The operators and functions of vectors and matrices, made of those of scalars. */
import type { Algebra } from "./algebra.ts";
import type { BuiltinName } from "./builtins.ts";
import { type Call, columnsOf, composed, dot, isComposed, type Row } from "./composed-functions.ts";
import type { BinaryOperator } from "./syntax.ts";
import { scalarOf, type ScalarKind, type Type } from "./types.ts";

/** A binary operator: matrix products, else component by component, with a scalar on either side for all. */
export function expandBinary<S>(
  algebra: Algebra<S>,
  operator: BinaryOperator,
  [left, a]: readonly [Type, Row<S>],
  [right, b]: readonly [Type, Row<S>],
): Row<S> {
  const of = scalarOf(left) ?? "f32";
  if (operator === "*" && left.kind === "matrix" && right.kind === "vector") return matrixVector(algebra, of, a, b);
  if (operator === "*" && left.kind === "vector" && right.kind === "matrix")
    return columnsOf(b, right.rows).map((column) => dot(algebra, of, a, column));
  if (operator === "*" && left.kind === "matrix" && right.kind === "matrix")
    return columnsOf(b, right.rows).flatMap((column) => matrixVector(algebra, of, a, column));
  const count = Math.max(a.length, b.length);
  const at = (row: Row<S>, i: number): S => row[row.length === 1 ? 0 : i] as S;
  return Array.from({ length: count }, (_, i) => algebra.binary(operator, of, at(a, i), at(b, i)));
}

/** `Σ_c M[c] · v[c]` over the columns of M. */
function matrixVector<S>(algebra: Algebra<S>, of: ScalarKind, matrix: Row<S>, vector: Row<S>): Row<S> {
  const columns = columnsOf(matrix, matrix.length / vector.length);
  return (columns[0] ?? []).map((_, row) =>
    dot(
      algebra,
      of,
      columns.map((column) => column[row] as S),
      vector,
    ),
  );
}

/** A built-in function: its scalars from its arguments. */
export function expandBuiltin<S>(algebra: Algebra<S>, name: BuiltinName, call: Call<S>): Row<S> {
  if (isComposed(name)) return composed[name](algebra, call);
  const { of, args } = call;
  const [first = []] = args;
  return first.map((_, i) =>
    algebra.apply(
      name,
      of,
      args.map((row) => row[i] as S),
    ),
  );
}
