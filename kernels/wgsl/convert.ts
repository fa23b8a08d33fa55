import { largestValue, materialize } from "./constants.ts";
import { scalarCount } from "./layout.ts";
import { type Span, WgslError } from "./span.ts";
import type { Constant, Expression, Place, Scalar } from "./tree.ts";
import { concrete, converts, isConstructible, nameOf, type Type } from "./types.ts";

/** A constant as an expression. */
export function constant(type: Type, scalars: readonly Scalar[], span: Span): Expression {
  const value: Constant = { type, scalars };
  return { kind: "constant", value, type, span };
}

/** An expression as a type that it converts to. @throws {WgslError} if it does not */
export function coerce(expression: Expression, to: Type, what = "expected"): Expression {
  const { type, span } = expression;
  if (!converts(type, to)) throw new WgslError(`${what} ${nameOf(to)}, got ${nameOf(type)}`, span);
  if (expression.kind !== "constant") return expression;
  const value = materialize(expression.value, to, span);
  return { ...expression, type: to, value };
}

/** An expression that is not abstract any more. */
export function settle(expression: Expression): Expression {
  return coerce(expression, concrete(expression.type));
}

/** §6.4.4 The load rule: where a value is needed, a place gives what it holds. */
export function load(place: Place): Expression {
  if (!isConstructible(place.type)) throw new WgslError(`${nameOf(place.type)} cannot be read as a whole`, place.span);
  if (scalarCount(place.type) > largestValue)
    throw new WgslError(`a value of ${nameOf(place.type)} is larger than is supported here`, place.span);
  return { kind: "load", place, type: place.type, span: place.span };
}

/** The scalars of constants, one after the other; undefined if any expression is not constant. */
export function constantsOf(expressions: readonly Expression[]): readonly Constant[] | undefined {
  const constants = expressions.flatMap((one) => (one.kind === "constant" ? [one.value] : []));
  return constants.length === expressions.length ? constants : undefined;
}
