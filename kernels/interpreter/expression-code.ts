/** @file Expressions as JavaScript: what has to be computed is written, and the result is a name or number for each scalar. */
import { expandBinary, expandBuiltin } from "../wgsl/expand.ts";
import { scalarCount } from "../wgsl/layout.ts";
import { elementType } from "../wgsl/places.ts";
import type { Expression } from "../wgsl/tree.ts";
import { f32, scalarOf } from "../wgsl/types.ts";
import { atomicCode } from "./atomic-code.ts";
import type { FunctionCode } from "./function-code.ts";
import { countText, locate, pointee, readPlace } from "./place-code.ts";
import { bitcastText, concreteKind, numberText, scalarCode } from "./scalar-code.ts";
import { addressText, type Location } from "./writer.ts";

/** The scalar that an expression is made of. */
const kindOf = (expression: Expression) => concreteKind(scalarOf(expression.type) ?? "f32");

/** Writes the code of an expression. */
export function valueCode(code: FunctionCode, expression: Expression): readonly string[] {
  const { writer } = code;
  const { span, type } = expression;
  const value = (one: Expression): readonly string[] => valueCode(code, one);
  switch (expression.kind) {
    case "constant":
      return expression.value.scalars.map(numberText);
    case "named": {
      const known = code.named.get(expression.named);
      if (known === undefined || "kind" in known) throw new Error(`${expression.named.name} is no value`);
      return known;
    }
    case "load":
      return readPlace(code, locate(code, expression.place, valueCode), type, span);
    case "address":
      // A pointer has no value of its own: it is known where it points to.
      return [];
    case "unary": {
      const { operator, operand } = expression;
      const algebra = scalarCode(writer, span);
      return value(operand).map((scalar) => algebra.unary(operator, kindOf(operand), scalar));
    }
    case "binary": {
      const { operator, left, right } = expression;
      const a = value(left);
      const b = value(right);
      return expandBinary(scalarCode(writer, span), operator, [left.type, a], [right.type, b]);
    }
    case "logical":
      return [logicalCode(code, expression)];
    case "index":
      return indexCode(code, expression);
    case "pick": {
      const scalars = value(expression.of);
      return expression.scalars.map((i) => scalars[i] ?? "0");
    }
    case "construct": {
      const scalars = expression.parts.flatMap(value);
      const [first = "0"] = scalars;
      return scalars.length === 1 ? Array.from({ length: scalarCount(type) }, () => first) : scalars;
    }
    case "convert": {
      const algebra = scalarCode(writer, span);
      return value(expression.operand).map((x) => algebra.convert(kindOf(expression.operand), kindOf(expression), x));
    }
    case "bitcast":
      return value(expression.operand).map((x) =>
        writer.keep(bitcastText(kindOf(expression.operand), kindOf(expression), x)),
      );
    case "call":
      return callCode(code, expression);
    case "builtin": {
      const { name, args } = expression;
      const decisive = args[name === "select" ? 1 : 0];
      return expandBuiltin(scalarCode(writer, span), name, {
        of: scalarOf(decisive?.type ?? f32) ?? "f32",
        args: args.map(value),
        count: scalarCount(type),
        types: args.map((arg) => arg.type),
      });
    }
    case "atomic": {
      const { operation, place, args } = expression;
      const location = locate(code, place, valueCode);
      return atomicCode(
        code,
        operation,
        location,
        place.type,
        args.map((arg) => value(arg)[0] ?? "0"),
        span,
      );
    }
    case "array-length": {
      const location = locate(code, expression.place, valueCode);
      if (location.kind !== "words") throw new Error("a buffer lives in words");
      return [writer.keep(countText(location, expression.place.type))];
    }
    case "uniform-load": {
      const location = locate(code, expression.place, valueCode);
      barrierCode(code, expression);
      const isAtomic = expression.place.type.kind === "atomic";
      const scalars = isAtomic
        ? atomicCode(code, "atomicLoad", location, expression.place.type, [], span)
        : readPlace(code, location, type, span);
      barrierCode(code, expression);
      return scalars;
    }
    case "barrier":
      barrierCode(code, expression);
      return [];
  }
}

