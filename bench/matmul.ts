/**
 * @file `npm run bench -- matmul`: measures the reference's matrix product against plain loops over `Float64Array`, which
 * have no tensor around them. Writes `bench/matmul.json`.
 */
import { medianMs, ratioOf, writeFigures } from "./measuring.ts";

/** A file of the reference. It is loaded as a subject is, by its place. */
const load = <T>(file: string): Promise<T> =>
  import(new URL(`../solution/2-autodiff/${file}`, import.meta.url).href) as Promise<T>;

type Tensor = Readonly<Record<"data" | "shape", unknown>>;
const { Tensor } = await load<{ Tensor: new (values: object) => Tensor }>("tensor.ts");
const { matmul } = await load<{ matmul: (a: Tensor, b: Tensor) => Tensor }>("ops/matmul.ts");
const { backward } = await load<{ backward: (root: Tensor) => void }>("backward.ts");

/** Rows and columns of all matrices. */
const n = 128;
const [first, second] = [numbers(1), numbers(2)];
const a = new Tensor({ shape: [n, n], data: first });
const b = new Tensor({ shape: [n, n], data: second });

/** C[i, j] = Σₚ A[i, p] · B[p, j], as it is written: p is the inner loop, and B is read down its columns. */
function asWritten(A: Float64Array, B: Float64Array): Float64Array {
  const C = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < n; p++) C[i * n + j] = (C[i * n + j] ?? 0) + (A[i * n + p] ?? 0) * (B[p * n + j] ?? 0);
  return C;
}

/** The same sums with j as the inner loop: B and C are read along their rows. */
function alongRows(A: Float64Array, B: Float64Array): Float64Array {
  const C = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let p = 0; p < n; p++)
      for (let j = 0; j < n; j++) C[i * n + j] = (C[i * n + j] ?? 0) + (A[i * n + p] ?? 0) * (B[p * n + j] ?? 0);
  return C;
}

const rounds = 25;
const courseMs = await medianMs(rounds, 1, () => void matmul(a, b));
const bothWaysMs = await medianMs(rounds, 1, () => backward(matmul(a, b)));
const writtenMs = await medianMs(rounds, 1, () => void asWritten(first, second));
const rowsMs = await medianMs(rounds, 1, () => void alongRows(first, second));

writeFigures("matmul.json", {
  ratios: {
    "matmul forward : the same plain loops": ratioOf(courseMs, writtenMs),
    "matmul forward and backward : the plain loops three times": ratioOf(bothWaysMs, 3 * writtenMs),
    "plain loops along rows : plain loops as written": ratioOf(rowsMs, writtenMs),
  },
  milliseconds: {
    "matmul forward, 128 × 128": courseMs,
    "matmul forward and backward": bothWaysMs,
    "plain loops as written": writtenMs,
    "plain loops along rows": rowsMs,
  },
});

/** The numbers of a matrix. */
function numbers(pace: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => Math.sin(pace * i));
}
