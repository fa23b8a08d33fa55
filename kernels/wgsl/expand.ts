/** @file The operators and functions of vectors and matrices, made of those of scalars. */
import type { Algebra, ScalarFunction } from "./algebra.ts";
import type { BuiltinName } from "./builtins.ts";
import type { BinaryOperator } from "./syntax.ts";
import { scalarOf, type ScalarKind, type Type } from "./types.ts";

type Row<S> = readonly S[];

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

function columnsOf<S>(all: Row<S>, rows: number): readonly Row<S>[] {
  return Array.from({ length: all.length / rows }, (_, c) => all.slice(c * rows, (c + 1) * rows));
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

function dot<S>(algebra: Algebra<S>, of: ScalarKind, a: Row<S>, b: Row<S>): S {
  return a.map((x, i) => algebra.binary("*", of, x, b[i] as S)).reduce((sum, x) => algebra.binary("+", of, sum, x));
}

function length<S>(algebra: Algebra<S>, of: ScalarKind, a: Row<S>): S {
  return a.length === 1 ? algebra.apply("abs", of, a) : algebra.apply("sqrt", of, [dot(algebra, of, a, a)]);
}

/** What a call of a built-in function has: the scalar T of its signature, its arguments, and how many scalars it gives. */
interface Call<S> {
  readonly of: ScalarKind;
  readonly args: readonly Row<S>[];
  readonly count: number;
  readonly types: readonly Type[];
}

/** A built-in function: its scalars from its arguments. */
export function expandBuiltin<S>(algebra: Algebra<S>, name: BuiltinName, call: Call<S>): Row<S> {
  const { of, args, count, types } = call;
  const [a = [], b = [], c = []] = args;
  const each = (operator: BinaryOperator, x: Row<S>, y: Row<S>): Row<S> =>
    x.map((one, i) => algebra.binary(operator, of, one, y[y.length === 1 ? 0 : i] as S));
  const lanes = (fn: ScalarFunction): Row<S> =>
    Array.from({ length: count }, (_, i) => algebra.apply(fn, "u32", [...a, algebra.number("u32", i)]));
  switch (name) {
    case "all":
      return [a.reduce((x, y) => algebra.binary("&", "bool", x, y))];
    case "any":
      return [a.reduce((x, y) => algebra.binary("|", "bool", x, y))];
    case "select":
      return b.map((yes, i) => algebra.choose(c[c.length === 1 ? 0 : i] as S, yes, a[i] as S));
    case "dot":
      return [dot(algebra, of, a, b)];
    case "cross": {
      const part = (i: number, j: number): S =>
        algebra.binary(
          "-",
          of,
          algebra.binary("*", of, a[i] as S, b[j] as S),
          algebra.binary("*", of, a[j] as S, b[i] as S),
        );
      return [part(1, 2), part(2, 0), part(0, 1)];
    }
    case "length":
      return [length(algebra, of, a)];
    case "distance":
      return [length(algebra, of, each("-", a, b))];
    case "normalize":
      return each("/", a, [length(algebra, of, a)]);
    case "faceForward": {
      const isBehind = algebra.binary("<", of, dot(algebra, of, c, b), algebra.number(of, 0));
      return a.map((x) => algebra.choose(isBehind, x, algebra.unary("-", of, x)));
    }
    case "reflect": {
      const twice = algebra.binary("*", of, algebra.number(of, 2), dot(algebra, of, b, a));
      return each("-", a, each("*", b, [twice]));
    }
    case "refract": {
      const [eta = algebra.number(of, 0)] = c;
      const along = dot(algebra, of, b, a);
      const one = algebra.number(of, 1);
      const rest = algebra.binary("-", of, one, algebra.binary("*", of, along, along));
      const k = algebra.binary("-", of, one, algebra.binary("*", of, algebra.binary("*", of, eta, eta), rest));
      const zero = algebra.number(of, 0);
      const isOut = algebra.binary("<", of, k, zero);
      const root = algebra.apply("sqrt", of, [algebra.choose(isOut, zero, k)]);
      const factor = algebra.binary("+", of, algebra.binary("*", of, eta, along), root);
      return each("-", each("*", a, [eta]), each("*", b, [factor])).map((x) => algebra.choose(isOut, zero, x));
    }
    case "mix": {
      const at = (i: number): S => c[c.length === 1 ? 0 : i] as S;
      return a.map((x, i) => algebra.apply("mix", of, [x, b[i] as S, at(i)]));
    }
    case "transpose": {
      const [matrix] = types;
      const rows = matrix?.kind === "matrix" ? matrix.rows : 1;
      const columns = columnsOf(a, rows);
      return Array.from({ length: rows }, (_, r) => columns.map((column) => column[r] as S)).flat();
    }
    case "determinant":
      return [determinant(algebra, of, columnsOf(a, Math.sqrt(a.length)))];
    case "frexp":
      return [
        ...a.map((x) => algebra.apply("significandOf", of, [x])),
        ...a.map((x) => algebra.convert(of, "i32", algebra.apply("exponentOf", of, [x]))),
      ];
    case "modf":
      return [...a.map((x) => algebra.apply("fractOf", of, [x])), ...a.map((x) => algebra.apply("trunc", of, [x]))];
    case "extractBits":
    case "insertBits": {
      const [offset, width] = args.slice(-2).flat();
      const others = args.slice(0, -2);
      return a.map((_, i) => algebra.apply(name, of, [...others.map((row) => row[i] as S), offset as S, width as S]));
    }
    case "dot4I8Packed":
    case "dot4U8Packed":
      return [algebra.apply(name, "u32", [...a, ...b])];
    case "pack4x8snorm":
    case "pack4x8unorm":
    case "pack2x16snorm":
    case "pack2x16unorm":
    case "pack2x16float":
    case "pack4xI8":
    case "pack4xU8":
    case "pack4xI8Clamp":
    case "pack4xU8Clamp":
      return [algebra.apply(name, "u32", a)];
    case "unpack4x8snorm":
    case "unpack4x8unorm":
    case "unpack2x16snorm":
    case "unpack2x16unorm":
    case "unpack2x16float":
    case "unpack4xI8":
    case "unpack4xU8":
      return lanes(name);
    default: {
      const scalarName: ScalarFunction = name;
      return a.map((_, i) =>
        algebra.apply(
          scalarName,
          of,
          args.map((row) => row[i] as S),
        ),
      );
    }
  }
}

/** The determinant, along the first row. */
function determinant<S>(algebra: Algebra<S>, of: ScalarKind, columns: readonly Row<S>[]): S {
  const [[first] = []] = columns;
  if (columns.length === 1) return first as S;
  return columns
    .map(([top], i) => {
      const rest = columns.filter((_, j) => j !== i).map((column) => column.slice(1));
      return algebra.binary("*", of, top as S, determinant(algebra, of, rest));
    })
    .reduce((sum, term, i) => algebra.binary(i % 2 === 0 ? "+" : "-", of, sum, term));
}
