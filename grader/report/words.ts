import type { StubResult, Verdict } from "../score/result.ts";
import type { Paint } from "./page.ts";

/** A verdict for the eye, and in a word. */
export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly tone: keyof Paint;
  /** Whether the symbol needs no word beside a colour. */
  readonly plain: boolean;
  /** Whether laws were judged, so that counting them says something. */
  readonly counts: boolean;
}

/** How each verdict is shown. */
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

const failures: ReadonlySet<Verdict> = new Set<Verdict>(["failed", "crashed", "timed-out", "out-of-memory", "refused"]);

/** Whether there is something for the student to mend. */
export function isFailure({ verdict }: StubResult): boolean {
  return failures.has(verdict);
}

/** Whether nobody has begun. */
export function isUntouched(stubs: readonly StubResult[]): boolean {
  return (
    stubs.some(({ verdict }) => verdict === "not-started") &&
    stubs.every(({ verdict }) => verdict === "not-started" || verdict === "blocked")
  );
}

/** Whether a stub passed beside the reference only, because the whole does not get that far. */
export function isAlone({ verdict, whole }: StubResult): boolean {
  return verdict === "passed" && whole !== undefined && whole !== "passed";
}

/** What there is to mend, in the order in which it is mended: extra credit comes last. */
export function failuresOf(stubs: readonly StubResult[]): readonly StubResult[] {
  return stubs.filter(isFailure).toSorted((a, b) => Number(a.extra === true) - Number(b.extra === true));
}

/** For whom a stub waits: one stub's name, or how many they are; none where nobody knows. */
export function awaited({ blockedBy, waitsFor = [] }: StubResult): string | undefined {
  return waitsFor.length > 1 ? `${waitsFor.length} more stubs` : (waitsFor[0] ?? blockedBy);
}

/** What is the matter with a stub in a few words, from the fullest to the shortest; none if the verdict says it all. */
export function inShort({ verdict, counterexample, findings, attention }: StubResult): readonly string[] {
  if (verdict === "refused") {
    const [found] = findings ?? [];
    const why = found?.message ?? attention[0] ?? counterexample?.reason;
    if (why === undefined) return [];
    // What was meant, and what to do, stands after the colon, or in full below.
    return found === undefined ? [why] : [`line ${found.line}: ${why}`, why, why.split(": ")[0] ?? why];
  }
  if (counterexample === undefined) return [];
  const { difference, thrown, reason } = counterexample;
  if (thrown !== undefined) return [`throws ${thrown.name}: ${thrown.message}`, `throws ${thrown.name}`, thrown.name];
  if (reason !== undefined) return [reason];
  if (difference === undefined) return [];
  const { what, expected, got } = difference;
  return [...(expected === got ? [] : [`${what}: ${got}, not ${expected}`]), `${what} differs`, what];
}

/** Points without more decimals than they have: `29`, `2.67`. */
export function showPoints(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** `1 stub`, `4 stubs`. */
export function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
