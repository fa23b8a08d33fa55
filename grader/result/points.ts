import type { StubResult } from "./result.ts";

/** The points of some stubs together. */
export interface Points {
  /** Points earned, extra credit included. */
  readonly earned: number;
  /** Points of `points` that are not judged yet. */
  readonly pending: number;
  /** Points that can be earned without extra credit. */
  readonly points: number;
  /** Points of `earned` that are extra credit. */
  readonly extra: number;
}

/** Adds up the points of stubs. Extra credit counts only as earned. */
export function pointsOf(stubs: readonly Pick<StubResult, "earned" | "pending" | "points" | "extra">[]): Points {
  const due = stubs.filter(({ extra }) => extra !== true);
  return {
    earned: sumHundredths(stubs.map(({ earned }) => earned)),
    pending: sumHundredths(due.map(({ pending }) => pending)),
    points: sumHundredths(due.map(({ points }) => points)),
    extra: sumHundredths(stubs.filter(({ extra }) => extra === true).map(({ earned }) => earned)),
  };
}

/** Adds numbers and rounds the sum to hundredths, which removes the error of binary fractions. */
export function sumHundredths(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, n) => sum + n, 0) * 100) / 100;
}
