/** @file The rows of a table. */
import type { Values } from "../support/values.ts";

/** The rows as lists. */
export function rowsOf({ shape: [n = 0, k = 0], data }: Values): readonly (readonly number[])[] {
  return Array.from({ length: n }, (_, i) => [...data.subarray(i * k, (i + 1) * k)]);
}

/** How many numbers a row has. */
export function width({ shape }: Values): number {
  return shape[1] ?? 1;
}
