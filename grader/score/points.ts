import type { StubResult } from "./result.ts";

/** What some stubs are worth together. */
export interface Points {
  /** What they earned, extra credit with it. */
  readonly earned: number;
  /** What of `points` nobody has judged yet. */
  readonly pending: number;
  /** What can be earned without extra credit. */
  readonly points: number;
  /** What of `earned` is extra credit. */
  readonly extra: number;
}

/** Adds up stubs: extra credit counts as earned, and never as due or as open. */
export function pointsOf(stubs: readonly Pick<StubResult, "earned" | "pending" | "points" | "extra">[]): Points {
  const due = stubs.filter(({ extra }) => extra !== true);
  return {
    earned: total(stubs.map(({ earned }) => earned)),
    pending: total(due.map(({ pending }) => pending)),
    points: total(due.map(({ points }) => points)),
    extra: total(stubs.filter(({ extra }) => extra === true).map(({ earned }) => earned)),
  };
}

/** A sum of hundredths without what rounding adds to it. */
export function total(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, n) => sum + n, 0) * 100) / 100;
}
