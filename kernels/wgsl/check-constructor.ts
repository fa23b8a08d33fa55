import { convertScalar, largestValue, zeroOf } from "./constants.ts";
import { coerce, constant, constantsOf, settle } from "./convert.ts";
import { scalarCount } from "./layout.ts";
import { commonScalar } from "./patterns.ts";
import { type Span, WgslError } from "./span.ts";
import type { Expression, Scalar } from "./tree.ts";
import {
  isConstructible,
  nameOf,
  sameType,
  scalarOf,
  type ScalarKind,
  type Size,
  type Type,
  withScalar,
} from "./types.ts";

/**
 * Checks a call of a type: a value of it, from others or from nothing.
 *
 * @see WGSL §17.1, Constructor built-in functions
 */
export function checkConstructor(
  name: string,
  called: Type | "inferred",
  args: readonly Expression[],
  span: Span,
): Expression {
  const type = called === "inferred" || isOpenArray(called) ? inferType(name, args, span) : called;
  if (!isConstructible(type)) throw new WgslError(`a value of ${nameOf(type)} cannot be made`, span);
  if (scalarCount(type) > largestValue)
    throw new WgslError(`a value of ${nameOf(type)} is larger than is supported here`, span);
  if (args.length === 0) return constant(type, zeroOf(type, span).scalars, span);
  switch (type.kind) {
    case "scalar":
    case "vector":
    case "matrix":
      return constructNumbers(type, args, span);
    case "array":
      return construct(
        type,
        args,
        Array.from({ length: type.count ?? 0 }, () => type.of),
        span,
      );
    case "struct":
      return construct(
        type,
        args,
        type.members.map((member) => member.type),
        span,
      );
    case "atomic":
    case "pointer":
    case "nothing":
      throw new Error("not constructible");
  }
}

function isOpenArray(type: Type): boolean {
  return type.kind === "array" && type.count === undefined;
}

/** The type that the arguments decide: `vec3(1, 2.0, 3)`, `array(1, 2)`. */
function inferType(name: string, args: readonly Expression[], span: Span): Type {
  const fail = (): never => {
    throw new WgslError(`${name} cannot take its type from (${args.map(({ type }) => nameOf(type)).join(", ")})`, span);
  };
  const scalars = args.map(({ type }) => scalarOf(type));
  const of = commonScalar(scalars.flatMap((scalar) => (scalar === undefined ? [] : [scalar])));
  const [first] = args;
  if (first === undefined) return name.startsWith("vec") ? vectorOf(name, "abstract-int") : fail();
  if (name === "array") {
    if (of === undefined || first.type.kind === "array" || first.type.kind === "struct")
      return { kind: "array", of: first.type, count: args.length };
    return { kind: "array", of: withScalar(first.type, of), count: args.length };
  }
  if (of === undefined || scalars.includes(undefined)) return fail();
  if (name.startsWith("vec")) return vectorOf(name, of);
  const [columns, rows] = [Number(name[3]) as Size, Number(name[5]) as Size];
  return { kind: "matrix", of: of === "abstract-int" ? "abstract-float" : of, columns, rows };
}

function vectorOf(name: string, of: ScalarKind): Type {
  return { kind: "vector", of, size: Number(name[3]) as Size };
}

/** Numbers from numbers: conversions of one value of the same shape, a splat, or parts one after the other. */
function constructNumbers(type: Type, args: readonly Expression[], span: Span): Expression {
  const of = scalarOf(type) ?? "f32";
  const [first, second] = args;
  if (first !== undefined && second === undefined) {
    if (sameType(first.type, type)) return first;
    const isSame = sameType(withScalar(first.type, of), type) && scalarOf(first.type) !== undefined;
    if (isSame && first.type.kind !== "atomic") return convert(first, type, span);
    if (type.kind === "vector" && first.type.kind === "scalar")
      return fill(type, coerce(first, { kind: "scalar", of }), span);
  }
  const isWhole = (part: Type): boolean =>
    type.kind === "matrix"
      ? part.kind === "scalar" || (part.kind === "vector" && part.size === type.rows)
      : type.kind === "vector" && (part.kind === "scalar" || part.kind === "vector");
  const mixed = type.kind === "matrix" && new Set(args.map((arg) => arg.type.kind)).size > 1;
  const count = args.reduce((sum, arg) => sum + scalarCount(arg.type), 0);
  if (!args.every((arg) => isWhole(arg.type)) || mixed || count !== scalarCount(type) || second === undefined)
    throw new WgslError(`${nameOf(type)} cannot be made of (${args.map((arg) => nameOf(arg.type)).join(", ")})`, span);
  return join(
    type,
    args.map((arg) => coerce(arg, withScalar(arg.type, of))),
    span,
  );
}

function convert(operand: Expression, type: Type, span: Span): Expression {
  const [from, to] = [scalarOf(operand.type), scalarOf(type)];
  if (from === undefined || to === undefined) throw new Error("numbers have a scalar");
  if (operand.kind !== "constant") return { kind: "convert", operand, type, span };
  return constant(
    type,
    operand.value.scalars.map((scalar) => convertScalar(from, to, scalar, span)),
    span,
  );
}

/** All components from one scalar. */
function fill(type: Type, part: Expression, span: Span): Expression {
  if (part.kind !== "constant") return { kind: "construct", parts: [part], type, span };
  const [scalar = 0] = part.value.scalars;
  return constant(type, Array.from<Scalar>({ length: scalarCount(type) }).fill(scalar), span);
}

function construct(type: Type, args: readonly Expression[], takes: readonly Type[], span: Span): Expression {
  if (args.length !== takes.length)
    throw new WgslError(`${nameOf(type)} takes ${takes.length} values, got ${args.length}`, span);
  return join(
    type,
    args.map((arg, i) => coerce(arg, takes[i] ?? arg.type)),
    span,
  );
}

function join(type: Type, parts: readonly Expression[], span: Span): Expression {
  const constants = constantsOf(parts);
  if (constants === undefined) {
    // What is not constant is not abstract.
    const settled = parts.map(settle);
    return { kind: "construct", parts: settled, type: concreteLike(type, settled), span };
  }
  return constant(
    type,
    constants.flatMap((one) => one.scalars),
    span,
  );
}

function concreteLike(type: Type, parts: readonly Expression[]): Type {
  const of = scalarOf(parts[0]?.type ?? type);
  return (type.kind === "vector" || type.kind === "matrix") && of !== undefined ? withScalar(type, of) : type;
}
