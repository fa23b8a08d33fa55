import type { StubResult, Verdict } from "../../result/result.ts";
import { isFailure } from "../../result/verdicts.ts";
import type { Paint } from "./page.ts";

/** The look of a verdict: symbol, word and colour. */
export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly tone: keyof Paint;
  /** Whether the coloured symbol is clear without its word. */
  readonly plain: boolean;
  /** Whether the verdict comes from judged laws. Only then a count of laws has a meaning. */
  readonly counts: boolean;
}

/** The sign of each verdict. */
export const signs: Readonly<Record<Verdict, Sign>> = {
  passed: { symbol: "✓", word: "passed", tone: "good", plain: true, counts: true },
  failed: { symbol: "✗", word: "failed", tone: "bad", plain: true, counts: true },
  crashed: { symbol: "✗", word: "crashed", tone: "bad", plain: false, counts: true },
  "timed-out": { symbol: "✗", word: "timed out", tone: "bad", plain: false, counts: true },
  "out-of-memory": { symbol: "✗", word: "out of memory", tone: "bad", plain: false, counts: true },
  refused: { symbol: "✗", word: "refused", tone: "bad", plain: false, counts: false },
  "not-started": { symbol: "·", word: "not started", tone: "quiet", plain: true, counts: false },
  blocked: { symbol: "⧖", word: "waits", tone: "quiet", plain: false, counts: false },
  "not-run": { symbol: "○", word: "not judged", tone: "quiet", plain: false, counts: false },
  "internal-error": { symbol: "!", word: "grader's fault", tone: "wait", plain: false, counts: false },
};

/** How a stub's laws stand: `7 of 7 laws`, `2 of 9 laws failed`, `1 law failed, 4 not judged yet`. */
export function lawCountOf({ laws }: Pick<StubResult, "laws">): string {
  const passed = laws.filter(({ verdict }) => verdict === "passed").length;
  const failed = laws.filter(isFailure).length;
  const open = laws.length - passed - failed;
  if (open > 0) return `${showCount(failed, "law")} failed, ${open} not judged yet`;
  return failed > 0
    ? `${failed} of ${showCount(laws.length, "law")} failed`
    : `${passed} of ${showCount(laws.length, "law")}`;
}

/** The stub that a stub waits for, or `2 more stubs` if it waits for several; undefined if unknown. */
export function blockerOf({ blockedBy, waitsFor = [] }: StubResult): string | undefined {
  return waitsFor.length > 1 ? `${waitsFor.length} more stubs` : (waitsFor[0] ?? blockedBy);
}

/** Short texts on why a stub failed, from the longest to the shortest; empty if its verdict says everything. */
export function summariesOf({ verdict, counterexample, findings, reason: refusal }: StubResult): readonly string[] {
  if (verdict === "refused") {
    const [found] = findings ?? [];
    const why = found?.message ?? refusal ?? counterexample?.reason;
    if (why === undefined) return [];
    return found === undefined ? [why] : [`line ${found.line}: ${why}`, why];
  }
  if (counterexample === undefined) return [];
  const { difference, thrown, fault, reason } = counterexample;
  if (thrown?.name === "WgslError") return [`does not compile: ${thrown.message}`, "does not compile"];
  if (thrown !== undefined) return [`throws ${thrown.name}: ${thrown.message}`, `throws ${thrown.name}`, thrown.name];
  if (fault !== undefined && difference === undefined) return [`${fault.name}: ${fault.text}`, fault.name];
  if (reason !== undefined) return [reason];
  if (difference === undefined) return [];
  const { what, expected, got } = difference;
  return [...(expected === got ? [] : [`${what}: ${got}, not ${expected}`]), `${what} differs`, what];
}

/** Shows points with at most two decimals: `29`, `2.67`. */
export function showPoints(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** Joins names for a sentence: `a`, `a and b`, `a, b and c`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Shows a count with its noun: `1 stub`, `4 stubs`. */
export function showCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
