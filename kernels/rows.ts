/** @file Buffers in the row of numbers of a frame. */

const eight = 8;

/** The bytes of buffers, one after the other, each padded to eight. */
export function joinBuffers(buffers: readonly Uint8Array[]): Float64Array {
  const at = offsetsOf(buffers.map(({ byteLength }) => byteLength));
  const row = new Float64Array((at.at(-1) ?? 0) / eight);
  const bytes = new Uint8Array(row.buffer);
  for (const [i, buffer] of buffers.entries()) bytes.set(buffer, at[i]);
  return row;
}

/** Copies of the buffers in such a row. @throws {RangeError} if the row is too short */
export function cutBuffers(row: Float64Array, byteLengths: readonly number[]): readonly Uint8Array[] {
  const at = offsetsOf(byteLengths);
  if ((at.at(-1) ?? 0) > row.byteLength) throw new RangeError("expected the bytes of every buffer");
  const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
  return byteLengths.map((length, i) => bytes.slice(at[i] ?? 0, (at[i] ?? 0) + length));
}

/** How many numbers such a row has. */
export function rowLengthOf(byteLengths: readonly number[]): number {
  return (offsetsOf(byteLengths).at(-1) ?? 0) / eight;
}

/** Where each buffer begins, and where the last one ends. */
function offsetsOf(byteLengths: readonly number[]): readonly number[] {
  const offsets = [0];
  for (const length of byteLengths) offsets.push((offsets.at(-1) ?? 0) + Math.ceil(length / eight) * eight);
  return offsets;
}
