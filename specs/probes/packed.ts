import type { Values } from "#course/2-autodiff/values.ts";

/**
 * Values in one row of numbers, which keeps NaN and infinities as JSON does not: for each the number of its axes, its shape, and its
 * numbers. What is not Values at all has −1 axes.
 */
export function pack(all: readonly (Values | undefined)[]): Float64Array {
  const row: number[] = [];
  for (const one of all) {
    const { shape, data }: { readonly shape?: unknown; readonly data?: unknown } = one ?? {};
    if (!Array.isArray(shape) || !(data instanceof Float64Array)) {
      row.push(-1);
      continue;
    }
    row.push(shape.length, ...shape.map(Number));
    for (const x of data) row.push(x);
  }
  return Float64Array.from(row);
}
