/** @file Const-expressions: what is known before the launch. */
import type { Algebra } from "./algebra.ts";
import { exactFunctions } from "./f32-functions.ts";
import { i32Functions, packFunctions, u32Functions } from "./integer-functions.ts";
import { scalarCount, scalarPlaces } from "./layout.ts";
import { type Span, WgslError } from "./span.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { Constant, Scalar } from "./tree.ts";
import { nameOf, scalarOf, type ScalarKind, type Type, withScalar } from "./types.ts";

const [minI64, maxI64] = [-(2n ** 63n), 2n ** 63n - 1n];
/** The largest finite f32. */
const maxF32 = 3.4028234663852886e38;

/** A number as a scalar of a kind. @throws {WgslError} if the kind does not reach so far */
function inRange(of: ScalarKind, value: number | bigint, span: Span): Scalar {
  const fail = (): never => {
    throw new WgslError(`the value ${value} cannot be represented as ${of}`, span);
  };
  switch (of) {
    case "abstract-int": {
      const whole = typeof value === "bigint" ? value : Number.isInteger(value) ? BigInt(value) : fail();
      return whole < minI64 || whole > maxI64 ? fail() : whole;
    }
    case "i32":
    case "u32": {
      const [low, high] = of === "i32" ? [-(2 ** 31), 2 ** 31 - 1] : [0, 2 ** 32 - 1];
      const number = Number(value);
      return Number.isInteger(number) && low <= number && number <= high ? number + 0 : fail();
    }
    case "f32": {
      const rounded = Math.fround(Number(value));
      return Number.isFinite(rounded) && Math.abs(rounded) <= maxF32 ? rounded : fail();
    }
    case "abstract-float":
      return Number.isFinite(Number(value)) ? Number(value) : fail();
    case "bool":
      return fail();
  }
}

/** Reads a numeric literal. @see WGSL §3.5.2 */
export function readNumber(text: string, span: Span): Constant {
  const isHex = /^0x/i.test(text);
  const isFloat = isHex ? /[.p]/i.test(text) : /[.e]|[fh]$/i.test(text);
  const suffix = (isHex && !isFloat ? /[iu]$/ : /[iufh]$/).exec(text)?.[0];
  const body = suffix === undefined ? text : text.slice(0, -1);
  if (suffix === "h") throw new WgslError("f16 is not supported here", span);
  const of: ScalarKind =
    suffix === "i"
      ? "i32"
      : suffix === "u"
        ? "u32"
        : suffix === "f"
          ? "f32"
          : isFloat
            ? "abstract-float"
            : "abstract-int";
  const value = !isFloat && suffix !== "f" ? BigInt(body) : isHex ? readHexFloat(body, span) : Number(body);
  return { type: { kind: "scalar", of }, scalars: [inRange(of, value, span)] };
}

function readHexFloat(text: string, span: Span): number {
  const [, whole = "", fraction = "", exponent = "0"] = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p(.*))?$/i.exec(text) ?? [];
  const digits = BigInt(`0x0${whole}${fraction}`);
  const power = Number(exponent) - 4 * fraction.length;
  // 2 ** power alone may be zero or infinite where the product is not.
  const half = Math.trunc(power / 2);
  const value = Number(digits) * 2 ** half * 2 ** (power - half);
  if (digits > 2n ** 53n && BigInt(Number(digits)) !== digits)
    throw new WgslError("the literal has more digits than a float can hold", span);
  return value;
}

/** The arithmetic of const-expressions: what has no value, or is beyond its type, is an error. @see WGSL §8.1 */
export function constantAlgebra(span: Span): Algebra<Scalar> {
  const fail = (message: string): never => {
    throw new WgslError(message, span);
  };
  return {
    binary: (operator, of, a, b) => {
      if (typeof a === "boolean" || typeof b === "boolean") return onBools(operator, a === true, b === true);
      const isInteger = of !== "f32" && of !== "abstract-float";
      if (operator === "<<" || operator === ">>") return shift(operator, of, BigInt(a), Number(b), span);
      if (!isInteger) return onFloats(operator, of, Number(a), Number(b), (value) => inRange(of, value, span));
      if ((operator === "/" || operator === "%") && BigInt(b) === 0n) return fail("division by zero");
      const result = onIntegers(operator, BigInt(a), BigInt(b));
      if (typeof result === "boolean") return result;
      // Only abstract integers do not wrap.
      return of === "abstract-int" ? inRange(of, result, span) : wrapped(of, result);
    },
    unary: (operator, of, a) => {
      if (operator === "!") return a !== true;
      if (operator === "-" && of === "i32") return -Number(a) | 0;
      if (operator === "-") return typeof a === "bigint" ? inRange(of, -a, span) : inRange(of, -Number(a), span);
      return typeof a === "bigint" ? ~a : of === "u32" ? ~Number(a) >>> 0 : ~Number(a);
    },
    apply: (name, of, args) => {
      if (of === "abstract-int") return abstractInteger(name, args.map(BigInt));
      const numbers = args.map(Number) as [number, number, number, number];
      if (Object.hasOwn(packFunctions, name)) return packFunctions[name as keyof typeof packFunctions](...numbers);
      const integers: Readonly<Record<string, (...args: [number, number, number, number]) => number>> =
        of === "i32" ? i32Functions : u32Functions;
      const functions: Readonly<Record<string, (...args: number[]) => number>> = exactFunctions;
      const fn = of === "i32" || of === "u32" ? integers[name] : functions[name];
      if (fn === undefined) return fail(`${name} of ${of} is not supported here`);
      if (name === "exponentOf") return fn(...numbers);
      return inRange(of, fn(...numbers), span);
    },
    choose: (condition, yes, no) => (condition === true ? yes : no),
    convert: (from, to, a) => convertScalar(from, to, a, span),
    number: (of, value) => (of === "abstract-int" ? BigInt(value) : value),
  };
}

