/**
 * @file The built-in functions of i32 and u32, and those that pack numbers into bits. A u32 is a number from 0 to 2³² − 1.
 *
 * @see WGSL §17.5, Numeric built-in functions; §17.9 and §17.10, data packing
 */
export type IntegerFunction =
  | "abs"
  | "clamp"
  | "countLeadingZeros"
  | "countOneBits"
  | "countTrailingZeros"
  | "extractBits"
  | "firstLeadingBit"
  | "firstTrailingBit"
  | "insertBits"
  | "max"
  | "min"
  | "reverseBits"
  | "sign"
  | "divide"
  | "remainder";

export type PackFunction =
  | "pack4x8snorm"
  | "pack4x8unorm"
  | "pack2x16snorm"
  | "pack2x16unorm"
  | "pack2x16float"
  | "pack4xI8"
  | "pack4xU8"
  | "pack4xI8Clamp"
  | "pack4xU8Clamp"
  | "unpack4x8snorm"
  | "unpack4x8unorm"
  | "unpack2x16snorm"
  | "unpack2x16unorm"
  | "unpack2x16float"
  | "unpack4xI8"
  | "unpack4xU8"
  | "dot4I8Packed"
  | "dot4U8Packed";

type Numeric = (...args: number[]) => number;

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const trailingZeros = (x: number): number => (x === 0 ? 32 : 31 - Math.clz32(x & -x));

function countOneBits(bits: number): number {
  let count = 0;
  for (let x = bits; x !== 0; x &= x - 1) count++;
  return count;
}

function reverseBits(bits: number): number {
  let reversed = 0;
  for (let i = 0; i < 32; i++) reversed |= ((bits >>> i) & 1) << (31 - i);
  return reversed;
}

/** The bits from `offset` on that an `extractBits` or `insertBits` means, at most those that there are. */
function window(
  offset: number,
  count: number,
): { readonly from: number; readonly width: number; readonly mask: number } {
  const from = Math.min(offset, 32);
  const width = Math.min(count, 32 - from);
  return { from, width, mask: width === 32 ? -1 : ((1 << width) - 1) << from };
}

function insertBits(bits: number, added: number, offset: number, count: number): number {
  const { from, width, mask } = window(offset, count);
  return width === 0 ? bits : (bits & ~mask) | ((added << from) & mask);
}

/** Division by zero gives the dividend; the most negative number by −1 gives itself. */
export const i32Functions = {
  abs: (x) => Math.abs(x) | 0,
  clamp,
  countLeadingZeros: Math.clz32,
  countOneBits,
  countTrailingZeros: trailingZeros,
  extractBits: (x, offset, count) => {
    const { from, width } = window(offset, count);
    return width === 0 ? 0 : (x << (32 - from - width)) >> (32 - width);
  },
  firstLeadingBit: (x) => 31 - Math.clz32(x < 0 ? ~x : x),
  firstTrailingBit: (x) => (x === 0 ? -1 : trailingZeros(x)),
  insertBits,
  max: Math.max,
  min: Math.min,
  reverseBits,
  sign: Math.sign,
  divide: (x, y) => (y === 0 ? x : (x / y) | 0),
  remainder: (x, y) => (y === 0 ? 0 : (x % y) | 0),
} satisfies Record<IntegerFunction, Numeric>;

export const u32Functions = {
  ...i32Functions,
  abs: (x) => x,
  extractBits: (x, offset, count) => {
    const { from, width } = window(offset, count);
    return width === 0 ? 0 : (x << (32 - from - width)) >>> (32 - width);
  },
  firstLeadingBit: (x) => (31 - Math.clz32(x)) >>> 0,
  firstTrailingBit: (x) => (x === 0 ? 0xffff_ffff : trailingZeros(x)),
  insertBits: (...args: [number, number, number, number]) => insertBits(...args) >>> 0,
  reverseBits: (x) => reverseBits(x) >>> 0,
  divide: (x, y) => (y === 0 ? x : (x / y) >>> 0),
  remainder: (x, y) => (y === 0 ? 0 : x % y),
} satisfies Record<IntegerFunction, (...args: [number, number, number, number]) => number>;

/** The lanes of a packed u32, each of so many bits: `lane(i)`, with its sign or without. */
const signedLane = (x: number, bits: number, i: number): number => (x << (32 - bits * (i + 1))) >> (32 - bits);
const lane = (x: number, bits: number, i: number): number => (x >>> (bits * i)) & (2 ** bits - 1);
const join = (bits: number, lanes: readonly number[]): number =>
  lanes.reduce((all, x, i) => all | ((x & (2 ** bits - 1)) << (bits * i)), 0) >>> 0;
const scaled = (xs: readonly number[], low: number, by: number): readonly number[] =>
  xs.map((x) => Math.floor(0.5 + by * clamp(x, low, 1)));
const halves = new DataView(new ArrayBuffer(4));

export const packFunctions = {
  pack4x8snorm: (...xs) => join(8, scaled(xs, -1, 127)),
  pack4x8unorm: (...xs) => join(8, scaled(xs, 0, 255)),
  pack2x16snorm: (...xs) => join(16, scaled(xs, -1, 32_767)),
  pack2x16unorm: (...xs) => join(16, scaled(xs, 0, 65_535)),
  pack2x16float: (...xs) => {
    for (const [i, x] of xs.entries()) halves.setFloat16(2 * i, x, true);
    return halves.getUint32(0, true);
  },
  pack4xI8: (...xs) => join(8, xs),
  pack4xU8: (...xs) => join(8, xs),
  pack4xI8Clamp: (...xs) =>
    join(
      8,
      xs.map((x) => clamp(x, -128, 127)),
    ),
  pack4xU8Clamp: (...xs) =>
    join(
      8,
      xs.map((x) => Math.min(x, 255)),
    ),
  unpack4x8snorm: (x, i) => Math.fround(Math.max(signedLane(x, 8, i) / 127, -1)),
  unpack4x8unorm: (x, i) => Math.fround(lane(x, 8, i) / 255),
  unpack2x16snorm: (x, i) => Math.fround(Math.max(signedLane(x, 16, i) / 32_767, -1)),
  unpack2x16unorm: (x, i) => Math.fround(lane(x, 16, i) / 65_535),
  unpack2x16float: (x, i) => {
    halves.setUint32(0, x, true);
    return halves.getFloat16(2 * i, true);
  },
  unpack4xI8: (x, i) => signedLane(x, 8, i),
  unpack4xU8: (x, i) => lane(x, 8, i),
  dot4I8Packed: (x, y) => [0, 1, 2, 3].reduce((sum, i) => sum + signedLane(x, 8, i) * signedLane(y, 8, i), 0),
  dot4U8Packed: (x, y) => [0, 1, 2, 3].reduce((sum, i) => sum + lane(x, 8, i) * lane(y, 8, i), 0),
} satisfies Record<PackFunction, (...args: [number, number, number, number]) => number>;
