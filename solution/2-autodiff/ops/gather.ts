import { accumulate } from "../accumulate.ts";
import { notStarted, ShapeError } from "../errors.ts";
import { operation } from "../operation.ts";
import type { Tensor } from "../tensor.ts";
import { sizeOf, type Values, zeros } from "../values.ts";

/**
 * Rows by index: row i of the result is row `rows[i]` of `a`. A row may be taken several times, or never.
 *
 * Backward: row r of `a` receives the sum of the upstream gradients of all places that it was taken to.
 *
 * A row is everything behind the first axis: `width` numbers, which lie side by side in `data`. Row r begins at
 * `r * width`.
 *
 * @param a - at least one axis: `[count, …]`
 * @param rows - at least one; each from 0 to count − 1
 * @returns a new tensor of shape `[rows.length, …]`; `a` is not changed
 * @throws {ShapeError} if a row does not exist
 */
export function gather(a: Tensor, rows: readonly number[]): Tensor {
  const [count = 0, ...rest] = a.shape;
  if (rows.length === 0 || !rows.every((row) => Number.isInteger(row) && row >= 0 && row < count)) throw noSuchRow(a, rows);
  const width = sizeOf(rest);
  const out = operation("gather", [a], forward(), backward);
  return out;

  /** The rows, in shape `[rows.length, ...rest]`. */
  function forward(): Values {
    // START CODE HERE (gather.forward) ~3 lines: row i of the result is row rows[i] of `a`
    const taken = zeros([rows.length, ...rest]);
    rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
    return taken;
    // END CODE HERE
  }

  function backward(): void {
    // START CODE HERE (gather.backward) ~4 lines: a row that was taken several times receives the sum of its upstream gradients
    const share = zeros(a.shape);
    rows.forEach((row, i) => {
      for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
    });
    accumulate(a, share);
    // END CODE HERE
  }
}

function noSuchRow(a: Tensor, rows: readonly number[]): ShapeError {
  return new ShapeError(
    "gather",
    `at least one row of shape [${a.shape.join(", ")}], each a whole number from 0 to ${(a.shape[0] ?? 0) - 1}`,
    `[${rows.join(", ")}]`,
    "rows are counted along the first axis",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
