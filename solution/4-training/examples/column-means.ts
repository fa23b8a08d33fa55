import { notStarted } from "../../2-autodiff/errors.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * What the numbers of each column are on average: `meanⱼ = (1/n) Σᵢ xᵢⱼ`.
 *
 * @param x - shape `[n, d]`; not changed
 * @returns d numbers
 */
export function columnMeans({ shape: [n, d], data }: Values): Float64Array {
  // START CODE HERE (columnMeans) ~3 lines: the mean of each column, over all rows
  const sums = new Float64Array(d);
  for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
  return sums.map((sum) => sum / n);
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
