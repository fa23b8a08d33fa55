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
