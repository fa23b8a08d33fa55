/** @file The built-in functions that are not one function of each component. @see WGSL §17.5 to §17.10 */
import type { Algebra, ScalarFunction } from "./algebra.ts";
import type { BuiltinName } from "./builtins.ts";
import type { PackFunction } from "./integer-functions.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { ScalarKind, Type } from "./types.ts";

/** The scalars of a value. */
export type Row<S> = readonly S[];

/** What a call of a built-in function has. */
export interface Call<S> {
  /** The scalar T of its signature. */
  readonly of: ScalarKind;
  readonly args: readonly Row<S>[];
  readonly types: readonly Type[];
  /** How many scalars it gives. */
  readonly count: number;
}

type Expansion = <S>(algebra: Algebra<S>, call: Call<S>) => Row<S>;
type Composed = Exclude<BuiltinName, ScalarFunction> | PackFunction | "mix" | "extractBits" | "insertBits";

/** Splits the scalars of a matrix. */
export function columnsOf<S>(all: Row<S>, rows: number): readonly Row<S>[] {
  return Array.from({ length: all.length / rows }, (_, c) => all.slice(c * rows, (c + 1) * rows));
}

/** `Σ aᵢ · bᵢ`, from the first to the last. */
export function dot<S>(algebra: Algebra<S>, of: ScalarKind, a: Row<S>, b: Row<S>): S {
  return a.map((x, i) => algebra.binary("*", of, x, b[i] as S)).reduce((sum, x) => algebra.binary("+", of, sum, x));
}

function length<S>(algebra: Algebra<S>, of: ScalarKind, a: Row<S>): S {
  return a.length === 1 ? algebra.apply("abs", of, a) : algebra.apply("sqrt", of, [dot(algebra, of, a, a)]);
}

/** An operator on each component; a `b` of one scalar is for all. */
function each<S>(algebra: Algebra<S>, operator: BinaryOperator, of: ScalarKind, a: Row<S>, b: Row<S>): Row<S> {
  return a.map((x, i) => algebra.binary(operator, of, x, b[b.length === 1 ? 0 : i] as S));
}

const cross: Expansion = (algebra, { of, args: [a = [], b = []] }) => {
  const times = (i: number, j: number) =>
    algebra.binary("*", of, a[i] as (typeof a)[number], b[j] as (typeof a)[number]);
  const part = (i: number, j: number) => algebra.binary("-", of, times(i, j), times(j, i));
  return [part(1, 2), part(2, 0), part(0, 1)];
};

/** `eta · I − (eta · (N·I) + √k) · N` with `k = 1 − eta² · (1 − (N·I)²)`, or zero for negative k. */
const refract: Expansion = (algebra, { of, args: [a = [], b = [], c = []] }) => {
  const binary = (operator: BinaryOperator, x: (typeof a)[number], y: (typeof a)[number]) =>
    algebra.binary(operator, of, x, y);
  const [zero, one] = [algebra.number(of, 0), algebra.number(of, 1)];
  const [eta = zero] = c;
  const along = dot(algebra, of, b, a);
  const k = binary("-", one, binary("*", binary("*", eta, eta), binary("-", one, binary("*", along, along))));
  const isInside = binary("<", k, zero);
  const root = algebra.apply("sqrt", of, [algebra.choose(isInside, zero, k)]);
  const factor = binary("+", binary("*", eta, along), root);
  const bent = each(algebra, "-", of, each(algebra, "*", of, a, [eta]), each(algebra, "*", of, b, [factor]));
  return bent.map((x) => algebra.choose(isInside, zero, x));
};

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

/** Two functions of each component, one behind the other: the members of a struct. */
const both =
  (first: ScalarFunction, second: ScalarFunction, isInteger: boolean): Expansion =>
  (algebra, { of, args: [a = []] }) => [
    ...a.map((x) => algebra.apply(first, of, [x])),
    ...a.map((x) => {
      const result = algebra.apply(second, of, [x]);
      return isInteger ? algebra.convert(of, "i32", result) : result;
    }),
  ];

/** The last two arguments, an offset and a count, are for all components. */
const ofBits =
  (name: "extractBits" | "insertBits"): Expansion =>
  (algebra, { of, args }) => {
    const window = args.slice(-2).flat();
    const others = args.slice(0, -2);
    return (args[0] ?? []).map((_, i) =>
      algebra.apply(name, of, [...others.map((row) => row[i] as (typeof row)[number]), ...window]),
    );
  };

