/** @file Numbers as the 32-bit words of a GPU's buffers, and back. */
import type { ElementType } from "./launch.ts";
import { fill, type Shape, type Values } from "./values.ts";

/** The length of the red zone behind every buffer, in words. */
export const redZone = 64;

/** How numbers of a type are kept. */
const arrays = { f32: Float32Array, u32: Uint32Array, i32: Int32Array } as const;

/** The nearest numbers that f32 has. */
export function toSingle({ shape, data }: Values): Values {
  return { shape, data: Float64Array.from(data, Math.fround) };
}

/**
 * Numbers as words.
 *
 * @throws {RangeError} if the type does not have one of them: then the law asks for another question than it judges
 */
export function wordsOf({ data }: Values, type: ElementType): Uint32Array {
  const kept = arrays[type].from(data);
  const lost = data.findIndex((x, i) => x !== kept[i] && !(Number.isNaN(x) && type === "f32"));
  if (lost >= 0) throw new RangeError(`element ${lost}: expected a number that ${type} has, got ${data[lost]}`);
  return new Uint32Array(kept.buffer);
}

/** The first words of a buffer as numbers. */
export function valuesFromWords(words: Uint32Array, type: ElementType, shape: Shape): Values {
  // A copy: words that came over a pipe need not begin where numbers may.
  const kept = new arrays[type](words.slice().buffer);
  return fill(shape, (i) => kept[i] ?? Number.NaN);
}

/**
 * Words that no right kernel leaves by chance: in f32, 2⁹⁹ to 2¹⁰⁰ in size, each another one.
 *
 * @param sign - −1 for words that are to be overwritten, 1 for those that nobody may read: the largest of some numbers is
 *   wrong with them, and so is a sum
 */
export function strayWord(i: number, sign: 1 | -1): number {
  const digits = Math.imul(i + 1, 0x9e37_79b1) >>> 9;
  return ((sign < 0 ? 0xf100_0000 : 0x7100_0000) | digits) >>> 0;
}
