import type { ScalarKind } from "./types.ts";

const floats = new Float32Array(1);
const integers = new Int32Array(floats.buffer);

/** The 32 bits of a number, as an i32. */
export function toBits(of: ScalarKind, value: number): number {
  if (of !== "f32") return value | 0;
  floats[0] = value;
  return integers[0] ?? 0;
}

/** The number with these bits. */
export function fromBits(of: ScalarKind, bits: number): number {
  if (of !== "f32") return of === "u32" ? bits >>> 0 : bits | 0;
  integers[0] = bits;
  return floats[0] ?? 0;
}
