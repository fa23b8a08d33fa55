import { type Span, WgslError } from "./span.ts";
import type { Expression, Place } from "./tree.ts";
import { nameOf, type Type } from "./types.ts";

/** What an expression is: memory, or a value. */
export type Meant = { readonly place: Place } | { readonly value: Expression };

/** The place behind a pointer. */
export function behind(pointer: Expression, span: Span): Place {
  if (pointer.type.kind !== "pointer") throw new WgslError(`* takes a pointer, got ${nameOf(pointer.type)}`, span);
  // *&x is x.
  if (pointer.kind === "address") return { ...pointer.place, span };
  return { kind: "behind", pointer, type: pointer.type.to, span };
}

export function addressOf(place: Place, span: Span): Expression {
  if (place.kind === "element" && place.of.type.kind === "vector")
    throw new WgslError("a component of a vector has no address", span);
  const { space, access } = originOf(place);
  return { kind: "address", place, type: { kind: "pointer", space, to: place.type, access }, span };
}

/** The address space and access mode of a place. */
export function originOf(place: Place): Pick<Type & { readonly kind: "pointer" }, "space" | "access"> {
  switch (place.kind) {
    case "whole":
      return place.variable;
    case "behind": {
      const { type } = place.pointer;
      if (type.kind !== "pointer") throw new Error("a place is behind a pointer");
      return type;
    }
    case "element":
    case "member":
      return originOf(place.of);
  }
}

/** The elements of an array, the columns of a matrix, the components of a vector. */
export function elementType(type: Type): Type | undefined {
  switch (type.kind) {
    case "array":
      return type.of;
    case "vector":
      return { kind: "scalar", of: type.of };
    case "matrix":
      return { kind: "vector", of: type.of, size: type.rows };
    case "scalar":
    case "atomic":
    case "struct":
    case "pointer":
    case "nothing":
      return undefined;
  }
}

/** How many there are; undefined where the buffer decides. */
export function elementCount(type: Type): number | undefined {
  if (type.kind === "array") return type.count;
  return type.kind === "vector" ? type.size : type.kind === "matrix" ? type.columns : undefined;
}

/** `p.x` and `p[i]` of a pointer are those of what it points to. */
export function throughPointer(meant: Meant, span: Span): Meant {
  if ("value" in meant && meant.value.type.kind === "pointer") return { place: behind(meant.value, span) };
  return meant;
}
