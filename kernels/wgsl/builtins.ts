import { componentwise, type Pattern, type Signature } from "./patterns.ts";

const floats = (count: number): readonly Signature[] => componentwise("float", count);
const integers: readonly Signature[] = componentwise("concrete-integer", 1);

function one(of: Signature["of"], takes: readonly Pattern[], gives: Pattern): Signature {
  return { of, takes, gives };
}

/**
 * The built-in functions whose result depends on nothing but their arguments. Those that touch memory are in
 * `check-call.ts`.
 *
 * @see WGSL §17, Built-in functions
 */
export const builtins = {
  abs: componentwise("number", 1),
  acos: floats(1),
  acosh: floats(1),
  all: [one("bool", ["T"], "bool"), one("bool", ["vecN<T>"], "bool")],
  any: [one("bool", ["T"], "bool"), one("bool", ["vecN<T>"], "bool")],
  asin: floats(1),
  asinh: floats(1),
  atan: floats(1),
  atan2: floats(2),
  atanh: floats(1),
  ceil: floats(1),
  clamp: componentwise("number", 3),
  cos: floats(1),
  cosh: floats(1),
  countLeadingZeros: integers,
  countOneBits: integers,
  countTrailingZeros: integers,
  cross: [one("float", ["vec3<T>", "vec3<T>"], "vec3<T>")],
  degrees: floats(1),
  determinant: [one("float", ["matCxC<T>"], "T")],
  distance: [one("float", ["T", "T"], "T"), one("float", ["vecN<T>", "vecN<T>"], "T")],
  dot: [one("number", ["vecN<T>", "vecN<T>"], "T")],
  dot4I8Packed: [one("any", ["u32", "u32"], "i32")],
  dot4U8Packed: [one("any", ["u32", "u32"], "u32")],
  exp: floats(1),
  exp2: floats(1),
  extractBits: [
    one("concrete-integer", ["T", "u32", "u32"], "T"),
    one("concrete-integer", ["vecN<T>", "u32", "u32"], "vecN<T>"),
  ],
  faceForward: [one("float", ["vecN<T>", "vecN<T>", "vecN<T>"], "vecN<T>")],
  firstLeadingBit: integers,
  firstTrailingBit: integers,
  floor: floats(1),
  fma: floats(3),
  fract: floats(1),
  // The result is a struct, which `check-call.ts` makes of this type.
  frexp: componentwise("f32", 1),
  insertBits: [
    one("concrete-integer", ["T", "T", "u32", "u32"], "T"),
    one("concrete-integer", ["vecN<T>", "vecN<T>", "u32", "u32"], "vecN<T>"),
  ],
  inverseSqrt: floats(1),
  ldexp: [one("float", ["T", "i32"], "T"), one("float", ["vecN<T>", "vecN<i32>"], "vecN<T>")],
  length: [one("float", ["T"], "T"), one("float", ["vecN<T>"], "T")],
  log: floats(1),
  log2: floats(1),
  max: componentwise("number", 2),
  min: componentwise("number", 2),
  mix: [...floats(3), one("float", ["vecN<T>", "vecN<T>", "T"], "vecN<T>")],
  modf: componentwise("f32", 1),
  normalize: [one("float", ["vecN<T>"], "vecN<T>")],
  pack2x16float: [one("any", ["vec2<f32>"], "u32")],
  pack2x16snorm: [one("any", ["vec2<f32>"], "u32")],
  pack2x16unorm: [one("any", ["vec2<f32>"], "u32")],
  pack4x8snorm: [one("any", ["vec4<f32>"], "u32")],
  pack4x8unorm: [one("any", ["vec4<f32>"], "u32")],
  pack4xI8: [one("any", ["vec4<i32>"], "u32")],
  pack4xI8Clamp: [one("any", ["vec4<i32>"], "u32")],
  pack4xU8: [one("any", ["vec4<u32>"], "u32")],
  pack4xU8Clamp: [one("any", ["vec4<u32>"], "u32")],
  pow: floats(2),
  quantizeToF16: componentwise("f32", 1),
  radians: floats(1),
  reflect: [one("float", ["vecN<T>", "vecN<T>"], "vecN<T>")],
  refract: [one("float", ["vecN<T>", "vecN<T>", "T"], "vecN<T>")],
  reverseBits: integers,
  round: floats(1),
  saturate: floats(1),
  select: [
    one("any", ["T", "T", "bool"], "T"),
    one("any", ["vecN<T>", "vecN<T>", "bool"], "vecN<T>"),
    one("any", ["vecN<T>", "vecN<T>", "vecN<bool>"], "vecN<T>"),
  ],
  sign: componentwise("signed", 1),
  sin: floats(1),
  sinh: floats(1),
  smoothstep: floats(3),
  sqrt: floats(1),
  step: floats(2),
  tan: floats(1),
  tanh: floats(1),
  transpose: [one("float", ["matCxR<T>"], "matRxC<T>")],
  trunc: floats(1),
  unpack2x16float: [one("any", ["u32"], "vec2<f32>")],
  unpack2x16snorm: [one("any", ["u32"], "vec2<f32>")],
  unpack2x16unorm: [one("any", ["u32"], "vec2<f32>")],
  unpack4x8snorm: [one("any", ["u32"], "vec4<f32>")],
  unpack4x8unorm: [one("any", ["u32"], "vec4<f32>")],
  unpack4xI8: [one("any", ["u32"], "vec4<i32>")],
  unpack4xU8: [one("any", ["u32"], "vec4<u32>")],
} satisfies Record<string, readonly Signature[]>;

export type BuiltinName = keyof typeof builtins;

export function isBuiltin(name: string): name is BuiltinName {
  return Object.hasOwn(builtins, name);
}