/** One number of all scalars of all arguments. */
const pack =
  (name: PackFunction): Expansion =>
  (algebra, { args }) => [algebra.apply(name, "u32", args.flat())];

/** Each scalar of its number. */
const unpack =
  (name: PackFunction): Expansion =>
  (algebra, { args, count }) =>
    Array.from({ length: count }, (_, i) => algebra.apply(name, "u32", [...args.flat(), algebra.number("u32", i)]));

export const composed: Readonly<Record<Composed, Expansion>> = {
  all: (algebra, { args: [a = []] }) => [a.reduce((x, y) => algebra.binary("&", "bool", x, y))],
  any: (algebra, { args: [a = []] }) => [a.reduce((x, y) => algebra.binary("|", "bool", x, y))],
  cross,
  determinant: (algebra, { of, args: [a = []] }) => [determinant(algebra, of, columnsOf(a, Math.sqrt(a.length)))],
  distance: (algebra, { of, args: [a = [], b = []] }) => [length(algebra, of, each(algebra, "-", of, a, b))],
  dot: (algebra, { of, args: [a = [], b = []] }) => [dot(algebra, of, a, b)],
  dot4I8Packed: pack("dot4I8Packed"),
  dot4U8Packed: pack("dot4U8Packed"),
  extractBits: ofBits("extractBits"),
  faceForward: (algebra, { of, args: [a = [], b = [], c = []] }) => {
    const isBehind = algebra.binary("<", of, dot(algebra, of, c, b), algebra.number(of, 0));
    return a.map((x) => algebra.choose(isBehind, x, algebra.unary("-", of, x)));
  },
  frexp: both("significandOf", "exponentOf", true),
  insertBits: ofBits("insertBits"),
  length: (algebra, { of, args: [a = []] }) => [length(algebra, of, a)],
  mix: (algebra, { of, args: [a = [], b = [], c = []] }) =>
    a.map((x, i) => algebra.apply("mix", of, [x, b[i] ?? x, c[c.length === 1 ? 0 : i] ?? x])),
  modf: both("fractOf", "trunc", false),
  normalize: (algebra, { of, args: [a = []] }) => each(algebra, "/", of, a, [length(algebra, of, a)]),
  pack2x16float: pack("pack2x16float"),
  pack2x16snorm: pack("pack2x16snorm"),
  pack2x16unorm: pack("pack2x16unorm"),
  pack4x8snorm: pack("pack4x8snorm"),
  pack4x8unorm: pack("pack4x8unorm"),
  pack4xI8: pack("pack4xI8"),
  pack4xI8Clamp: pack("pack4xI8Clamp"),
  pack4xU8: pack("pack4xU8"),
  pack4xU8Clamp: pack("pack4xU8Clamp"),
  reflect: (algebra, { of, args: [a = [], b = []] }) => {
    const twice = algebra.binary("*", of, algebra.number(of, 2), dot(algebra, of, b, a));
    return each(algebra, "-", of, a, each(algebra, "*", of, b, [twice]));
  },
  refract,
  select: (algebra, { args: [no = [], yes = [], condition = []] }) =>
    yes.map((x, i) => algebra.choose(condition[condition.length === 1 ? 0 : i] ?? x, x, no[i] ?? x)),
  transpose: (_, { args: [a = []], types: [matrix] }) => {
    const rows = matrix?.kind === "matrix" ? matrix.rows : 1;
    const columns = columnsOf(a, rows);
    return Array.from({ length: rows }, (_, r) =>
      columns.map((column) => column[r] ?? (a[0] as (typeof a)[number])),
    ).flat();
  },
  unpack2x16float: unpack("unpack2x16float"),
  unpack2x16snorm: unpack("unpack2x16snorm"),
  unpack2x16unorm: unpack("unpack2x16unorm"),
  unpack4x8snorm: unpack("unpack4x8snorm"),
  unpack4x8unorm: unpack("unpack4x8unorm"),
  unpack4xI8: unpack("unpack4xI8"),
  unpack4xU8: unpack("unpack4xU8"),
};

/** All other built-in functions are one function of each component. */
export function isComposed(name: BuiltinName): name is Composed {
  return Object.hasOwn(composed, name);
}
