import { type Type, holds } from "./types.ts";

/** Rounds up to a multiple. */
export function roundUp(multiple: number, value: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** The alignment of a type in bytes. @see WGSL §14.4.1, Alignment and size */
export function alignOf(type: Type): number {
  switch (type.kind) {
    case "scalar":
    case "atomic":
      return 4;
    case "vector":
      return type.size === 2 ? 8 : 16;
    case "matrix":
      return type.rows === 2 ? 8 : 16;
    case "array":
      return alignOf(type.of);
    case "struct":
      return type.align;
    case "pointer":
    case "nothing":
      return 1;
  }
}

/** The size of a type in bytes; an array without a length counts as empty. */
export function sizeOf(type: Type): number {
  switch (type.kind) {
    case "scalar":
    case "atomic":
      return 4;
    case "vector":
      return 4 * type.size;
    case "matrix":
      return type.columns * strideOf(type);
    case "array":
      return (type.count ?? 0) * strideOf(type);
    case "struct":
      return type.size;
    case "pointer":
    case "nothing":
      return 0;
  }
}

/** Bytes from one element of an array, column of a matrix or component of a vector to the next. */
export function strideOf(type: Type): number {
  if (type.kind === "array") return roundUp(alignOf(type.of), sizeOf(type.of));
  return type.kind === "matrix" ? (type.rows === 2 ? 8 : 16) : 4;
}

/** Where a scalar of a value stands: bytes from the start of the value. */
export interface ScalarPlace {
  readonly of: "bool" | "i32" | "u32" | "f32";
  readonly offset: number;
}

const placesOf = new WeakMap<Type, readonly ScalarPlace[]>();

/** The scalars of a type with a fixed length, in the order of its members, columns and components. */
export function scalarPlaces(type: Type): readonly ScalarPlace[] {
  const known = placesOf.get(type);
  if (known !== undefined) return known;
  const places = findPlaces(type);
  placesOf.set(type, places);
  return places;
}

function findPlaces(type: Type): readonly ScalarPlace[] {
  const row = (count: number, part: Type): readonly ScalarPlace[] =>
    Array.from({ length: count }, (_, i) => moved(scalarPlaces(part), i * strideOf(type))).flat();
  switch (type.kind) {
    case "scalar":
      if (type.of === "abstract-int") return [{ of: "i32", offset: 0 }];
      return [{ of: type.of === "abstract-float" ? "f32" : type.of, offset: 0 }];
    case "atomic":
      return [{ of: type.of, offset: 0 }];
    case "vector":
      return row(type.size, { kind: "scalar", of: type.of });
    case "matrix":
      return row(type.columns, { kind: "vector", of: type.of, size: type.rows });
    case "array":
      return row(type.count ?? 0, type.of);
    case "struct":
      return type.members.flatMap((member) => moved(scalarPlaces(member.type), member.offset));
    case "pointer":
    case "nothing":
      return [];
  }
}

function moved(places: readonly ScalarPlace[], by: number): readonly ScalarPlace[] {
  return places.map(({ of, offset }) => ({ of, offset: offset + by }));
}

/** How many scalars a type of a fixed length has, without a list of them. */
export function scalarCount(type: Type): number {
  switch (type.kind) {
    case "scalar":
    case "atomic":
      return 1;
    case "vector":
      return type.size;
    case "matrix":
      return type.columns * type.rows;
    case "array":
      return (type.count ?? 0) * scalarCount(type.of);
    case "struct":
      return type.members.reduce((sum, member) => sum + scalarCount(member.type), 0);
    case "pointer":
    case "nothing":
      return 0;
  }
}

/**
 * What keeps a type out of a uniform buffer, if anything: there, arrays and structs start at multiples of 16 bytes.
 *
 * @see WGSL §14.4.5, Address space layout constraints
 */
export function uniformProblem(type: Type): string | undefined {
  if (holds(type, (part) => part.kind === "atomic")) return "a uniform buffer holds no atomics";
  if (type.kind === "array") {
    if (strideOf(type) % 16 !== 0)
      return `the elements of an array in a uniform buffer stand at multiples of 16 bytes, these at multiples of ${strideOf(type)}`;
    return uniformProblem(type.of);
  }
  if (type.kind !== "struct") return undefined;
  for (const [i, { name, type: part, offset }] of type.members.entries()) {
    if ((part.kind === "struct" || part.kind === "array") && offset % 16 !== 0)
      return `in a uniform buffer ${name} starts at a multiple of 16 bytes, here at ${offset}`;
    const before = type.members[i - 1];
    if (before?.type.kind === "struct" && offset - before.offset < roundUp(16, sizeOf(before.type)))
      return `in a uniform buffer ${name} starts 16 bytes or a multiple of them after ${before.name}`;
    const problem = uniformProblem(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