/** The last 32 bits of an integer. */
function wrapped(of: ScalarKind, value: bigint): number {
  return Number(of === "u32" ? BigInt.asUintN(32, value) : BigInt.asIntN(32, value));
}

function onBools(operator: BinaryOperator, a: boolean, b: boolean): boolean {
  if (operator === "&") return a && b;
  if (operator === "|") return a || b;
  return operator === "==" ? a === b : a !== b;
}

function onIntegers(operator: BinaryOperator, a: bigint, b: bigint): bigint | boolean {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, a, b);
  }
}

function compare<T extends number | bigint>(operator: "==" | "!=" | "<" | "<=" | ">" | ">=", a: T, b: T): boolean {
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

function onFloats(
  operator: BinaryOperator,
  of: ScalarKind,
  a: number,
  b: number,
  rounded: (value: number) => Scalar,
): Scalar {
  switch (operator) {
    case "+":
      return rounded(a + b);
    case "-":
      return rounded(a - b);
    case "*":
      return rounded(a * b);
    case "/":
      return rounded(a / b);
    case "%":
      return rounded(a % b);
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
      throw new Error(`no operator ${operator} for ${of}`);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, a, b);
  }
}

/** A shift of a const-expression moves no bit out that matters. @see WGSL §8.9 */
function shift(operator: "<<" | ">>", of: ScalarKind, a: bigint, by: number, span: Span): Scalar {
  if (of === "abstract-int") return inRange(of, operator === "<<" ? a << BigInt(by) : a >> BigInt(by), span);
  if (by >= 32) throw new WgslError(`a shift by ${by} is more than 31 bits`, span);
  if (operator === ">>") return inRange(of, a >> BigInt(by), span);
  return inRange(of, a << BigInt(by), span);
}

function abstractInteger(name: string, [a = 0n, b = 0n, c = 0n]: readonly bigint[]): bigint {
  const max = a > b ? a : b;
  switch (name) {
    case "abs":
      return a < 0n ? -a : a;
    case "sign":
      return a < 0n ? -1n : a > 0n ? 1n : 0n;
    case "max":
      return max;
    case "min":
      return a < b ? a : b;
    case "clamp":
      return max < c ? max : c;
  }
  throw new Error(`no function ${name} of abstract integers`);
}

/** A conversion that was asked for. Floats out of range go to the nearest integer. @see WGSL §15.7.6 */
export function convertScalar(from: ScalarKind, to: ScalarKind, a: Scalar, span: Span): Scalar {
  if (from === to) return a;
  if (to === "bool") return Number(a) !== 0;
  if (typeof a === "boolean") return to === "abstract-int" ? BigInt(a) : Number(a);
  if (from === "i32" && to === "u32") return Number(a) >>> 0;
  if (from === "u32" && to === "i32") return Number(a) | 0;
  if (from === "f32" && to === "i32") return toI32(Number(a));
  if (from === "f32" && to === "u32") return toU32(Number(a));
  if (from === "abstract-float" && to === "i32")
    return Math.trunc(Math.min(Math.max(Number(a), -(2 ** 31)), 2 ** 31 - 1));
  if (from === "abstract-float" && to === "u32") return Math.trunc(Math.min(Math.max(Number(a), 0), 2 ** 32 - 1));
  return inRange(to, a, span);
}

/** The limits are the f32 nearest to those of the integers. */
export function toI32(x: number): number {
  return x >= 2_147_483_520 ? 2_147_483_520 : x <= -2_147_483_648 ? -2_147_483_648 : x | 0;
}

export function toU32(x: number): number {
  return x >= 4_294_967_040 ? 4_294_967_040 : x >= 0 ? x >>> 0 : 0;
}

/** §6.1.2 A constant as a type that it converts to without being asked. @throws {WgslError} if it does not fit */
export function materialize({ type, scalars }: Constant, to: Type, span: Span): Constant {
  const [from, of] = [elementScalar(type), elementScalar(to)];
  if (from === undefined || of === undefined || from === of) return { type: to, scalars };
  return {
    type: to,
    scalars: scalars.map((scalar) => inRange(of, Number.isNaN(scalar) ? Number.NaN : (scalar as number), span)),
  };
}

function elementScalar(type: Type): ScalarKind | undefined {
  return type.kind === "array" ? elementScalar(type.of) : scalarOf(type);
}

/** A constant with all scalars zero. */
export function zeroOf(type: Type, span: Span): Constant {
  const count = scalarCount(type);
  if (count > largestValue) throw new WgslError(`a value of ${nameOf(type)} is larger than is supported here`, span);
  const of = elementScalar(type);
  if (of === "abstract-int") return { type, scalars: Array.from({ length: count }, () => 0n) };
  return { type, scalars: scalarPlaces(type).map((place) => (place.of === "bool" ? false : 0)) };
}

/** The most scalars of a value: a value has a variable for each. */
export const largestValue = 1024;

/** The type of some scalars of a vector: one, or a vector of them. */
export function pickedType(type: Type & { readonly kind: "vector" }, count: number): Type {
  return count === 1
    ? { kind: "scalar", of: type.of }
    : { ...withScalar(type, type.of), kind: "vector", of: type.of, size: count as 2 | 3 | 4 };
}
