import type { AssignmentResult, GradingResult, StubResult } from "../../result/result.ts";
import { flow, tieWords, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { blockerOf, joinNames, showPoints } from "./words.ts";
import { isUntouched } from "../../result/verdicts.ts";

/** Draws the points: earned of all points, open points with their reason, and extra credit on top. */
export function totalLines(result: AssignmentResult, page: Page): readonly string[] {
  const open = isUntouched(result.stubs) ? [] : openPointsOf(result.stubs.filter(({ extra }) => extra !== true));
  const [earned, ...extra] = sharePartsOf(result);
  const parts = page.hasReference
    ? [earned, ...open.map(waitTextOf)]
    : [[earned, ...open.map(notJudgedTextOf)].map(tieWords).join(", ")];
  const [first = "", ...rest] = flow([...parts, ...extra], " · ", page.width, 2);
  return [page.paint.strong(earned) + first.slice(earned.length), ...rest];
}

/**
 * `27 of 54 points`; with extra credit `54 of 54 points · 3 extra`; for extra credit alone `3 of 4 points, all extra`.
 */
export function shareOf(result: AssignmentResult): string {
  return sharePartsOf(result).join(" · ");
}

/** The share of the points that are due, and the extra credit, if any. */
function sharePartsOf({ earned, points, extra, stubs }: AssignmentResult): readonly [due: string, ...extra: string[]] {
  const most = stubs.reduce((sum, stub) => sum + stub.points, 0);
  if (points === 0 && most > 0) return [`${showPoints(extra)} of ${showPoints(most)} points, all extra`];
  const due = `${showPoints(earned - extra)} of ${showPoints(points)} points`;
  return extra > 0 ? [due, `${showPoints(extra)} extra`] : [due];
}

/** Counts the judged stubs and names the open ones, if some were not judged. */
export function judgedLines({ stubs }: AssignmentResult, interrupted: boolean, page: Page): readonly string[] {
  const left = stubs.filter(({ verdict }) => verdict === "not-run").map(({ id }) => id);
  if (!interrupted && left.length === 0) return [];
  const start = interrupted ? "interrupted: " : "";
  const counted = `${stubs.length - left.length} of ${stubs.length} stubs were judged`;
  return wrap(counted + openNamesOf(left), page.width, start, "  ").map(page.paint.wait);
}

function openNamesOf(left: readonly string[]): string {
  if (left.length === 0) return "";
  if (left.length > 4) return "; the others stay open";
  return `; ${joinNames(left)} ${left.length === 1 ? "stays" : "stay"} open`;
}

/** Draws notes on the whole run, each in one quiet line. */
export function runNoteLines({ protection, reproducible }: GradingResult, page: Page): readonly string[] {
  const lines = [
    ...(reproducible ? [] : ["note: a verdict depended on time or memory; another machine may differ"]),
    ...(protection?.level === "advisory"
      ? [`advisory: not sealed by bubblewrap here; ${tieWords(`${page.command} doctor`)} says why`]
      : []),
  ];
  return lines.flatMap((line) => wrap(line, page.width, "", "  ").map(page.paint.quiet));
}

/** Points that are still open, by what they wait for. */
interface OpenPoints {
  readonly points: number;
  /** The stub that they wait for, or `more stubs`. */
  readonly until: string | undefined;
}

/** The text for points that wait for several stubs. */
const moreStubs = "more stubs";

/** Sums the points that were not judged, by what they wait for. */
function openPointsOf(stubs: readonly StubResult[]): readonly OpenPoints[] {
  const sums = new Map<string | undefined, number>();
  for (const stub of stubs) {
    const points = stub.verdict === "blocked" ? stub.points - stub.earned : stub.pending;
    const one = stub.waitsFor !== undefined && stub.waitsFor.length > 1 ? moreStubs : blockerOf(stub);
    const until = one ?? stub.laws.find(({ blockedBy }) => blockedBy !== undefined)?.blockedBy;
    if (points > 0) sums.set(until, (sums.get(until) ?? 0) + points);
  }
  const open = [...sums].map(([until, points]) => ({ points, until }));
  return [...open.filter(({ until }) => until !== undefined), ...open.filter(({ until }) => until === undefined)];
}

function waitTextOf({ points, until }: OpenPoints): string {
  return until === undefined
    ? `${showPoints(points)} not judged`
    : `${showPoints(points)} ${points === 1 ? "waits" : "wait"} for ${until}`;
}

function notJudgedTextOf({ points, until }: OpenPoints, i: number): string {
  if (until === undefined) return `${showPoints(points)} not judged`;
  const works = `${until} ${until === moreStubs ? "work" : "works"}`;
  return i === 0 ? `${showPoints(points)} not judged until ${works}` : `${showPoints(points)} until ${works}`;
}
