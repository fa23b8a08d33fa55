/** @file What travels between the grader and a process with a device: a header as JSON, and the bytes of buffers beside it. */
import * as v from "valibot";
import type { Launch, LaunchBinding } from "../launch.ts";

/** Asks the compiler, or asks for a launch. The bytes of its bindings, each padded to eight, stand beside it. */
export type DeviceRequest =
  | { readonly kind: "diagnose"; readonly wgsl: string }
  | (Omit<Launch, "bindings"> & {
      readonly kind: "launch";
      readonly bindings: readonly (Omit<LaunchBinding, "bytes"> & { readonly byteLength: number })[];
    });

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A message of Dawn's compiler. Lines and columns count from 1; a column counts UTF-16 units. */
export const diagnosticSchema = v.strictObject({
  severity: v.picklist(["error", "warning", "info"]),
  line: count,
  column: count,
  length: count,
  text: v.string(),
});
export type Diagnostic = v.InferOutput<typeof diagnosticSchema>;

const engineSchema = v.strictObject({
  /** Such as `swiftshader` or `lavapipe`; the architecture of a graphics processor. */
  name: v.string(),
  driver: v.string(),
  isSoftware: v.boolean(),
});
/** What runs the launches. */
export type Engine = v.InferOutput<typeof engineSchema>;

/** The first thing that a process with a device says. */
export const greetingSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("ready"), engine: engineSchema }),
  v.strictObject({ kind: v.literal("none"), reason: v.string() }),
]);

/** An answer. After a launch, the bytes of its `storage` bindings, each padded to eight, stand beside it. */
export const answerSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("diagnosed"), diagnostics: v.array(diagnosticSchema) }),
  v.strictObject({ kind: v.literal("ran") }),
  v.strictObject({ kind: v.literal("rejected"), reason: v.string() }),
]);
export type DeviceAnswer = v.InferOutput<typeof answerSchema>;

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

/** Where each buffer begins, and where the last one ends. */
function offsetsOf(byteLengths: readonly number[]): readonly number[] {
  const offsets = [0];
  for (const length of byteLengths) offsets.push((offsets.at(-1) ?? 0) + Math.ceil(length / eight) * eight);
  return offsets;
}
