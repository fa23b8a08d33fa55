import { checkCall } from "./check-call.ts";
import { unknownName } from "./check-type.ts";
import { constantAlgebra, pickedType, readNumber } from "./constants.ts";
import { coerce, constant, constantsOf, load, settle } from "./convert.ts";
import { expandBinary } from "./expand.ts";
import { scalarCount } from "./layout.ts";
import { binaryOperators, unaryOperators } from "./operators.ts";
import { resolve } from "./patterns.ts";
import { addressOf, behind, elementCount, elementType, type Meant, throughPointer } from "./places.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { BinaryOperator, ExpressionSyntax } from "./syntax.ts";
import type { Expression } from "./tree.ts";
import { bool, i32, nameOf, scalarOf, type Type } from "./types.ts";

/** Checks an expression whose value is needed. @see WGSL §8, Expressions */
export function checkExpression(scope: Scope, syntax: ExpressionSyntax): Expression {
  const meant = examine(scope, syntax);
  return "place" in meant ? load(meant.place) : meant.value;
}

/** Checks an expression that may be a place. */
export function examine(scope: Scope, syntax: ExpressionSyntax): Meant {
  const { span } = syntax;
  switch (syntax.kind) {
    case "number": {
      const value = readNumber(syntax.text, span);
      return { value: { kind: "constant", value, type: value.type, span } };
    }
    case "boolean":
      return { value: constant(bool, [syntax.text === "true"], span) };
    case "name":
      return examineName(scope, syntax);
    case "call":
      return { value: checkCall(scope, syntax) };
    case "unary":
      return examineUnary(scope, syntax);
    case "binary": {
      const [left, right] = [checkExpression(scope, syntax.left), checkExpression(scope, syntax.right)];
      return { value: checkBinary(syntax.operator, left, right, span) };
    }
    case "logical": {
      const [left, right] = [syntax.left, syntax.right].map((side) => coerce(checkExpression(scope, side), bool));
      if (left === undefined || right === undefined) throw new Error("an operator has two sides");
      const { operator } = syntax;
      if (left.kind === "constant" && right.kind === "constant") {
        const [[a], [b]] = [left.value.scalars, right.value.scalars];
        return {
          value: constant(bool, [operator === "&&" ? a === true && b === true : a === true || b === true], span),
        };
      }
      return { value: { kind: "logical", operator, left, right, type: bool, span } };
    }
    case "index":
      return examineIndex(scope, syntax);
    case "member":
      return examineMember(scope, syntax);
  }
}

function examineName(scope: Scope, syntax: ExpressionSyntax & { readonly kind: "name" }): Meant {
  const { name, templates, span } = syntax;
  const meaning = scope.find(name, span) ?? unknownName(name, span);
  if (templates !== undefined) throw new WgslError(`${name} takes no template parameters`, span);
  switch (meaning.kind) {
    case "constant":
      return { value: constant(meaning.value.type, meaning.value.scalars, span) };
    case "variable":
      return { place: { kind: "whole", variable: meaning, type: meaning.type, span } };
    case "named":
      return { value: { kind: "named", named: meaning, type: meaning.type, span } };
    case "type":
    case "function":
      throw new WgslError(`${name} is a ${meaning.kind}, expected a value`, span);
  }
}

function examineUnary(scope: Scope, syntax: ExpressionSyntax & { readonly kind: "unary" }): Meant {
  const { operator, span } = syntax;
  if (operator === "*") return { place: behind(checkExpression(scope, syntax.operand), span) };
  if (operator === "&") {
    const meant = examine(scope, syntax.operand);
    if (!("place" in meant)) throw new WgslError("& takes a variable or a part of one", span);
    return { value: addressOf(meant.place, span) };
  }
  const operand = checkExpression(scope, syntax.operand);
  const resolved = resolve(unaryOperators[operator], [operand.type], operand.kind === "constant");
  const [type] = resolved?.takes ?? [];
  if (type === undefined) throw new WgslError(`${operator} does not take ${nameOf(operand.type)}`, span);
  const of = scalarOf(type) ?? "bool";
  if (operand.kind !== "constant") return { value: { kind: "unary", operator, operand, type, span } };
  const { scalars } = operand.value;
  const algebra = constantAlgebra(span);
  return {
    value: constant(
      type,
      scalars.map((scalar) => algebra.unary(operator, of, scalar)),
      span,
    ),
  };
}

