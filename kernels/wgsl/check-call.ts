import { builtins, isBuiltin } from "./builtins.ts";
import { checkConstructor } from "./check-constructor.ts";
import { checkKnownArguments } from "./check-known-arguments.ts";
import { checkMemoryCall, isMemoryFunction } from "./check-memory-call.ts";
import { builtinType, unknownName } from "./check-type.ts";
import { constantAlgebra } from "./constants.ts";
import { coerce, constant, constantsOf, settle } from "./convert.ts";
import { expandBuiltin } from "./expand.ts";
import { scalarCount } from "./layout.ts";
import { resolve } from "./patterns.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { CallSyntax } from "./syntax.ts";
import type { Expression, FunctionTree } from "./tree.ts";
import { f32, i32, nameOf, sameType, scalarOf, type Type } from "./types.ts";

/** Checks a call: of a function, of a type as a constructor, or of a built-in function. @see WGSL §11, §17 */
export function checkCall(scope: Scope, { callee, args: syntaxes, span }: CallSyntax): Expression {
  const { name } = callee;
  const meaning = scope.find(name, span);
  if (meaning?.kind === "function") {
    if (callee.templates !== undefined) throw new WgslError(`${name} takes no template parameters`, span);
    return checkUserCall(meaning.tree, checkArguments(scope, syntaxes), span);
  }
  if (meaning !== undefined && meaning.kind !== "type")
    throw new WgslError(`${name} is no function and no type`, callee.span);
  const type = meaning?.type ?? builtinType(scope, callee);
  if (type !== undefined) return checkConstructor(name, type, checkArguments(scope, syntaxes), span);
  if (name === "bitcast" || isMemoryFunction(name))
    return checkMemoryCall(scope, callee, checkArguments(scope, syntaxes), span);
  if (!isBuiltin(name)) return unknownName(name, callee.span);
  if (callee.templates !== undefined) throw new WgslError(`${name} takes no template parameters`, span);
  return checkBuiltin(name, checkArguments(scope, syntaxes), span);
}

function checkArguments(scope: Scope, syntaxes: CallSyntax["args"]): readonly Expression[] {
  return syntaxes.map((syntax) => scope.check(syntax));
}

function checkUserCall(callee: FunctionTree, args: readonly Expression[], span: Span): Expression {
  const { name, parameters, result } = callee;
  if (callee.workgroupSize !== undefined) throw new WgslError(`${name} is an entry point: no function calls it`, span);
  if (args.length !== parameters.length)
    throw new WgslError(`${name} takes ${parameters.length} arguments, got ${args.length}`, span);
  const coerced = parameters.map(({ named }, i) => {
    const arg = args[i];
    if (arg === undefined) throw new Error("each parameter has an argument");
    return coerce(arg, named.type, `${named.name} is a`);
  });
  return { kind: "call", callee, args: coerced, type: result, span };
}

function checkBuiltin(name: keyof typeof builtins, args: readonly Expression[], span: Span): Expression {
  const types = args.map((arg) => arg.type);
  const isConst = constantsOf(args) !== undefined;
  const resolved = resolve(builtins[name], types, isConst);
  if (resolved === undefined) throw new WgslError(`${name} does not take (${types.map(nameOf).join(", ")})`, span);
  const coerced = args.map((arg, i) => coerce(arg, resolved.takes[i] ?? arg.type));
  checkKnownArguments(name, coerced, span);
  const type = name === "frexp" || name === "modf" ? partsType(name, resolved.gives) : resolved.gives;
  const constants = constantsOf(coerced);
  if (constants === undefined) return { kind: "builtin", name, args: coerced.map(settle), type, span };
  const scalars = expandBuiltin(constantAlgebra(span), name, {
    of: scalarOf(resolved.takes[name === "select" ? 1 : 0] ?? f32) ?? "f32",
    args: constants.map((one) => one.scalars),
    count: scalarCount(type),
    types: resolved.takes,
  });
  return constant(type, scalars, span);
}

const partsTypes: Type[] = [];

/** The struct that `frexp` and `modf` give; the same object for the same argument. */
function partsType(name: "frexp" | "modf", of: Type): Type {
  const second: Type = name === "modf" ? of : of.kind === "vector" ? { ...of, of: "i32" } : i32;
  const whole = name === "modf" ? "whole" : "exp";
  const known = partsTypes.find(
    (type) =>
      type.kind === "struct" &&
      type.members[0] !== undefined &&
      sameType(type.members[0].type, of) &&
      type.members[1]?.name === whole,
  );
  if (known !== undefined) return known;
  // It lives in no memory that a launch sees, so its layout is its own.
  const type: Type = {
    kind: "struct",
    name: `the result of ${name}`,
    members: [
      { name: "fract", type: of, offset: 0, builtin: undefined },
      { name: whole, type: second, offset: 16, builtin: undefined },
    ],
    align: 16,
    size: 32,
  };
  partsTypes.push(type);
  return type;
}