/** Waits. The runtime is told where, and by which calls this place was reached. */
function barrierCode(code: FunctionCode, expression: Expression): void {
  const operation = expression.kind === "barrier" ? expression.barrier : "workgroupBarrier";
  const site = code.site("barrier", expression.span, { operation });
  code.pause(`yield (at = ${site}, ${pathText(site)});`);
}

/** A number for a place and the calls that led to it. Different ways have different numbers, but for one in 2³². */
function pathText(site: number): string {
  return `imul(path, -1640531535) + ${site} | 0`;
}

/** `&&` and `||`: the right side is evaluated only if the left does not decide. @see WGSL §8.6 */
function logicalCode(code: FunctionCode, { operator, left, right }: Expression & { readonly kind: "logical" }): string {
  const { writer } = code;
  const [first = "false"] = valueCode(code, left);
  const name = writer.keep(first);
  writer.line(`if (${operator === "&&" ? name : `!${name}`}) {`);
  writer.branch(() => {
    const [second = "false"] = valueCode(code, right);
    writer.line(`${name} = ${second};`);
  });
  writer.line("}");
  return name;
}

/** An element of a value, at an index that is not known before. */
function indexCode(code: FunctionCode, expression: Expression & { readonly kind: "index" }): readonly string[] {
  const { writer } = code;
  const { of, index, span } = expression;
  const scalars = valueCode(code, of);
  const [at = "0"] = valueCode(code, index);
  const width = scalarCount(elementType(of.type) ?? expression.type);
  const count = scalars.length / width;
  const isSigned = index.type.kind === "scalar" && index.type.of === "i32";
  const site = code.site("index", index.span);
  writer.line(`if (${isSigned ? `${at} >>> 0` : at} >= ${count}) outOfRange(${site}, ${at}, ${count});`);
  code.writer.at(span);
  // A chain of choices is short for vectors and columns; the sizes of values are bounded.
  const results = Array.from({ length: width }, () => writer.module.name("t"));
  writer.line(`var ${results.join(", ")};`);
  writer.line(`switch (${at}) {`);
  for (let i = 0; i < count; i++)
    writer.line(`case ${i}: ${results.map((name, j) => `${name} = ${scalars[i * width + j]};`).join(" ")} break;`);
  writer.line("}");
  return results;
}

/** A call. Pointers are passed as addresses; of what, is part of the function's name. */
function callCode(
  code: FunctionCode,
  { callee, args, span, type }: Expression & { readonly kind: "call" },
): readonly string[] {
  const { writer, module } = code;
  const pointers: Location[] = [];
  const passed: string[] = [];
  for (const arg of args) {
    if (arg.type.kind !== "pointer") {
      passed.push(...valueCode(code, arg));
      continue;
    }
    const location = pointee(code, arg, valueCode);
    pointers.push(location);
    if (location.kind === "words" && location.base !== "") passed.push(addressText(location, 0));
  }
  const name = module.instance(callee, pointers);
  const waits = module.waits(callee);
  const site = code.site("call", span);
  const call = waits ? `yield* ${name}(${[pathText(site), ...passed].join(", ")})` : `${name}(${passed.join(", ")})`;
  // All results but the first come in variables of the module.
  const results = Array.from({ length: scalarCount(type) }, () => writer.module.name("t"));
  const [first, ...more] = results;
  const text = `${first === undefined ? "" : `var ${first} = `}${call}; ${more.map((name, i) => `var ${name} = r${i + 1};`).join(" ")}`;
  if (waits) code.pause(text);
  else writer.line(`fuel = F; ${text} F = fuel | 0;`);
  return results;
}
