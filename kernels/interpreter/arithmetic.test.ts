import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { floatsOf, integersOf, naturalsOf, ran } from "./trial.ts";

/** Numbers of a kind, the ends of its range among them. */
function drawn<T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}

const count = 512;
const edges32 = [0, 1, -1, 2, -2, 31, 32, 33, 2 ** 31 - 1, -(2 ** 31)];
const i32 = fc.oneof(fc.integer(), fc.constantFrom(...edges32));
const u32 = fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.constantFrom(0, 1, 2, 31, 32, 2 ** 31, 2 ** 32 - 1));
const f32 = fc.float({ noDefaultInfinity: true, noNaN: true });
const [ints, ints2] = [Int32Array.from(drawn(i32, count, 1)), Int32Array.from(drawn(i32, count, 2))];
const [nats, nats2] = [Uint32Array.from(drawn(u32, count, 3)), Uint32Array.from(drawn(u32, count, 4))];
const [floats, floats2] = [Float32Array.from(drawn(f32, count, 5)), Float32Array.from(drawn(f32, count, 6))];

/** A kernel that puts an expression of `a[i]` and `b[i]` into `out[i]`. */
function kernel(from: string, to: string, expression: string): string {
  return `
@group(0) @binding(0) var<storage, read> xs: array<${from}>;
@group(0) @binding(1) var<storage, read> ys: array<${from}>;
@group(0) @binding(2) var<storage, read_write> out: array<${to}>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  let a = xs[id.x];
  let b = ys[id.x];
  out[id.x] = ${expression};
}`;
}

type Numbers = Float32Array | Int32Array | Uint32Array;

async function results(from: string, to: string, expression: string, a: Numbers, b: Numbers) {
  return ran(kernel(from, to, expression), {
    buffers: [{ in: a }, { in: b }, { out: new Uint32Array(a.length) }],
    workgroups: [a.length / 64, 1, 1],
  });
}

const wrap = { i32: (x: bigint) => Number(BigInt.asIntN(32, x)), u32: (x: bigint) => Number(BigInt.asUintN(32, x)) };
const least = -(2n ** 31n);

const integerOperators: readonly (readonly [string, (a: bigint, b: bigint) => bigint])[] = [
  ["a + b", (a, b) => a + b],
  ["a - b", (a, b) => a - b],
  ["a * b", (a, b) => a * b],
  ["a / b", (a, b) => (b === 0n ? a : a === least && b === -1n ? a : a / b)],
  ["a % b", (a, b) => (b === 0n ? 0n : a % b)],
  ["a & b", (a, b) => a & b],
  ["a | b", (a, b) => a | b],
  ["a ^ b", (a, b) => a ^ b],
  ["~a", (a) => ~a],
  ["a << (u32(b) % 32)", (a, b) => a << BigInt.asUintN(5, b)],
  ["a >> (u32(b) % 32)", (a, b) => a >> BigInt.asUintN(5, b)],
  ["min(a, b)", (a, b) => (a < b ? a : b)],
  ["max(a, b)", (a, b) => (a > b ? a : b)],
  ["select(b, a, a < b)", (a, b) => (a < b ? a : b)],
];

describe.each(integerOperators)("%s of integers", (expression, due) => {
  test("wraps as 32 bits do", async () => {
    const signed = integersOf(await results("i32", "i32", expression, ints, ints2), 2);
    expect([...signed]).toEqual(Array.from(ints, (a, i) => wrap.i32(due(BigInt(a), BigInt(ints2[i] ?? 0)))));
    const unsigned = naturalsOf(await results("u32", "u32", expression, nats, nats2), 2);
    expect([...unsigned]).toEqual(Array.from(nats, (a, i) => wrap.u32(due(BigInt(a), BigInt(nats2[i] ?? 0)))));
  });
});

const f = Math.fround;
const floatOperators: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ["a + b", (a, b) => f(a + b)],
  ["a - b", (a, b) => f(a - b)],
  ["a * b", (a, b) => f(a * b)],
  ["a / b", (a, b) => f(a / b)],
  ["-a", (a) => -a],
  ["abs(a)", (a) => Math.abs(a)],
  ["floor(a)", (a) => Math.floor(a)],
  ["sqrt(abs(a))", (a) => f(Math.sqrt(Math.abs(a)))],
  ["exp(clamp(a, -9.0, 9.0))", (a) => f(Math.exp(Math.min(Math.max(a, -9), 9)))],
  ["step(a, b)", (a, b) => (a <= b ? 1 : 0)],
  ["fma(a, b, a)", (a, b) => f(f(a * b) + a)],
];

