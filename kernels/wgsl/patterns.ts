import { conversionRank, type ScalarKind, scalarOf, type Size, type Type } from "./types.ts";

/**
 * A signature as the specification writes it: `T` is a scalar of the class, `N`, `C`, `R` and `K` are sizes. So
 * `{ of: "float", takes: ["vecN<T>", "T"], gives: "vecN<T>" }` is `fn f(vecN<T>, T) → vecN<T>` for all floats T.
 */
export interface Signature {
  readonly of: ScalarClass;
  readonly takes: readonly Pattern[];
  readonly gives: Pattern;
}

export type ScalarClass = "number" | "integer" | "concrete-integer" | "float" | "f32" | "bool" | "any" | "signed";
type Of = "T" | "bool" | "i32" | "u32" | "f32";
export type Pattern = Of | `vec${"N" | "R" | "C" | Size}<${Of}>` | `mat${"C" | "K" | "R"}x${"R" | "C" | "K"}<T>`;

/** The scalars of each class. */
const classes: Readonly<Record<ScalarClass, readonly ScalarKind[]>> = {
  number: ["abstract-int", "abstract-float", "i32", "u32", "f32"],
  integer: ["abstract-int", "i32", "u32"],
  "concrete-integer": ["i32", "u32"],
  signed: ["abstract-int", "abstract-float", "i32", "f32"],
  float: ["abstract-float", "f32"],
  f32: ["f32"],
  bool: ["bool"],
  any: ["abstract-int", "abstract-float", "i32", "u32", "f32", "bool"],
};

/** What the sizes of a signature stand for in one call. */
type Sizes = Partial<Record<string, Size>>;

/** The types that a call takes and gives. */
export interface Resolved {
  readonly takes: readonly Type[];
  readonly gives: Type;
}

/**
 * Finds the signature that fits the types of a call's arguments, and the types that the arguments become.
 *
 * @param isConst - whether all arguments are const-expressions: only then the call may stay abstract
 * @see WGSL §6.1.3, Overload resolution
 */
export function resolve(
  signatures: readonly Signature[],
  args: readonly Type[],
  isConst: boolean,
): Resolved | undefined {
  for (const signature of signatures) {
    const resolved = resolveOne(signature, args, isConst);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

function resolveOne({ of, takes, gives }: Signature, args: readonly Type[], isConst: boolean): Resolved | undefined {
  if (args.length !== takes.length) return undefined;
  const sizes: Sizes = {};
  /** The scalars that T must be able to hold. */
  const asked: ScalarKind[] = [];
  for (const [i, pattern] of takes.entries()) {
    const arg = args[i];
    const scalar = arg === undefined ? undefined : scalarOf(arg);
    if (arg === undefined || scalar === undefined || arg.kind === "atomic") return undefined;
    const { shape, of: element } = parsed(pattern);
    if (!bindShape(shape, arg, sizes)) return undefined;
    if (element === "T") asked.push(scalar);
    else if (conversionRank(scalar, element) === undefined) return undefined;
  }
  const t = commonScalar(asked, classes[of], isConst);
  if (t === undefined) return undefined;
  const build = (pattern: Pattern): Type => instantiate(pattern, t, sizes);
  return { takes: takes.map(build), gives: build(gives) };
}

/** The scalar of a class that all of some scalars convert to at the lowest rank. */
export function commonScalar(
  asked: readonly ScalarKind[],
  among: readonly ScalarKind[] = classes.any,
  isConst = true,
): ScalarKind | undefined {
  let best: { readonly of: ScalarKind; readonly rank: number } | undefined;
  for (const of of among) {
    if (!isConst && of.startsWith("abstract")) continue;
    const each = asked.map((from) => conversionRank(from, of));
    if (each.includes(undefined)) continue;
    const rank = each.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    if (best === undefined || rank < best.rank) best = { of, rank };
  }
  return best?.of;
}

interface Parsed {
  readonly shape: readonly string[];
  readonly of: Of;
}

const known = new Map<Pattern, Parsed>();

/** `"vecN<T>"` → vec, N; T. */
function parsed(pattern: Pattern): Parsed {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const [, shape = "", rows, of = pattern] = /^(?:vec|mat)(.)(?:x(.))?<(\w+)>$/.exec(pattern) ?? [];
  const result = { shape: shape === "" ? [] : rows === undefined ? [shape] : [shape, rows], of: of as Of };
  known.set(pattern, result);
  return result;
}

function bindShape(shape: readonly string[], { ...type }: Type, sizes: Sizes): boolean {
  const bind = (name: string | undefined, size: Size): boolean => {
    if (name === undefined) return false;
    if (/\d/.test(name)) return Number(name) === size;
    sizes[name] ??= size;
    return sizes[name] === size;
  };
  if (type.kind === "scalar") return shape.length === 0;
  if (type.kind === "vector") return shape.length === 1 && bind(shape[0], type.size);
  return type.kind === "matrix" && shape.length === 2 && bind(shape[0], type.columns) && bind(shape[1], type.rows);
}

function instantiate(pattern: Pattern, t: ScalarKind, sizes: Sizes): Type {
  const { shape, of } = parsed(pattern);
  const scalar = of === "T" ? t : of;
  const sizeOf = (name: string): Size => sizes[name] ?? (Number(name) as Size);
  const [first, second] = shape;
  if (first === undefined) return { kind: "scalar", of: scalar };
  if (second === undefined) return { kind: "vector", of: scalar, size: sizeOf(first) };
  return { kind: "matrix", of: scalar, columns: sizeOf(first), rows: sizeOf(second) };
}

/** A function of each component: for scalars and for vectors. */
export function componentwise(of: ScalarClass, count: number): readonly Signature[] {
  return (["T", "vecN<T>"] as const).map((pattern) => ({
    of,
    takes: Array.from({ length: count }, () => pattern),
    gives: pattern,
  }));
}
