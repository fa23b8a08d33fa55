import { describe, expect, test } from "vitest";
import { naiveMatmul, permute3, softmaxRows, tiledMatmul, treeSum } from "./sample-kernels.ts";
import { floatsOf, ran } from "./trial.ts";

/** Numbers of both signs that f32 holds exactly. */
function numbers(count: number, pace: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(pace * (i + 1)));
}

/** One below, at and above a workgroup and a tile; not square, so that swapped sizes are seen. */
const shapes = [
  [1, 1, 1],
  [1, 64, 1],
  [63, 1, 65],
  [64, 65, 63],
  [17, 300, 5],
  [300, 2, 16],
] as const;

describe.each([
  ["naive", naiveMatmul],
  ["tiled", tiledMatmul],
])("%s matmul", (_, wgsl) => {
  test.each(shapes)("multiplies [%i, %i] by [.., %i]", async (m, k, n) => {
    const [a, b] = [numbers(m * k, 1), numbers(k * n, 2)];
    const outcome = await ran(wgsl, {
      buffers: [{ in: a }, { in: b }, { out: new Float32Array(m * n) }, { uniform: Uint32Array.of(m, k, n, 0) }],
      workgroups: [Math.ceil(n / 16), Math.ceil(m / 16), 1],
    });
    const c = floatsOf(outcome, 2);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let [sum, size] = [0, 0];
        for (let p = 0; p < k; p++) {
          const term = (a[i * k + p] ?? 0) * (b[p * n + j] ?? 0);
          sum += term;
          size += Math.abs(term);
        }
        expect(Math.abs((c[i * n + j] ?? 0) - sum)).toBeLessThanOrEqual(k * 2 ** -23 * size);
      }
    expect(outcome.warnings).toEqual([]);
  });
});

test("tiling divides the loads from storage by the tile", async () => {
  const n = 64;
  const trial = {
    buffers: [
      { in: numbers(n * n, 1) },
      { in: numbers(n * n, 2) },
      { out: new Float32Array(n * n) },
      { uniform: Uint32Array.of(n, n, n, 0) },
    ],
    workgroups: [n / 16, n / 16, 1],
  } as const;
  const [naive, tiled] = [await ran(naiveMatmul, trial), await ran(tiledMatmul, trial)];
  expect(naive.counts.spaces.storage).toEqual({ loads: 2 * n ** 3, stores: n * n, atomics: 0 });
  expect(tiled.counts.spaces.storage).toEqual({ loads: (2 * n ** 3) / 16, stores: n * n, atomics: 0 });
  expect(tiled.counts.spaces.workgroup.loads).toBe(2 * n ** 3);
  expect(tiled.counts.bindings.get(0)).toEqual({ loads: n ** 3 / 16, stores: 0, atomics: 0 });
});

describe.each([1, 63, 64, 65, 300])("%i elements", (n) => {
  test("tree reduction sums each workgroup", async () => {
    const x = numbers(n, 3);
    const groups = Math.ceil(n / 64);
    const outcome = await ran(treeSum, {
      buffers: [{ in: x }, { out: new Float32Array(groups) }, { uniform: Uint32Array.of(n) }],
      workgroups: [groups, 1, 1],
    });
    for (const [group, got] of floatsOf(outcome, 1).entries()) {
      const own = x.slice(64 * group, 64 * (group + 1));
      const sum = own.reduce((total, one) => total + one, 0);
      const size = own.reduce((total, one) => total + Math.abs(one), 0);
      expect(Math.abs(got - sum)).toBeLessThanOrEqual(64 * 2 ** -23 * size);
    }
  });

  test("softmax makes rows of sum one", async () => {
    const rows = 3;
    const x = numbers(rows * n, 5).map((one) => 20 * one);
    const outcome = await ran(softmaxRows, {
      buffers: [{ in: x }, { out: new Float32Array(rows * n) }, { uniform: Uint32Array.of(rows, n) }],
      workgroups: [rows, 1, 1],
    });
    const y = floatsOf(outcome, 1);
    for (let row = 0; row < rows; row++) {
      const own = x.slice(row * n, (row + 1) * n);
      const most = Math.max(...own);
      const total = own.reduce((sum, one) => sum + Math.exp(one - most), 0);
      for (const [j, one] of own.entries())
        expect(Math.abs((y[row * n + j] ?? 0) - Math.exp(one - most) / total)).toBeLessThan(1e-5);
    }
    expect(outcome.warnings).toEqual([]);
  });

  test("permute puts the last axis first", async () => {
    const sizes = [n, 2, 3] as const;
    const x = Float32Array.from({ length: 6 * n }, (_, i) => i);
    const outcome = await ran(permute3, {
      buffers: [{ in: x }, { out: new Float32Array(6 * n) }, { uniform: Uint32Array.of(...sizes, 0, 2, 0, 1, 0) }],
      workgroups: [Math.ceil((6 * n) / 64), 1, 1],
    });
    const y = floatsOf(outcome, 1);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < 2; j++)
        for (let k = 0; k < 3; k++) expect(y[(k * n + i) * 2 + j]).toBe(x[(i * 2 + j) * 3 + k]);
  });
});
