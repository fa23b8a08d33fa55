/** @file Places: which words an expression means, and what is read and written there. */
import { roundUp, scalarCount, scalarPlaces, sizeOf, strideOf } from "../wgsl/layout.ts";
import { elementCount } from "../wgsl/places.ts";
import type { Span } from "../wgsl/span.ts";
import type { Expression, Place } from "../wgsl/tree.ts";
import type { Type } from "../wgsl/types.ts";
import type { FunctionCode } from "./function-code.ts";
import { numberText } from "./scalar-code.ts";
import { addressText, type Location } from "./writer.ts";

type Words = Location & { readonly kind: "words" };
type Evaluate = (code: FunctionCode, expression: Expression) => readonly string[];

/** Where a place is. What its indices need is written first. */
export function locate(code: FunctionCode, place: Place, evaluate: Evaluate): Location {
  switch (place.kind) {
    case "whole": {
      const { variable } = place;
      const names = code.locals.get(variable);
      if (names !== undefined) return { kind: "locals", variable, names };
      const words = code.module.wordsOf(variable);
      if (words === undefined) throw new Error(`${variable.name} lives nowhere`);
      return words;
    }
    case "behind":
      return pointee(code, place.pointer, evaluate);
    case "member": {
      const of = locate(code, place.of, evaluate);
      if (of.kind === "words") return { ...of, offset: of.offset + place.member.offset / 4 };
      const { type } = place.of;
      const before = type.kind === "struct" ? type.members.slice(0, type.members.indexOf(place.member)) : [];
      return part(
        of,
        before.reduce((sum, member) => sum + scalarCount(member.type), 0),
        place.type,
      );
    }
    case "element": {
      const of = locate(code, place.of, evaluate);
      const { index } = place;
      if (of.kind === "locals") {
        if (index.kind !== "constant") throw new Error("what is indexed by a variable lives in words");
        return part(of, Number(index.value.scalars[0]) * scalarCount(place.type), place.type);
      }
      return elementOf(code, of, place.of.type, index, evaluate);
    }
  }
}

function part(of: Location & { readonly kind: "locals" }, first: number, type: Type): Location {
  return { ...of, names: of.names.slice(first, first + scalarCount(type)) };
}

/** What a pointer points to. */
export function pointee(code: FunctionCode, pointer: Expression, evaluate: Evaluate): Location {
  if (pointer.kind === "address") return locate(code, pointer.place, evaluate);
  const known = pointer.kind === "named" ? code.named.get(pointer.named) : undefined;
  if (known === undefined || !("kind" in known)) throw new Error("a pointer is an address, or has a name");
  return known;
}

/**
 * How many elements an array, vector or matrix has, as JavaScript.
 *
 * @param end - where an array without a length ends: at the end of its buffer, or where the red zone begins
 */
export function countText(of: Words, type: Type, end: "len" | "end" = "len"): string {
  const count = elementCount(type);
  if (count !== undefined) return String(count);
  // It has no part of an element.
  const before = of.offset === 0 ? `${end}${of.memory}` : `(${end}${of.memory} - ${of.offset})`;
  const stride = strideOf(type) / 4;
  return stride === 1 ? before : `trunc(${before} / ${stride})`;
}

function elementOf(code: FunctionCode, of: Words, type: Type, index: Expression, evaluate: Evaluate): Words {
  const { writer } = code;
  const stride = strideOf(type) / 4;
  const count = countText(of, type, "end");
  const isConst = index.kind === "constant";
  const [at = "0"] = isConst
    ? [numberText(index.value.scalars[0] ?? 0)]
    : evaluate(code, index).map((x) => code.steady(x));
  if (!isConst || elementCount(type) === undefined) {
    const isSigned = index.type.kind === "scalar" && index.type.of === "i32";
    const site = code.site("index", index.span, { variable: of.variable });
    writer.line(`if (${isSigned && !isConst ? `${at} >>> 0` : at} >= ${count}) outOfRange(${site}, ${at}, ${count});`);
  }
  if (isConst) return { ...of, offset: of.offset + Number(at) * stride };
  const scaled =
    stride === 1
      ? at
      : Number.isInteger(Math.log2(stride))
        ? `(${at} << ${Math.log2(stride)})`
        : `imul(${at}, ${stride})`;
  const base = of.base === "" ? scaled : `(${of.base} + ${scaled}) | 0`;
  return { ...of, base: base === at ? at : writer.keep(base) };
}

const views = { f32: "F", i32: "I", u32: "U", bool: "I" } as const;

/** Reads a value: a name for each scalar. */
export function readPlace(code: FunctionCode, location: Location, type: Type, span: Span): readonly string[] {
  if (location.kind === "locals") return location.names;
  const places = scalarPlaces(type);
  const { writer } = code;
  const site = countAccess(code, location, "load", places.length, span);
  return places.map(({ of, offset }) => {
    const address = addressOfWord(code, location, offset / 4);
    if (site !== undefined && code.memory(location.memory).isTracked)
      writer.line(`read${location.memory}(${address}, ${site});`);
    const text = `${views[of]}${location.memory}[${address}]`;
    return writer.keep(of === "bool" ? `${text} !== 0` : text);
  });
}

/** Writes a value. */
export function writePlace(
  code: FunctionCode,
  location: Location,
  type: Type,
  scalars: readonly string[],
  span: Span,
): void {
  const { writer } = code;
  if (location.kind === "locals") {
    // All are read before any is written: `v = v.yx`.
    const values = location.names.length === 1 ? scalars : scalars.map((scalar) => code.steady(scalar));
    for (const [i, name] of location.names.entries()) writer.line(`${name} = ${values[i]};`);
    return;
  }
  const places = scalarPlaces(type);
  const site = countAccess(code, location, "store", places.length, span);
  for (const [i, { of, offset }] of places.entries()) {
    const address = addressOfWord(code, location, offset / 4);
    if (site !== undefined && code.memory(location.memory).isTracked)
      writer.line(`write${location.memory}(${address}, ${site});`);
    writer.line(`${views[of]}${location.memory}[${address}] = ${scalars[i]}${of === "bool" ? " ? 1 : 0" : ""};`);
  }
}

/** The site of an access that is counted; undefined for memory that only one invocation sees. */
export function countAccess(
  code: FunctionCode,
  location: Words,
  kind: "load" | "store" | "atomic",
  words: number,
  span: Span,
): number | undefined {
  if (code.memory(location.memory).space === "private") return undefined;
  const site = code.site(kind, span, { variable: location.variable, words });
  code.writer.count(site);
  if (code.module.isTraced && code.memory(location.memory).space === "storage")
    code.writer.line(`visit(${site}, ${addressText(location, 0)});`);
  return site;
}

/** The address of a word, as JavaScript that is read more than once. */
export function addressOfWord(code: FunctionCode, location: Words, word: number): string {
  const text = addressText(location, word);
  return text.includes("+") ? code.writer.keep(text) : text;
}

/** Sets a variable that has no initial value to zero. */
export function clearPlace(code: FunctionCode, location: Words, type: Type): void {
  const words = roundUp(4, sizeOf(type)) / 4;
  const start = addressText(location, 0);
  code.writer.line(`I${location.memory}.fill(0, ${start}, ${addressText(location, words)});`);
}
