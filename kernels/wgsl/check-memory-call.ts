import { checkType } from "./check-type.ts";
import { coerce, constant } from "./convert.ts";
import { fromBits, toBits } from "./bits.ts";
import { behind, originOf } from "./places.ts";
import { hasNoLength } from "./check-type.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { NameSyntax } from "./syntax.ts";
import type { AtomicOperation, Barrier, Expression, Place } from "./tree.ts";
import { bool, concrete, isConstructible, nameOf, nothing, scalarOf, type Type, u32, withScalar } from "./types.ts";
import { scalarCount } from "./layout.ts";

/** §17.8 How many values each operation takes behind its pointer. */
const atomics: Readonly<Record<AtomicOperation, number>> = {
  atomicLoad: 0,
  atomicStore: 1,
  atomicAdd: 1,
  atomicSub: 1,
  atomicMax: 1,
  atomicMin: 1,
  atomicAnd: 1,
  atomicOr: 1,
  atomicXor: 1,
  atomicExchange: 1,
  atomicCompareExchangeWeak: 2,
};

/** §17.11 */
const barriers: ReadonlySet<string> = new Set<Barrier>(["workgroupBarrier", "storageBarrier", "textureBarrier"]);

function isAtomic(name: string): name is AtomicOperation {
  return Object.hasOwn(atomics, name);
}

function isBarrier(name: string): name is Barrier {
  return barriers.has(name);
}

/** Whether a built-in function reads or writes memory, or waits. */
export function isMemoryFunction(name: string): boolean {
  return isAtomic(name) || isBarrier(name) || name === "arrayLength" || name === "workgroupUniformLoad";
}

/** Checks a call of a built-in function that is about memory: atomics, barriers, lengths, bits. */
export function checkMemoryCall(scope: Scope, callee: NameSyntax, args: readonly Expression[], span: Span): Expression {
  const { name } = callee;
  if (name === "bitcast") return checkBitcast(scope, callee, args, span);
  if (callee.templates !== undefined) throw new WgslError(`${name} takes no template parameters`, span);
  if (isBarrier(name)) {
    takes(name, args, 0, span);
    return { kind: "barrier", barrier: name, type: nothing, span };
  }
  const [pointer, ...values] = args;
  if (pointer === undefined || pointer.type.kind !== "pointer")
    throw new WgslError(`${name} takes a pointer, such as &x`, span);
  const place = behind(pointer, span);
  if (isAtomic(name)) {
    takes(name, args, atomics[name] + 1, span);
    return checkAtomic(name, place, values, span);
  }
  takes(name, args, 1, span);
  if (name === "arrayLength") {
    if (place.type.kind !== "array" || !hasNoLength(place.type))
      throw new WgslError("arrayLength takes a pointer to an array whose length the buffer decides", span);
    return { kind: "array-length", place, type: u32, span };
  }
  if (originOf(place).space !== "workgroup") throw new WgslError(`${name} takes a pointer to workgroup memory`, span);
  if (place.type.kind === "atomic")
    return { kind: "uniform-load", place, type: { kind: "scalar", of: place.type.of }, span };
  if (!isConstructible(place.type)) throw new WgslError(`${nameOf(place.type)} cannot be read as a whole`, span);
  return { kind: "uniform-load", place, type: place.type, span };
}

function takes(name: string, args: readonly Expression[], count: number, span: Span): void {
  if (args.length !== count) throw new WgslError(`${name} takes ${count} arguments, got ${args.length}`, span);
}

function checkAtomic(operation: AtomicOperation, place: Place, values: readonly Expression[], span: Span): Expression {
  if (place.type.kind !== "atomic")
    throw new WgslError(`${operation} takes a pointer to an atomic, got ${nameOf(place.type)}`, span);
  if (originOf(place).access === "read") throw new WgslError("atomics live in memory that may be written", span);
  const of: Type = { kind: "scalar", of: place.type.of };
  const args = values.map((value) => coerce(value, of));
  const type =
    operation === "atomicStore" ? nothing : operation === "atomicCompareExchangeWeak" ? exchanged(place.type.of) : of;
  return { kind: "atomic", operation, place, args, type, span };
}

function exchangedType(of: "i32" | "u32"): Type {
  return {
    kind: "struct",
    name: "the result of atomicCompareExchangeWeak",
    members: [
      { name: "old_value", type: { kind: "scalar", of }, offset: 0, builtin: undefined },
      { name: "exchanged", type: bool, offset: 4, builtin: undefined },
    ],
    align: 4,
    size: 8,
  };
}
const exchangedTypes = { i32: exchangedType("i32"), u32: exchangedType("u32") };
const exchanged = (of: "i32" | "u32"): Type => exchangedTypes[of];

/** The type whose bits an abstract number has: u32 only for what i32 does not reach. */
function withBits(arg: Expression): Type {
  const isLarge =
    arg.kind === "constant" && arg.value.scalars.some((scalar) => typeof scalar === "bigint" && scalar >= 2n ** 31n);
  return isLarge ? withScalar(arg.type, "u32") : concrete(arg.type);
}

/** §17.2 The same bits as another type. */
function checkBitcast(scope: Scope, callee: NameSyntax, args: readonly Expression[], span: Span): Expression {
  const [template, more] = callee.templates ?? [];
  takes("bitcast", args, 1, span);
  const [arg] = args;
  if (template === undefined || more !== undefined || arg === undefined)
    throw new WgslError("bitcast takes one type: bitcast<f32>(x)", span);
  const type = checkType(scope, template);
  const operand = coerce(arg, withBits(arg));
  const [from, to] = [scalarOf(operand.type), scalarOf(type)];
  const isPlain = (one: Type): boolean => one.kind === "scalar" || one.kind === "vector";
  const fits =
    isPlain(type) &&
    isPlain(operand.type) &&
    from !== "bool" &&
    to !== "bool" &&
    scalarCount(type) === scalarCount(operand.type);
  if (!fits || from === undefined || to === undefined)
    throw new WgslError(`bitcast cannot make ${nameOf(type)} of ${nameOf(operand.type)}`, span);
  if (operand.kind !== "constant") return { kind: "bitcast", operand, type, span };
  const scalars = operand.value.scalars.map((scalar) => fromBits(to, toBits(from, Number(scalar))));
  if (scalars.some((scalar) => !Number.isFinite(scalar)))
    throw new WgslError("the bits are those of no finite number", span);
  return constant(type, scalars, span);
}
