import { describe, expect, test } from "vitest";
import { floatsOf, naturalsOf, ran } from "./trial.ts";

/** Arguments on both sides of zero and of one, and far from both. */
const xs = Float32Array.from({ length: 64 }, (_, i) => (i - 31.5) * (i % 3 === 0 ? 0.03 : i % 3 === 1 ? 0.25 : 1.1));
const ys = Float32Array.from({ length: 64 }, (_, i) => Math.sin(7 * i) * 3);

async function valuesOf(expression: string): Promise<Float32Array> {
  const wgsl = `
@group(0) @binding(0) var<storage, read> xs: array<f32>;
@group(0) @binding(1) var<storage, read> ys: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(local_invocation_index) i: u32) {
  let x = xs[i];
  let y = ys[i];
  out[i] = ${expression};
}`;
  return floatsOf(await ran(wgsl, { buffers: [{ in: xs }, { in: ys }, { out: new Float32Array(64) }] }), 2);
}

const ulp = (value: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - 23);
const sinh = (x: number) => 2 * (3 + 2 * Math.abs(x)) * ulp(Math.exp(Math.abs(x)));

/** Each function with float64's value and the error that §15.7.4 allows. */
const rows: readonly (readonly [string, (x: number, y: number) => number, (x: number, y: number) => number])[] = [
  ["exp(x)", Math.exp, (x) => (3 + 2 * Math.abs(x)) * ulp(Math.exp(x))],
  ["exp2(y)", (_, y) => 2 ** y, (_, y) => (3 + 2 * Math.abs(y)) * ulp(2 ** y)],
  ["log(abs(x))", (x) => Math.log(Math.abs(x)), (x) => Math.max(2 ** -21, 3 * ulp(Math.log(Math.abs(x))))],
  ["log2(abs(x))", (x) => Math.log2(Math.abs(x)), (x) => Math.max(2 ** -21, 3 * ulp(Math.log2(Math.abs(x))))],
  ["sqrt(abs(x))", (x) => Math.sqrt(Math.abs(x)), (x) => 4 * ulp(Math.sqrt(Math.abs(x)))],
  ["inverseSqrt(abs(x))", (x) => 1 / Math.sqrt(Math.abs(x)), (x) => 2 * ulp(1 / Math.sqrt(Math.abs(x)))],
  ["sin(y)", (_, y) => Math.sin(y), () => 2 ** -11],
  ["cos(y)", (_, y) => Math.cos(y), () => 2 ** -11],
  ["atan(x)", Math.atan, (x) => 4096 * ulp(Math.atan(x))],
  ["atan2(y, x)", (x, y) => Math.atan2(y, x), (x, y) => 4096 * ulp(Math.atan2(y, x))],
  ["asin(sin(y))", (_, y) => Math.asin(Math.fround(Math.sin(y))), () => 6.81e-5],
  ["acos(sin(y))", (_, y) => Math.acos(Math.fround(Math.sin(y))), () => 6.81e-5],
  ["sinh(x)", Math.sinh, sinh],
  ["cosh(x)", Math.cosh, sinh],
  ["tanh(x)", Math.tanh, () => 1e-5],
  ["asinh(x)", Math.asinh, () => 2 ** -14],
  ["acosh(abs(x) + 1)", (x) => Math.acosh(Math.abs(x) + 1), (x) => 2 ** -14 * (1 + 1 / Math.abs(x))],
  ["atanh(y / 4)", (_, y) => Math.atanh(y / 4), () => 2 ** -18],
  [
    "pow(abs(y), x)",
    (x, y) => Math.abs(y) ** x,
    (x, y) => 2 ** -18 * (1 + Math.abs(x * Math.log2(Math.abs(y)))) * Math.abs(y) ** x,
  ],
  ["x - floor(x) - fract(x)", () => 0, () => 2 ** -23],
  ["x % y", (x, y) => (y === 0 ? Number.NaN : x % y), (_, y) => Math.abs(y) + 1e-5],
  ["degrees(radians(x))", (x) => x, (x) => 8 * ulp(x)],
  ["mix(x, y, 0.25)", (x, y) => 0.75 * x + 0.25 * y, (x, y) => 4 * ulp(Math.abs(x) + Math.abs(y))],
  [
    "smoothstep(-2, 2, x)",
    (x) => 3 * Math.min(1, Math.max(0, (x + 2) / 4)) ** 2 - 2 * Math.min(1, Math.max(0, (x + 2) / 4)) ** 3,
    () => 2 ** -20,
  ],
  ["length(vec2(x, y))", (x, y) => Math.hypot(x, y), (x, y) => 8 * ulp(Math.hypot(x, y))],
  ["distance(vec2(x, 1), vec2(1, y))", (x, y) => Math.hypot(x - 1, 1 - y), (x, y) => 8 * ulp(Math.hypot(x, y) + 2)],
  ["normalize(vec2(x, y)).x", (x, y) => x / Math.hypot(x, y), () => 2 ** -20],
  ["cross(vec3(x, 1, 2), vec3(y, 3, 4)).z", (x, y) => 3 * x - y, (x, y) => 4 * ulp(Math.abs(3 * x) + Math.abs(y))],
  ["reflect(vec2(x, y), vec2f(0, 1)).y", (_, y) => -y, (_, y) => 4 * ulp(y)],
  ["refract(vec2(x, y), vec2f(0, 1), 0.0).y", () => -1, () => 2 ** -20],
  ["faceForward(vec2(x, 1), vec2(x, y), vec2(0, 1)).x", (x, y) => (y < 0 ? x : -x), () => 0],
  ["round(x * 2) / 2", (x) => roundEven(2 * x) / 2, () => 0],
  ["frexp(x).fract * exp2(f32(frexp(x).exp))", (x) => x, () => 0],
  ["modf(x).whole + modf(x).fract", (x) => x, () => 0],
  ["ldexp(x, -3)", (x) => x / 8, () => 0],
  ["quantizeToF16(x)", (x) => Math.f16round(x), () => 0],
  ["saturate(x)", (x) => Math.min(1, Math.max(0, x)), () => 0],
];