/** Checks a binary operator, and evaluates it if both sides are known. */
export function checkBinary(operator: BinaryOperator, a: Expression, b: Expression, span: Span): Expression {
  const isConst = a.kind === "constant" && b.kind === "constant";
  const resolved = resolve(binaryOperators[operator], [a.type, b.type], isConst);
  const [first, second] = resolved?.takes ?? [];
  if (resolved === undefined || first === undefined || second === undefined)
    throw new WgslError(`${nameOf(a.type)} ${operator} ${nameOf(b.type)} has no meaning`, span);
  const [left, right] = [coerce(a, first), coerce(b, second)];
  checkConstantRight(operator, right, span);
  const constants = constantsOf([left, right]);
  if (constants === undefined) return { kind: "binary", operator, left, right, type: resolved.gives, span };
  const [x, y] = constants.map((one) => [one.type, one.scalars] as const);
  if (x === undefined || y === undefined) throw new Error("an operator has two sides");
  return constant(resolved.gives, expandBinary(constantAlgebra(span), operator, x, y), span);
}

/** What is wrong with a right side alone is wrong whatever stands left. @see WGSL §8.7, §8.9 */
function checkConstantRight(operator: BinaryOperator, right: Expression, span: Span): void {
  if (right.kind !== "constant" || scalarOf(right.type) === "f32" || scalarOf(right.type) === "abstract-float") return;
  const has = (is: (value: number) => boolean): boolean => right.value.scalars.some((scalar) => is(Number(scalar)));
  if ((operator === "/" || operator === "%") && has((value) => value === 0))
    throw new WgslError("integer division by zero", span);
  if ((operator === "<<" || operator === ">>") && has((value) => value >= 32))
    throw new WgslError("a shift by more than 31 bits", span);
}

function examineIndex(scope: Scope, syntax: ExpressionSyntax & { readonly kind: "index" }): Meant {
  const { span } = syntax;
  const of = throughPointer(examine(scope, syntax.of), span);
  const index = settle(checkExpression(scope, syntax.index));
  const whole = "place" in of ? of.place : of.value;
  if (index.type.kind !== "scalar" || (index.type.of !== "i32" && index.type.of !== "u32"))
    throw new WgslError(`an index is an i32 or a u32, got ${nameOf(index.type)}`, index.span);
  const type = elementType(whole.type);
  if (type === undefined) throw new WgslError(`${nameOf(whole.type)} has no elements`, span);
  const count = elementCount(whole.type);
  if (index.kind === "constant") {
    const at = Number(index.value.scalars[0]);
    if (at < 0 || (count !== undefined && at >= count))
      throw new WgslError(`index ${at} is out of range of ${nameOf(whole.type)}`, index.span);
    if ("value" in of) {
      const width = scalarCount(type);
      const numbers = Array.from({ length: width }, (_, i) => at * width + i);
      return { value: pick(of.value, numbers, type, span) };
    }
  }
  if ("place" in of) return { place: { kind: "element", of: of.place, index, type, span } };
  const value = settle(of.value);
  return { value: { kind: "index", of: value, index, type: elementType(value.type) ?? i32, span } };
}

function examineMember(scope: Scope, syntax: ExpressionSyntax & { readonly kind: "member" }): Meant {
  const { member: name, span } = syntax;
  const of = throughPointer(examine(scope, syntax.of), span);
  const { type } = "place" in of ? of.place : of.value;
  if (type.kind === "struct") {
    const member = type.members.find((one) => one.name === name);
    if (member === undefined) throw new WgslError(`${type.name} has no member ${name}`, span);
    if ("place" in of) return { place: { kind: "member", of: of.place, member, type: member.type, span } };
    const before = type.members.slice(0, type.members.indexOf(member));
    const first = before.reduce((sum, one) => sum + scalarCount(one.type), 0);
    const numbers = Array.from({ length: scalarCount(member.type) }, (_, i) => first + i);
    return { value: pick(of.value, numbers, member.type, span) };
  }
  if (type.kind !== "vector") throw new WgslError(`${nameOf(type)} has no member ${name}`, span);
  const numbers = swizzle(name, type.size, span);
  const picked = pickedType(type, numbers.length);
  const [first = 0] = numbers;
  if ("place" in of && numbers.length === 1)
    return { place: { kind: "element", of: of.place, index: constant(i32, [first], span), type: picked, span } };
  return { value: pick("place" in of ? load(of.place) : of.value, numbers, picked, span) };
}

/** The components that `.xyz` or `.rgb` names. */
export function swizzle(name: string, size: number, span: Span): readonly number[] {
  const letters = /^[xyzw]{1,4}$/.test(name) ? "xyzw" : /^[rgba]{1,4}$/.test(name) ? "rgba" : undefined;
  const numbers = Array.from(name, (letter) => letters?.indexOf(letter) ?? size);
  if (numbers.some((i) => i >= size)) throw new WgslError(`a vector of ${size} components has no .${name}`, span);
  return numbers;
}

function pick(of: Expression, numbers: readonly number[], type: Type, span: Span): Expression {
  if (of.kind !== "constant") return { kind: "pick", of, scalars: numbers, type, span };
  const { scalars } = of.value;
  return constant(
    type,
    numbers.map((i) => scalars[i] ?? 0),
    span,
  );
}