test.each(floatOperators)("%s is float64 rounded to f32", async (expression, due) => {
  const got = floatsOf(await results("f32", "f32", expression, floats, floats2), 2);
  expect([...got]).toEqual(Array.from(floats, (a, i) => due(a, floats2[i] ?? 0)));
});

describe("conversions", () => {
  /** At and beyond the ends of the integers, where the nearest f32 counts. */
  const numbers = Float32Array.from(
    { length: 64 },
    (_, i) => [0, 0.99, -0.99, 2.5, -2.5, 2 ** 31, -(2 ** 31), 2 ** 32, 3e38, -3e38, 2 ** 31 - 128, -1][i] ?? i,
  );

  test("i32(f32) goes towards zero and stays in range", async () => {
    const got = integersOf(await results("f32", "i32", "i32(a)", numbers, numbers), 2);
    expect(Array.from(got.subarray(0, 12))).toEqual([
      0, 0, 0, 2, -2, 2_147_483_520, -2_147_483_648, 2_147_483_520, 2_147_483_520, -2_147_483_648, 2_147_483_520, -1,
    ]);
  });

  test("u32(f32) does so, too", async () => {
    const got = naturalsOf(await results("f32", "u32", "u32(a)", numbers, numbers), 2);
    expect(Array.from(got.subarray(0, 12))).toEqual([
      0, 0, 0, 2, 0, 2_147_483_648, 0, 4_294_967_040, 4_294_967_040, 0, 2_147_483_520, 0,
    ]);
  });

  test("f32(integer) rounds to the nearest", async () => {
    expect([...floatsOf(await results("i32", "f32", "f32(a)", ints, ints), 2)]).toEqual(Array.from(ints, f));
    expect([...floatsOf(await results("u32", "f32", "f32(a)", nats, nats), 2)]).toEqual(Array.from(nats, f));
  });

  test("bitcast keeps the bits", async () => {
    const there = await results("f32", "u32", "bitcast<u32>(a)", floats, floats);
    expect([...naturalsOf(there, 2)]).toEqual([...new Uint32Array(floats.buffer)]);
    const back = await results("f32", "f32", "bitcast<f32>(bitcast<i32>(a))", floats, floats);
    expect([...floatsOf(back, 2)]).toEqual([...floats]);
  });
});

const bitFunctions: readonly (readonly [string, (bits: string) => number])[] = [
  ["countOneBits(a)", (bits) => bits.replaceAll("0", "").length],
  ["countLeadingZeros(a)", (bits) => (bits + "1").indexOf("1")],
  ["countTrailingZeros(a)", (bits) => ("1" + bits).length - 1 - ("1" + bits).lastIndexOf("1")],
  ["reverseBits(a)", (bits) => Number.parseInt([...bits].toReversed().join(""), 2)],
  ["firstLeadingBit(a)", (bits) => (bits.includes("1") ? 31 - bits.indexOf("1") : 2 ** 32 - 1)],
  ["firstTrailingBit(a)", (bits) => (bits.includes("1") ? 31 - bits.lastIndexOf("1") : 2 ** 32 - 1)],
  ["extractBits(a, 5, 7)", (bits) => Number.parseInt(bits.slice(-12, -5), 2)],
  ["extractBits(a, 40 * (1 + (b & 0)), 7)", () => 0],
  ["insertBits(a, 5, 1, 3)", (bits) => Number.parseInt(`${bits.slice(0, -4)}101${bits.slice(-1)}`, 2)],
];

test.each(bitFunctions)("%s agrees with the binary digits", async (expression, due) => {
  const got = naturalsOf(await results("u32", "u32", expression, nats, nats), 2);
  expect([...got]).toEqual(Array.from(nats, (a) => due(a.toString(2).padStart(32, "0"))));
});

test("a const-expression is what the running kernel computes", async () => {
  const sample = [...integerOperators.map(([expression]) => expression), "countOneBits(a)", "reverseBits(a)"].filter(
    (expression) => !/[-+*]|<< /.test(expression),
  );
  for (const [i, expression] of sample.entries()) {
    const [a, b] = [nats[i] ?? 0, (nats2[i] ?? 0) || 3];
    const known = expression.replaceAll(/\ba\b/g, `${a}u`).replaceAll(/\bb\b/g, `${b}u`);
    const run = await results("u32", "u32", expression, new Uint32Array(64).fill(a), new Uint32Array(64).fill(b));
    const folded = await results("u32", "u32", `(${known}) + 0 * (a + b)`, nats.slice(0, 64), nats2.slice(0, 64));
    expect(naturalsOf(folded, 2)[0]).toBe(naturalsOf(run, 2)[0]);
  }
});
