/** @file Which devices this machine has: each kind is opened, and has to run a kernel. */
import type { Launch } from "../launch.ts";
import { Device, type DeviceKind } from "./device.ts";
import type { Engine } from "./messages.ts";

/** A kind of device on this machine: what runs its launches, or why it runs none. */
export type Surveyed =
  | { readonly kind: DeviceKind; readonly works: true; readonly engine: Engine }
  | { readonly kind: DeviceKind; readonly works: false; readonly reason: string };

/** Doubles 65 numbers in two workgroups. */
const doubling: Launch = {
  wgsl: `
@group(0) @binding(0) var<storage, read_write> x: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < 65) { x[id.x] = 2.0 * x[id.x]; }
}`,
  entryPoint: "main",
  workgroups: [2, 1, 1],
  bindings: [
    {
      name: "x",
      binding: 0,
      kind: "storage",
      bytes: new Uint8Array(Float32Array.from({ length: 65 }, (_, i) => i).buffer),
    },
  ],
};

/** Opens a device of a kind, and lets it run a kernel; the compiler alone has to compile it. */
export async function surveyDevice(kind: DeviceKind): Promise<Surveyed> {
  const found = await Device.find(kind);
  if (typeof found === "string") return { kind, works: false, reason: found };
  using device = found;
  const fault = await (kind === "null" ? faultOfCompiler(device) : faultOfLaunch(device)).catch(String);
  return fault === undefined ? { kind, works: true, engine: device.engine } : { kind, works: false, reason: fault };
}

async function faultOfCompiler(device: Device): Promise<string | undefined> {
  const [message] = await device.diagnose(doubling.wgsl);
  return message === undefined ? undefined : `it refuses a right kernel: ${message.text}`;
}

async function faultOfLaunch(device: Device): Promise<string | undefined> {
  const outcome = await device.launch(doubling);
  if (outcome.kind !== "ran") return outcome.reason;
  const bytes = outcome.bytes.get(0)?.slice().buffer ?? new ArrayBuffer();
  const isDoubled = bytes.byteLength === 4 * 65 && new Float32Array(bytes).every((x, i) => x === 2 * i);
  return isDoubled ? undefined : "it computes other numbers than the kernel says";
}
