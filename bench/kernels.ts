/**
 * @file `npm run bench -- kernels`: measures the interpreter of kernels, with all its checks, against plain loops that
 * compute the same product of matrices. Writes `bench/kernels.json`.
 */
import { runLaunch } from "../kernels/interpreter/run.ts";
import { naiveMatmul, tiledMatmul } from "../kernels/interpreter/sample-kernels.ts";
import { medianMs, ratioOf, writeFigures } from "./measuring.ts";

/** Rows and columns of all matrices. */
const n = 256;
const [a, b] = [numbers(1), numbers(2)];

/** C[i, j] = Σₚ A[i, p] · B[p, j] over `Float32Array`. */
function plainLoops(): Float32Array {
  const c = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < n; p++) sum = Math.fround(sum + Math.fround((a[i * n + p] ?? 0) * (b[p * n + j] ?? 0)));
      c[i * n + j] = sum;
    }
  return c;
}

function run(wgsl: string): void {
  const outcome = runLaunch({
    wgsl,
    entryPoint: "main",
    workgroups: [n / 16, n / 16, 1],
    bindings: [
      { name: "a", binding: 0, kind: "read-only-storage", bytes: new Uint8Array(a.buffer) },
      { name: "b", binding: 1, kind: "read-only-storage", bytes: new Uint8Array(b.buffer) },
      { name: "c", binding: 2, kind: "storage", bytes: new Uint8Array(4 * n * n) },
      { name: "sizes", binding: 3, kind: "uniform", bytes: new Uint8Array(Uint32Array.of(n, n, n, 0).buffer) },
    ],
  });
  if (outcome.kind === "fault") throw new Error(`bench: ${outcome.fault.kind} [E_BENCH]`);
}

const rounds = 7;
const plainMs = await medianMs(rounds, 1, () => void plainLoops());
const naiveMs = await medianMs(rounds, 1, () => run(naiveMatmul));
const tiledMs = await medianMs(rounds, 1, () => run(tiledMatmul));

writeFigures("kernels.json", {
  ratios: {
    "naive matmul : plain loops": ratioOf(naiveMs, plainMs),
    "tiled matmul : plain loops": ratioOf(tiledMs, plainMs),
    "tiled matmul : naive matmul": ratioOf(tiledMs, naiveMs),
  },
  milliseconds: {
    "naive matmul, 256 × 256": naiveMs,
    "tiled matmul": tiledMs,
    "plain loops in f32": plainMs,
  },
});

/** The numbers of a matrix. */
function numbers(pace: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, i) => Math.sin(pace * i));
}
