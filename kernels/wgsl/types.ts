/** A scalar type. The abstract ones are those of literals such as `1` and `1.0`, before their use decides. */
export type ScalarKind = "bool" | "i32" | "u32" | "f32" | "abstract-int" | "abstract-float";

export type Size = 2 | 3 | 4;
export type AddressSpace = "function" | "private" | "workgroup" | "uniform" | "storage";
export type Access = "read" | "write" | "read_write";

export interface StructMember {
  readonly name: string;
  readonly type: Type;
  /** Bytes from the start of the struct. */
  readonly offset: number;
  /** The `@builtin` of the member, for an argument of an entry point. */
  readonly builtin: string | undefined;
}

export interface StructType {
  readonly kind: "struct";
  readonly name: string;
  readonly members: readonly StructMember[];
  /** Bytes. */
  readonly align: number;
  /** Bytes; without the last member if that has no length of its own. */
  readonly size: number;
}

/** §6 A type. Struct types are equal if they are the same object, all others if they look the same. */
export type Type =
  | { readonly kind: "scalar"; readonly of: ScalarKind }
  | { readonly kind: "vector"; readonly of: ScalarKind; readonly size: Size }
  | { readonly kind: "matrix"; readonly of: ScalarKind; readonly columns: Size; readonly rows: Size }
  | { readonly kind: "atomic"; readonly of: "i32" | "u32" }
  /** `count` is undefined where the buffer's length decides. */
  | { readonly kind: "array"; readonly of: Type; readonly count: number | undefined }
  | StructType
  | { readonly kind: "pointer"; readonly space: AddressSpace; readonly to: Type; readonly access: Access }
  /** What a function without a result returns. */
  | { readonly kind: "nothing" };

const scalar = (of: ScalarKind): Type => ({ kind: "scalar", of });
export const bool = scalar("bool");
export const i32 = scalar("i32");
export const u32 = scalar("u32");
export const f32 = scalar("f32");
export const nothing: Type = { kind: "nothing" };

/** The type's name, as WGSL writes it. */
export function nameOf(type: Type): string {
  switch (type.kind) {
    case "scalar":
      return type.of;
    case "vector":
      return `vec${type.size}<${type.of}>`;
    case "matrix":
      return `mat${type.columns}x${type.rows}<${type.of}>`;
    case "atomic":
      return `atomic<${type.of}>`;
    case "array":
      return type.count === undefined ? `array<${nameOf(type.of)}>` : `array<${nameOf(type.of)}, ${type.count}>`;
    case "struct":
      return type.name;
    case "pointer":
      return `ptr<${type.space}, ${nameOf(type.to)}${type.space === "storage" ? `, ${type.access}` : ""}>`;
    case "nothing":
      return "nothing";
  }
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case "scalar":
      return b.kind === "scalar" && a.of === b.of;
    case "vector":
      return b.kind === "vector" && a.of === b.of && a.size === b.size;
    case "matrix":
      return b.kind === "matrix" && a.of === b.of && a.columns === b.columns && a.rows === b.rows;
    case "atomic":
      return b.kind === "atomic" && a.of === b.of;
    case "array":
      return b.kind === "array" && a.count === b.count && sameType(a.of, b.of);
    case "struct":
      return false;
    case "pointer":
      return b.kind === "pointer" && a.space === b.space && a.access === b.access && sameType(a.to, b.to);
    case "nothing":
      return b.kind === "nothing";
  }
}

/** The scalar that a scalar, vector, matrix or atomic is made of. */
export function scalarOf(type: Type): ScalarKind | undefined {
  return "of" in type && typeof type.of === "string" ? type.of : undefined;
}

function isAbstract(type: Type): boolean {
  if (type.kind === "array") return isAbstract(type.of);
  const of = scalarOf(type);
  return of === "abstract-int" || of === "abstract-float";
}

/** The same shape with another scalar. */
export function withScalar(type: Type, of: ScalarKind): Type {
  if (type.kind === "array") return { ...type, of: withScalar(type.of, of) };
  return type.kind === "scalar" || type.kind === "vector" || type.kind === "matrix" ? { ...type, of } : type;
}

/** §6.1.2 What an abstract type becomes where nothing else decides: i32 or f32. */
export function concrete(type: Type): Type {
  if (!isAbstract(type)) return type;
  if (type.kind === "array") return { ...type, of: concrete(type.of) };
  return withScalar(type, scalarOf(type) === "abstract-int" ? "i32" : "f32");
}

/**
 * §6.1.2 The rank of an automatic conversion: the lowest wins. `undefined` where there is none.
 */
export function conversionRank(from: ScalarKind, to: ScalarKind): number | undefined {
  return from === to ? 0 : ranks[`${from} ${to}`];
}

const ranks: Readonly<Record<string, number>> = {
  "abstract-float f32": 1,
  "abstract-int i32": 3,
  "abstract-int u32": 4,
  "abstract-int abstract-float": 5,
  "abstract-int f32": 6,
};

/** Whether values of one type become values of another without being asked to. */
export function converts(from: Type, to: Type): boolean {
  if (sameType(from, to)) return true;
  if (from.kind === "array") return to.kind === "array" && from.count === to.count && converts(from.of, to.of);
  const [a, b] = [scalarOf(from), scalarOf(to)];
  if (a === undefined || b === undefined || conversionRank(a, b) === undefined) return false;
  return sameType(withScalar(from, b), to);
}

/** §6.2.9 Whether a value of the type can be made, passed and returned. */
export function isConstructible(type: Type): boolean {
  switch (type.kind) {
    case "scalar":
    case "vector":
    case "matrix":
      return true;
    case "array":
      return type.count !== undefined && isConstructible(type.of);
    case "struct":
      return type.members.every((member) => isConstructible(member.type));
    case "atomic":
    case "pointer":
    case "nothing":
      return false;
  }
}

/** Whether any part of the type is of the kind. */
export function holds(type: Type, has: (part: Type) => boolean): boolean {
  if (has(type)) return true;
  if (type.kind === "array") return holds(type.of, has);
  return type.kind === "struct" && type.members.some((member) => holds(member.type, has));
}

const depths = new WeakMap<Type, number>();

/** §2.4 How deep arrays and structs lie in each other. */
export function depthOf(type: Type): number {
  const known = depths.get(type);
  if (known !== undefined) return known;
  const inner =
    type.kind === "array" ? [type.of] : type.kind === "struct" ? type.members.map((member) => member.type) : [];
  const depth = inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depthOf));
  depths.set(type, depth);
  return depth;
}

/** The deepest type that WGSL asks every implementation for. */
export const deepestType = 15;