function roundEven(x: number): number {
  const down = Math.floor(x);
  return x - down === 0.5 ? down + (down % 2 === 0 ? 0 : 1) : Math.round(x);
}

describe.each(rows)("%s", (expression, due, allowed) => {
  test("is as near as WGSL asks", async () => {
    for (const [i, got] of (await valuesOf(expression)).entries()) {
      const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
      const want = due(x, y);
      if (!Number.isFinite(want)) continue;
      expect(Math.abs(got - want), `x = ${x}, y = ${y}`).toBeLessThanOrEqual(allowed(x, y) + 2 ** -126);
    }
  });
});

test("packing keeps lanes in order", async () => {
  const wgsl = `
@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@compute @workgroup_size(1) fn main() {
  let one = x[0];
  out[0] = pack4x8snorm(vec4f(one, -one, 0, 0.5));
  out[1] = pack4x8unorm(vec4f(one, 2, -1, 0.5));
  out[2] = pack2x16snorm(vec2f(one, -one));
  out[3] = pack2x16unorm(vec2f(one, 0));
  out[4] = pack2x16float(vec2f(one, -2));
  out[5] = pack4xI8(vec4i(i32(one), -1, 127, -128));
  out[6] = pack4xU8Clamp(vec4u(u32(one), 300, 0, 255));
  out[7] = u32(dot4I8Packed(out[5], out[5])) + dot4U8Packed(out[6], 0x01010101u);
  out[8] = bitcast<u32>(unpack4x8snorm(out[0]).y);
  out[9] = bitcast<u32>(unpack2x16float(out[4]).y);
  out[10] = bitcast<u32>(unpack4xI8(out[5]).w);
  out[11] = unpack4xU8(out[6]).y;
  out[12] = bitcast<u32>(unpack4x8unorm(out[1]).x + unpack2x16snorm(out[2]).y + unpack2x16unorm(out[3]).x);
}`;
  const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(13) }, { in: Float32Array.of(1) }] });
  const f32 = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  expect([...naturalsOf(outcome, 0)]).toEqual([
    0x40_00_81_7f,
    0x80_00_ff_ff,
    0x8001_7fff,
    0x0000_ffff,
    0xc000_3c00,
    0x80_7f_ff_01,
    0xff_00_ff_01,
    1 + 1 + 127 ** 2 + 128 ** 2 + 511,
    f32(-1),
    f32(-2),
    2 ** 32 - 128,
    255,
    f32(1),
  ]);
});
