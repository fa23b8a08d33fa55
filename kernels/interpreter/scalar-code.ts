import type { Algebra, ScalarFunction } from "../wgsl/algebra.ts";
import { packFunctions } from "../wgsl/integer-functions.ts";
import type { Span } from "../wgsl/span.ts";
import type { BinaryOperator } from "../wgsl/syntax.ts";
import type { ScalarKind } from "../wgsl/types.ts";
import type { FunctionWriter } from "./writer.ts";

type Concrete = Exclude<ScalarKind, "abstract-int" | "abstract-float">;
type Write = (a: string, b: string) => string;

const missing: Write = () => {
  throw new Error("the front end lets no such operator through");
};
const comparisons: Readonly<Record<"==" | "!=" | "<" | "<=" | ">" | ">=", Write>> = {
  "==": (a, b) => `${a} === ${b}`,
  "!=": (a, b) => `${a} !== ${b}`,
  "<": (a, b) => `${a} < ${b}`,
  "<=": (a, b) => `${a} <= ${b}`,
  ">": (a, b) => `${a} > ${b}`,
  ">=": (a, b) => `${a} >= ${b}`,
};

/**
 * Every operator of every scalar as JavaScript. Sums and products of f32 are exact enough in float64 that rounding once
 * gives the correctly rounded f32.
 *
 * @see WGSL §8.7 to §8.9
 */
const operators: Readonly<Record<Concrete, Readonly<Record<BinaryOperator, Write>>>> = {
  f32: {
    ...comparisons,
    "+": (a, b) => `fround(${a} + ${b})`,
    "-": (a, b) => `fround(${a} - ${b})`,
    "*": (a, b) => `fround(${a} * ${b})`,
    "/": (a, b) => `fround(${a} / ${b})`,
    "%": (a, b) => `fround(${a} - fround(${b} * trunc(fround(${a} / ${b}))))`,
    "&": missing,
    "|": missing,
    "^": missing,
    "<<": missing,
    ">>": missing,
  },
  i32: {
    ...comparisons,
    "+": (a, b) => `(${a} + ${b}) | 0`,
    "-": (a, b) => `(${a} - ${b}) | 0`,
    "*": (a, b) => `imul(${a}, ${b})`,
    "/": (a, b) => `i32_divide(${a}, ${b})`,
    "%": (a, b) => `i32_remainder(${a}, ${b})`,
    "&": (a, b) => `${a} & ${b}`,
    "|": (a, b) => `${a} | ${b}`,
    "^": (a, b) => `${a} ^ ${b}`,
    "<<": (a, b) => `${a} << ${b}`,
    ">>": (a, b) => `${a} >> ${b}`,
  },
  u32: {
    ...comparisons,
    "+": (a, b) => `(${a} + ${b}) >>> 0`,
    "-": (a, b) => `(${a} - ${b}) >>> 0`,
    "*": (a, b) => `imul(${a}, ${b}) >>> 0`,
    "/": (a, b) => `u32_divide(${a}, ${b})`,
    "%": (a, b) => `u32_remainder(${a}, ${b})`,
    "&": (a, b) => `(${a} & ${b}) >>> 0`,
    "|": (a, b) => `(${a} | ${b}) >>> 0`,
    "^": (a, b) => `(${a} ^ ${b}) >>> 0`,
    "<<": (a, b) => `(${a} << ${b}) >>> 0`,
    ">>": (a, b) => `${a} >>> ${b}`,
  },
  bool: {
    ...comparisons,
    "+": missing,
    "-": missing,
    "*": missing,
    "/": missing,
    "%": missing,
    "&": (a, b) => `${a} && ${b}`,
    "|": (a, b) => `${a} || ${b}`,
    "^": missing,
    "<<": missing,
    ">>": missing,
  },
};

/** The functions that can make NaN or an infinity of finite numbers. */
const mayOverflow: ReadonlySet<ScalarFunction> = new Set([
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atanh",
  "cosh",
  "degrees",
  "exp",
  "exp2",
  "fma",
  "inverseSqrt",
  "ldexp",
  "log",
  "log2",
  "mix",
  "pow",
  "quantizeToF16",
  "sinh",
  "smoothstep",
  "sqrt",
  "tan",
  "tanh",
]);

export function concreteKind(of: ScalarKind): Concrete {
  return of === "abstract-int" ? "i32" : of === "abstract-float" ? "f32" : of;
}

/** A number as JavaScript. */
export function numberText(value: number | bigint | boolean): string {
  if (typeof value === "boolean") return String(value);
  if (Object.is(value, -0)) return "(-0)";
  return Number(value) < 0 ? `(${value})` : String(value);
}

/** The arithmetic of a running kernel, as JavaScript at one place of the module. Every result has a name. */
export function scalarCode(writer: FunctionWriter, span: Span): Algebra<string> {
  /** A result that may be NaN or infinite though what it was made of is not: the first such one is reported. */
  const watched = (name: string, text: string, operands: readonly string[]): string => {
    const result = writer.keep(text);
    const site = writer.module.site("operation", span, { operation: name });
    writer.line(`if (${result} - ${result} !== 0) nonFinite(${site}, ${result}, ${operands.join(", ")});`);
    return result;
  };
  return {
    binary: (operator, of, a, b) => {
      const text = operators[concreteKind(of)][operator](a, b);
      const isComparison = Object.hasOwn(comparisons, operator);
      return of === "f32" && !isComparison ? watched(operator, text, [a, b]) : writer.keep(text);
    },
    unary: (operator, of, a) => {
      if (operator === "!") return writer.keep(`!${a}`);
      if (operator === "~") return writer.keep(of === "u32" ? `~${a} >>> 0` : `~${a}`);
      return writer.keep(of === "f32" ? `-${a}` : `-${a} | 0`);
    },
    apply: (name, of, args) => {
      const table = Object.hasOwn(packFunctions, name) ? "pack" : concreteKind(of);
      const text = `${writer.module.use(`${table}_${name}`)}(${args.join(", ")})`;
      return of === "f32" && mayOverflow.has(name) ? watched(name, text, args) : writer.keep(text);
    },
    choose: (condition, yes, no) => writer.keep(`${condition} ? ${yes} : ${no}`),
    convert: (from, to, a) => {
      const [source, target] = [concreteKind(from), concreteKind(to)];
      return source === target ? a : writer.keep(conversionText(source, target, a));
    },
    number: (_of, value) => numberText(value),
  };
}

/** §15.7.6 A conversion that was asked for. */
function conversionText(from: Concrete, to: Concrete, a: string): string {
  if (from === to) return a;
  if (to === "bool") return `${a} !== 0`;
  if (from === "bool") return `${a} ? 1 : 0`;
  if (to === "f32") return `fround(${a})`;
  if (from === "f32") return to === "i32" ? `toI32(${a})` : `toU32(${a})`;
  return to === "i32" ? `${a} | 0` : `${a} >>> 0`;
}

/** §17.2 The same bits as another type. */
export function bitcastText(from: Concrete, to: Concrete, a: string): string {
  if (from === to) return a;
  if (from === "f32")
    return to === "i32" ? `(floatBits[0] = ${a}, intBits[0])` : `(floatBits[0] = ${a}, intBits[0] >>> 0)`;
  if (to === "f32") return `(intBits[0] = ${a}, floatBits[0])`;
  return to === "i32" ? `${a} | 0` : `${a} >>> 0`;
}
