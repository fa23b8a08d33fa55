import { describe, expect, test } from "vitest";
import { naiveMatmul } from "./sample-kernels.ts";
import { launchOf, outcomeOf } from "./trial.ts";
import { runLaunch } from "./run.ts";

describe("runLaunch(launch, { trace })", () => {
  test("tells each value that an invocation makes, in order", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  let half = f32(i) / 2;
  var v = vec2f(half, 1);
  if (i > 1) {
    v.y += 2;
  }
  out[i] = v.y;
}`;
    const trace = { workgroup: [0, 0, 0], invocations: [1, 2] } as const;
    const outcome = await outcomeOf(wgsl, { buffers: [{ out: new Float32Array(4) }], trace });
    expect(
      outcome.trace?.steps.map(({ line, invocation, name, values }) => [line, invocation, name, ...values]),
    ).toEqual([
      [4, 1, "half", 0.5],
      [5, 1, "v", 0.5, 1],
      [6, 1, "", 0],
      [9, 1, "out[1]", 1],
      [4, 2, "half", 1],
      [5, 2, "v", 1, 1],
      [6, 2, "", 1],
      [7, 2, "v", 1, 3],
      [9, 2, "out[2]", 3],
    ]);
  });

  test("ends at the fault", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(1) fn main() {
  for (var i = 0u; i < 3; i++) { out[i] = i; }
}`;
    const trace = { workgroup: [0, 0, 0], invocations: [0] } as const;
    const outcome = await outcomeOf(wgsl, { buffers: [{ out: new Uint32Array(2) }], trace });
    expect(outcome.kind).toBe("fault");
    expect(outcome.trace?.steps.at(-1)).toMatchObject({ line: 4, name: "", values: [1] });
  });

  test("counts the pieces of 128 bytes that neighbours touch", () => {
    const n = 64;
    const sizes = Uint32Array.of(n, n, n, 0);
    const matrix = () => new Float32Array(n * n).fill(1);
    const launchWith = (wgsl: string) =>
      launchOf(wgsl, {
        buffers: [{ in: matrix() }, { in: matrix() }, { out: matrix() }, { uniform: sizes }],
        workgroups: [n / 16, n / 16, 1],
      });
    const trace = { workgroup: [0, 0, 0], invocations: [] } as const;
    const ratios = (wgsl: string) =>
      runLaunch(launchWith(wgsl), { trace }).trace?.coalescing.map(({ variable, requests, segments }) => [
        variable,
        segments / requests,
      ]);
    // 32 invocations are two rows of 16: of A they read two elements, of B half a segment.
    expect(ratios(naiveMatmul)).toEqual([
      ["a", 2],
      ["b", 1],
      ["c", 2],
    ]);
    const turned = naiveMatmul
      .replace("let row = id.y", "let row = id.x")
      .replace("let column = id.x", "let column = id.y");
    expect(ratios(turned)).toEqual([
      ["a", 16],
      ["b", 1],
      ["c", 16],
    ]);
  });

  test("does not change what comes out", () => {
    const trial = {
      buffers: [
        { in: Float32Array.of(1, 2, 3, 4) },
        { in: Float32Array.of(5, 6, 7, 8) },
        { out: new Float32Array(4) },
        { uniform: Uint32Array.of(2, 2, 2, 0) },
      ],
    } as const;
    const launch = launchOf(naiveMatmul, trial);
    const [plain, traced] = [
      runLaunch(launch),
      runLaunch(launch, { trace: { workgroup: [0, 0, 0], invocations: [0] } }),
    ];
    expect({ ...traced, trace: undefined }).toEqual({ ...plain, trace: undefined });
  });
});
