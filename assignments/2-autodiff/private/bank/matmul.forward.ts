// The bank for `matmul.forward`: every region below is graded in place of the reference's.

// WRONG last-term-only: assigns, so that the last term overwrites the others
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] = a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG element-by-element: multiplies what stands in the same place
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++) out.data[cAt + i * n + j] = a.data[aAt + i * k + (j % k)] * b.data[bAt + (i % k) * n + j];

// WRONG second-turned-over: goes along the rows of B instead of down its columns
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + j * k + p];

// WRONG first-turned-over: goes down the columns of A instead of along its rows
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + p * m + i] * b.data[bAt + p * n + j];

// WRONG order-swapped: multiplies B by A where the sizes allow it
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++)
      out.data[cAt + i * n + j] += b.data[bAt + (i % k) * n + (p % n)] * a.data[aAt + (p % m) * k + (j % k)];

// WRONG result-turned-over: writes C[i, j] to the place of C[j, i]
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + j * m + i] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG row-length-of-the-result: takes the rows of C to be as long as those of A
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * k + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG row-length-of-the-first: takes the rows of A to be as long as those of C
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * n + p] * b.data[bAt + p * n + j];

// WRONG row-length-of-the-second: takes the rows of B to be as long as those of A
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * k + j];

// WRONG square-sum: sums over as many terms as there are rows
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < m; p++)
      out.data[cAt + i * n + j] += (a.data[aAt + i * k + p] ?? 0) * (b.data[bAt + p * n + j] ?? 0);

// WRONG first-term-lost: counts the terms from 1
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 1; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG sum-not-restarted: the sum goes on from one element of a row to the next
for (let i = 0; i < m; i++) {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    for (let p = 0; p < k; p++) sum += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
    out.data[cAt + i * n + j] = sum;
  }
}

// WRONG sum-of-sums: multiplies the sum of a row by the sum of a column
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++) {
    let [row, column] = [0, 0];
    for (let p = 0; p < k; p++) [row, column] = [row + a.data[aAt + i * k + p], column + b.data[bAt + p * n + j]];
    out.data[cAt + i * n + j] = row * column;
  }

// WRONG mean: divides by the number of terms
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += (a.data[aAt + i * k + p] * b.data[bAt + p * n + j]) / k;

// WRONG first-matrix-of-the-first: reads A from the beginning, whatever the batch
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[i * k + p] * b.data[bAt + p * n + j];

// WRONG first-matrix-of-the-second: reads B from the beginning, whatever the batch
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[p * n + j];

// WRONG all-into-the-first: writes every product of a batch over the first one
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG one-batch-stride: takes A, B and C to lie at one place in their batches
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[cAt + i * k + p] * b.data[cAt + p * n + j];

// WRONG summed-in-place: turns A into partial sums while it reads it
for (let i = 0; i < m; i++)
  for (let p = 0; p < k; p++)
    for (let j = 0; j < n; j++) {
      out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
      if (j === n - 1) a.data[aAt + i * k + p] = out.data[cAt + i * n + j];
    }

// WRONG float32: rounds every partial sum to 32 bits
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++)
      out.data[cAt + i * n + j] = Math.fround(out.data[cAt + i * n + j] + a.data[aAt + i * k + p] * b.data[bAt + p * n + j]);

// WRONG magnitudes: loses the signs of the second factor
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * Math.abs(b.data[bAt + p * n + j]);

// WRONG whole-tiles: walks tiles of 8 × 8, and leaves out what is left over
const whole = (size: number) => (size > 8 ? size - (size % 8) : size);
for (let i = 0; i < whole(m); i++)
  for (let j = 0; j < whole(n); j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// WRONG zeros-skipped: skips the rows of B that are multiplied by 0, and with them 0 · ∞
for (let i = 0; i < m; i++)
  for (let p = 0; p < k; p++) {
    const x = a.data[aAt + i * k + p];
    if (x !== 0) for (let j = 0; j < n; j++) out.data[cAt + i * n + j] += x * b.data[bAt + p * n + j];
  }

// WRONG strassen: multiplies 2 × 2 by seven products, whose terms cancel out, but not their roundings
if (m !== 2 || k !== 2 || n !== 2) {
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
  return;
}
const [a11, a12, a21, a22] = a.data.subarray(aAt, aAt + 4);
const [b11, b12, b21, b22] = b.data.subarray(bAt, bAt + 4);
const [p1, p2, p3, p4] = [(a11 + a22) * (b11 + b22), (a21 + a22) * b11, a11 * (b12 - b22), a22 * (b21 - b11)];
const [p5, p6, p7] = [(a11 + a12) * b22, (a21 - a11) * (b11 + b12), (a12 - a22) * (b21 + b22)];
out.data.set([p1 + p4 - p5 + p7, p3 + p5, p2 + p4, p1 - p2 + p3 + p6], cAt);

// WRONG tiles-assigned: walks in tiles of 32, and each tile of a sum replaces the one before
const tile = 32;
for (let from = 0; from < k; from += tile)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = from; p < Math.min(from + tile, k); p++) sum += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
      out.data[cAt + i * n + j] = sum;
    }

// WRONG sixteen-columns: forgets the columns after the sixteenth
for (let i = 0; i < m; i++)
  for (let j = 0; j < Math.min(n, 16); j++)
    for (let p = 0; p < k; p++) out.data[cAt + i * n + j] += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];

// RIGHT one-sum: gathers each sum in a variable of its own, last term first
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let p = k - 1; p >= 0; p--) sum += a.data[aAt + i * k + p] * b.data[bAt + p * n + j];
    out.data[cAt + i * n + j] = sum;
  }

// RIGHT row-by-row: adds multiples of the rows of B
for (let i = 0; i < m; i++)
  for (let p = 0; p < k; p++) {
    const x = a.data[aAt + i * k + p];
    for (let j = 0; j < n; j++) out.data[cAt + i * n + j] += x * b.data[bAt + p * n + j];
  }

// RIGHT with-offset: lets offset find the places
for (let p = 0; p < k; p++)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      out.data[cAt + offset([i, j], [n, 1])] += a.data[aAt + offset([i, p], [k, 1])] * b.data[bAt + offset([p, j], [n, 1])];

// RIGHT dot-products: cuts out a row and a column and multiplies them in a helper
for (let i = 0; i < m; i++)
  for (let j = 0; j < n; j++) {
    const row = a.data.slice(aAt + i * k, aAt + (i + 1) * k);
    const column = row.map((_, p) => b.data[bAt + p * n + j]);
    out.data[cAt + i * n + j] = dot(row, column);
  }
// HELPERS
function dot(xs: Float64Array, ys: Float64Array): number {
  return xs.reduce((sum, x, p) => sum + x * ys[p], 0);
}
