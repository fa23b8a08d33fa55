import { constantInteger } from "./check-constant.ts";
import { alignOf, roundUp, sizeOf } from "./layout.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { AttributeSyntax, ExpressionSyntax, NameSyntax, StructSyntax } from "./syntax.ts";
import {
  type Access,
  type AddressSpace,
  bool,
  deepestType,
  depthOf,
  f32,
  holds,
  i32,
  isConstructible,
  nameOf,
  scalarOf,
  type ScalarKind,
  type Size,
  type StructMember,
  type Type,
  u32,
} from "./types.ts";

const scalars: Readonly<Record<string, Type>> = { bool, f32, i32, u32 };
const suffixes: Readonly<Record<string, ScalarKind>> = { f: "f32", i: "i32", u: "u32" };
const spaces: ReadonlySet<string> = new Set(["function", "private", "workgroup", "uniform", "storage"]);
const accesses: ReadonlySet<string> = new Set(["read", "write", "read_write"]);

/** The most elements of an array with a length. */
const longestArray = 2 ** 24;

/** What is part of WGSL, and not of what runs here. */
const absent: readonly (readonly [RegExp, string])[] = [
  [/^f16$|^vec[234]h$|^mat[234]x[234]h$/, "f16 is not supported here"],
  [/^texture_/, "textures are not supported here"],
  [/^sampler/, "samplers are not supported here"],
  [/^texture[A-Z]/, "textures are not supported here"],
  [/^(?:subgroup|quad)/, "subgroups are not supported here"],
  [/^(?:dpdx|dpdy|fwidth)/, "derivatives belong to fragment shaders, which are not supported here"],
];

/** A name that nothing declares. */
export function unknownName(name: string, span: Span): never {
  const [, message = `unknown name ${name}`] = absent.find(([pattern]) => pattern.test(name)) ?? [];
  throw new WgslError(message, span);
}

/** Reads a type. @throws {WgslError} if the expression is none */
export function checkType(scope: Scope, syntax: ExpressionSyntax): Type {
  if (syntax.kind !== "name") throw new WgslError("expected a type", syntax.span);
  const meaning = scope.find(syntax.name, syntax.span);
  if (meaning !== undefined) {
    if (meaning.kind !== "type") throw new WgslError(`${syntax.name} is not a type`, syntax.span);
    noTemplates(syntax);
    return meaning.type;
  }
  const type = builtinType(scope, syntax) ?? unknownName(syntax.name, syntax.span);
  if (type === "inferred")
    throw new WgslError(`${syntax.name} needs its parameters, such as ${syntax.name}<f32>`, syntax.span);
  return type;
}

/** A built-in type; "inferred" if its parameters are missing; undefined if the name is of no type. */
export function builtinType(scope: Scope, syntax: NameSyntax): Type | "inferred" | undefined {
  const { name, templates, span } = syntax;
  const simple = scalars[name];
  if (simple !== undefined) {
    noTemplates(syntax);
    return simple;
  }
  const [, vector, matrixColumns, matrixRows, suffix] = /^(?:vec([234])|mat([234])x([234]))([fiu])?$/.exec(name) ?? [];
  const [columns, rows] = [Number(matrixColumns) as Size, Number(matrixRows) as Size];
  if (vector !== undefined || matrixRows !== undefined) {
    if (suffix !== undefined) noTemplates(syntax);
    else if (templates === undefined) return "inferred";
    const element = suffix === undefined ? checkType(scope, only(syntax)) : undefined;
    const of = suffix === undefined ? (element?.kind === "scalar" ? element.of : undefined) : suffixes[suffix];
    if (of === undefined) throw new WgslError(`${name} is made of scalars`, span);
    if (vector !== undefined) return { kind: "vector", of, size: Number(vector) as Size };
    if (of !== "f32") return suffix === undefined ? fail(`${name} is made of f32`, span) : undefined;
    return { kind: "matrix", of, columns, rows };
  }
  switch (name) {
    case "array":
      return templates === undefined ? "inferred" : arrayType(scope, templates, span);
    case "atomic": {
      const element = checkType(scope, only(syntax));
      const of = scalarOf(element);
      if (element.kind !== "scalar" || (of !== "i32" && of !== "u32"))
        return fail("an atomic is an i32 or a u32", span);
      return { kind: "atomic", of };
    }
    case "ptr":
      return pointerType(scope, templates ?? [], span);
  }
  return undefined;
}

function fail(message: string, span: Span): never {
  throw new WgslError(message, span);
}

function noTemplates({ name, templates, span }: NameSyntax): void {
  if (templates !== undefined) fail(`${name} takes no template parameters`, span);
}

