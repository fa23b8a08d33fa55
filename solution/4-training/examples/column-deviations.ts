import { notStarted } from "../../2-autodiff/errors.ts";
import type { Values } from "../../2-autodiff/values.ts";

/**
 * How far the numbers of each column spread: `deviationⱼ = √((1/n) Σᵢ (xᵢⱼ − meanⱼ)²)`, with 1/n and not 1/(n − 1).
 *
 * @param x - shape `[n, d]`; not changed
 * @param means - the mean of each column, d of them; not changed
 * @returns d numbers, each 0 or more
 */
export function columnDeviations({ shape: [n, d], data }: Values, means: Float64Array): Float64Array {
  // START CODE HERE (columnDeviations) ~3 lines: the root of the mean squared distance from the column's mean
  const sums = new Float64Array(d);
  for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
  return sums.map((sum) => Math.sqrt(sum / n));
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
