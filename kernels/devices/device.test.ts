import { describe, expect, test } from "vitest";
import type { Launch } from "../launch.ts";
import { Device } from "./device.ts";
import { canRunSwiftShader, fetchSwiftShader } from "./swiftshader.ts";

const scale = `@group(0) @binding(0) var<uniform> size: vec2<u32>;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < size.x) { out[id.x] = 2.0 * a[id.x]; }
}`;

/** A launch of `scale` for so many numbers, with 64 more behind the output. */
function scaleLaunch(n: number, wgsl = scale): Launch {
  const bytesOf = (numbers: Float32Array | Uint32Array) => new Uint8Array(numbers.buffer);
  return {
    wgsl,
    entryPoint: "main",
    workgroups: [Math.ceil(n / 64), 1, 1],
    bindings: [
      { name: "size", binding: 0, kind: "uniform", bytes: bytesOf(Uint32Array.of(n, 0)) },
      {
        name: "a",
        binding: 1,
        kind: "read-only-storage",
        bytes: bytesOf(Float32Array.from({ length: n + 64 }, (_, i) => i)),
      },
      { name: "out", binding: 2, kind: "storage", bytes: bytesOf(new Float32Array(n + 64).fill(-7)) },
    ],
  };
}

describe("Device.open('null')", () => {
  test("the compiler names line and column", async () => {
    using device = await Device.open("null");
    expect(await device.diagnose(scale)).toEqual([]);
    const [first] = await device.diagnose(scale.replace("2.0", "2u"));
    expect(first).toMatchObject({ severity: "error", line: 7 });
    expect(scale.split("\n")[6]?.slice((first?.column ?? 0) - 1)).toMatch(/^2.0|^\*/);
  });

  test("a barrier in divergent flow is an error", async () => {
    using device = await Device.open("null");
    const divergent = scale.replace("out[id.x] = 2.0 * a[id.x];", "workgroupBarrier();");
    expect((await device.diagnose(divergent)).map(({ text }) => text).join()).toContain("uniform control flow");
  });
});

if (canRunSwiftShader()) fetchSwiftShader();
else console.warn("\n  !! SKIPPED: launches on SwiftShader, which runs on x64 Linux only\n");

describe.skipIf(!canRunSwiftShader())("Device.open('swiftshader')", () => {
  test("a launch writes what it should, and nothing behind it", async () => {
    using device = await Device.open("swiftshader");
    expect(device.engine).toMatchObject({ name: "swiftshader", isSoftware: true });
    for (const n of [1, 63, 64, 65, 1000]) {
      const outcome = await device.launch(scaleLaunch(n));
      if (outcome.kind !== "ran") throw new Error(outcome.reason);
      const out = new Float32Array(outcome.bytes.get(2)?.buffer ?? new ArrayBuffer());
      expect([...out]).toEqual(Array.from({ length: n + 64 }, (_, i) => (i < n ? 2 * i : -7)));
    }
  });

  test("what does not compile or fit is rejected, and the next launch runs", async () => {
    using device = await Device.open("swiftshader");
    expect(await device.launch(scaleLaunch(5, scale.replace("2.0", "2u")))).toMatchObject({ kind: "rejected" });
    const launch = scaleLaunch(5);
    expect(await device.launch({ ...launch, entryPoint: "other" })).toMatchObject({ kind: "rejected" });
    expect(await device.launch({ ...launch, bindings: launch.bindings.slice(1) })).toMatchObject({ kind: "rejected" });
    expect(await device.launch(launch)).toMatchObject({ kind: "ran" });
  });

  test("a kernel without an end costs its deadline", async () => {
    using device = await Device.open("swiftshader");
    // The loop writes, so that no compiler leaves it out; the second number of `size` says whether it ends.
    const wgsl = scale.replace("if (id.x <", "while (size.y == 1u) { out[0] += 1.0; }\n  if (id.x <");
    const launch = scaleLaunch(5, wgsl);
    expect(await device.launch(launch)).toMatchObject({ kind: "ran" });
    const bindings = launch.bindings.map((binding) =>
      binding.name === "size" ? { ...binding, bytes: new Uint8Array(Uint32Array.of(5, 1).buffer) } : binding,
    );
    expect(await device.launch({ ...launch, bindings })).toEqual({
      kind: "ended",
      reason: "it did not end within 2 seconds",
    });
    expect(device.hasEnded).toBe(true);
    using fresh = await Device.open("swiftshader");
    expect(await fresh.launch(scaleLaunch(5))).toMatchObject({ kind: "ran" });
  });
});