function only({ name, templates, span }: NameSyntax): ExpressionSyntax {
  const [first, second] = templates ?? [];
  if (first === undefined || second !== undefined) return fail(`${name} takes one template parameter`, span);
  return first;
}

function arrayType(scope: Scope, templates: readonly ExpressionSyntax[], span: Span): Type {
  const [element, length, more] = templates;
  if (element === undefined || more !== undefined) return fail("array takes a type and a length", span);
  const of = checkType(scope, element);
  if (of.kind === "pointer" || hasNoLength(of)) fail(`an array has no elements of type ${nameOf(of)}`, span);
  if (depthOf(of) >= deepestType) fail(`types nest at most ${deepestType} deep`, span);
  if (length === undefined) return { kind: "array", of, count: undefined };
  const count = constantInteger(scope, length);
  if (count < 1) fail(`an array has at least 1 element, got ${count}`, length.span);
  if (count > longestArray || sizeOf(of) * count > 4 * longestArray)
    fail("the array is longer than is supported here", length.span);
  return { kind: "array", of, count };
}

function pointerType(scope: Scope, templates: readonly ExpressionSyntax[], span: Span): Type {
  const [space, to, access] = templates.map((template) => (template.kind === "name" ? template : undefined));
  if (space === undefined || !spaces.has(space.name) || to === undefined)
    return fail("ptr takes an address space, a type and perhaps an access mode", span);
  const isStorage = space.name === "storage";
  if (access !== undefined && !(isStorage && accesses.has(access.name))) fail("unknown access mode", access.span);
  const mode = isStorage ? (access?.name ?? "read") : space.name === "uniform" ? "read" : "read_write";
  return { kind: "pointer", space: space.name as AddressSpace, to: checkType(scope, to), access: mode as Access };
}

/** Whether the buffer decides how long the type is. */
export function hasNoLength(type: Type): boolean {
  return holds(type, (part) => part.kind === "array" && part.count === undefined);
}

/** Lays out a struct. @see WGSL §14.4.2, Structure member layout */
export function checkStruct(scope: Scope, { name, members, span }: StructSyntax): Type {
  const laid: StructMember[] = [];
  let [end, align] = [0, 1];
  for (const [i, { name: member, type: syntax, attributes, span: place }] of members.entries()) {
    if (laid.some((other) => other.name === member)) fail(`${name} has two members ${member}`, place);
    const type = checkType(scope, syntax);
    if (depthOf(type) >= deepestType) fail(`types nest at most ${deepestType} deep`, place);
    if (hasNoLength(type) && (i < members.length - 1 || type.kind !== "array"))
      fail("an array without a length stands last in a struct", place);
    const isPart = isConstructible(type) || type.kind === "atomic" || type.kind === "array" || type.kind === "struct";
    if (!isPart) fail(`a struct has no member of type ${nameOf(type)}`, place);
    const own = numberAttribute(scope, attributes, "align") ?? alignOf(type);
    const size = numberAttribute(scope, attributes, "size") ?? sizeOf(type);
    if (own % alignOf(type) !== 0 || Math.log2(own) % 1 !== 0)
      fail(`@align is a power of two and a multiple of ${alignOf(type)}, got ${own}`, place);
    if (size < sizeOf(type)) fail(`@size is at least ${sizeOf(type)}, got ${size}`, place);
    const unknown = attributes.find((attribute) => !["align", "size", "builtin"].includes(attribute.name));
    if (unknown !== undefined) fail(`@${unknown.name} is not supported here`, unknown.span);
    const offset = roundUp(own, end);
    laid.push({ name: member, type, offset, builtin: builtinOf(attributes) });
    end = offset + size;
    align = Math.max(align, own);
  }
  if (end > 4 * longestArray) fail("the struct is larger than is supported here", span);
  return { kind: "struct", name, members: laid, align, size: roundUp(align, end) };
}

/** The integer of an attribute. */
export function numberAttribute(
  scope: Scope,
  attributes: readonly AttributeSyntax[],
  name: string,
): number | undefined {
  const attribute = attributes.find((one) => one.name === name);
  if (attribute === undefined) return undefined;
  const [value, more] = attribute.args;
  if (value === undefined || more !== undefined) return fail(`@${name} takes one number`, attribute.span);
  const number = constantInteger(scope, value);
  return number < 0 ? fail(`@${name} is not negative`, attribute.span) : number;
}

/** The name in `@builtin(…)`. */
export function builtinOf(attributes: readonly AttributeSyntax[]): string | undefined {
  const attribute = attributes.find(({ name }) => name === "builtin");
  if (attribute === undefined) return undefined;
  const [value] = attribute.args;
  return value?.kind === "name" ? value.name : fail("@builtin takes the name of a built-in value", attribute.span);
}
