import { accumulate } from "../accumulate.ts";
import { broadcastShapes } from "../broadcast-shapes.ts";
import { notStarted, ShapeError } from "../errors.ts";
import { offset } from "../offset.ts";
import { operation } from "../operation.ts";
import { broadcastStrides, eachIndex } from "../strides.ts";
import type { Tensor } from "../tensor.ts";
import { sizeOf, type Values, zeros } from "../values.ts";

/**
 * Matrix product: `C[i, j] = Σₚ A[i, p] · B[p, j]`, for every pair of matrices in a batch.
 *
 * Backward: `∂L/∂A = ∂L/∂C · Bᵀ`, `∂L/∂B = Aᵀ · ∂L/∂C`.
 *
 * The last two axes are the matrices; axes in front are the batch, and broadcast.
 *
 * Every element is as exact as a sum of its own k terms: its error is at most a few roundings of `Σₚ |A[i, p] · B[p, j]|`. A product
 * that mixes terms of other elements in and takes them out again, as Strassen's does, is less exact where these are larger.
 *
 * @param a - shape `[…, m, k]`
 * @param b - shape `[…, k, n]`
 * @returns a new tensor of shape `[…, m, n]`; `a` and `b` are not changed
 * @throws {ShapeError} if one has fewer than two axes, the inner sizes k differ, or the batch axes do not broadcast
 * @see Goodfellow, Bengio & Courville, Deep Learning, §6.5.6
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const out = operation("@", [a, b], product(a, b), backward);
  return out;

  function backward(): void {
    // START CODE HERE (matmul.backward) ~2 lines: A receives upstream times B turned over, B receives A turned over times upstream
    accumulate(a, product(out.grad, turned(b)));
    accumulate(b, product(turned(a), out.grad));
    // END CODE HERE
  }
}

/** The products of all pairs of matrices: `[…, m, k]` times `[…, k, n]` is `[…, m, n]`. */
function product(a: Values, b: Values): Values {
  if (a.shape.length < 2 || b.shape.length < 2 || a.shape.at(-1) !== b.shape.at(-2)) throw doesNotFit(a, b);
  const [[m, k], [, n]] = [a.shape.slice(-2), b.shape.slice(-2)];
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShapes(aBatch, bBatch);
  const out = zeros([...batch, m, n]);
  const [aStrides, bStrides] = [broadcastStrides(aBatch, batch), broadcastStrides(bBatch, batch)];
  eachIndex(batch, (index, i) => {
    multiply(offset(index, aStrides) * m * k, offset(index, bStrides) * k * n, i * m * n);
  });
  return out;

  /**
   * One product, row-major: A is `[m, k]` and begins at `a.data[aAt]`, B is `[k, n]` and begins at `b.data[bAt]`, C is
   * `[m, n]`, begins at `out.data[cAt]` and holds zeros. So `A[i, p]` is `a.data[aAt + i * k + p]`.
   */
  function multiply(aAt: number, bAt: number, cAt: number): void {
    // START CODE HERE (matmul.forward) ~4 lines: C[i, j] = Σₚ A[i, p] · B[p, j]
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        for (let p = 0; p < k; p++)
          out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
    // END CODE HERE
  }
}

/** Every matrix turned over: rows become columns, `[…, m, n]` becomes `[…, n, m]`. */
function turned({ shape, data }: Values): Values {
  const [m, n] = shape.slice(-2);
  const out = zeros([...shape.slice(0, -2), n, m]);
  for (let at = 0; at < sizeOf(shape); at += m * n)
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out.data[at + j * m + i] = data[at + i * n + j];
  return out;
}

function doesNotFit(a: Values, b: Values): ShapeError {
  return new ShapeError(
    "matmul",
    "a: […, m, k] and b: […, k, n] with the same k",
    `a: [${a.shape.join(", ")}] and b: [${b.shape.join(", ")}]`,
    "transpose or swap an argument so that the inner sizes agree",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
