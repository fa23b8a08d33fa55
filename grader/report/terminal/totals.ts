import type { AssignmentResult, GradingResult, StubResult } from "../../result/result.ts";
import { flow, tieWords, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { blockerOf, joinNames, showCount, showPoints } from "./words.ts";
import { isUntouched } from "../../result/verdicts.ts";

/** Draws the points: earned of all points, open points with their reason, and extra credit on top. */
export function totalLines(result: AssignmentResult, page: Page): readonly string[] {
  const open = isUntouched(result.stubs) ? [] : openPointsOf(result.stubs.filter(({ extra }) => extra !== true));
  const [earned, ...extra] = sharePartsOf(result);
  const parts = page.hasReference
    ? [earned, ...open.map(waitTextOf)]
    : [[earned, ...open.map(notJudgedTextOf)].map(tieWords).join(", ")];
  const [first = "", ...rest] = flow([...parts, ...extra], " · ", page.width, 2);
  return [page.paint.strong(earned) + first.slice(earned.length), ...rest, ...movedLines(result, page)];
}

/** The points that have moved since the last run, by stub: `since the last run: mul.backward +4, capstone −10`. */
function movedLines({ stubs }: AssignmentResult, page: Page): readonly string[] {
  const moved = stubs.flatMap(({ id, earned, verdict }) => {
    const by = verdict === "not-run" ? 0 : earned - (page.earnedBefore?.[id] ?? earned);
    return Math.abs(by) < 0.005 ? [] : [`${id} ${by > 0 ? "+" : "−"}${showPoints(Math.abs(by))}`];
  });
  const more = moved.length - mostMoved;
  const shown = more > 1 ? [...moved.slice(0, mostMoved), `${more} more`] : moved;
  return moved.length === 0
    ? []
    : wrap(`since the last run: ${shown.join(", ")}`, page.width, "", "  ").map(page.paint.quiet);
}

const mostMoved = 6;

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
      ? [`advisory: ${missingWalls(protection.layers)}; ${tieWords(`${page.command} doctor`)} says why`]
      : []),
  ];
  return lines.flatMap((line) => wrap(line, page.width, "", "  ").map(page.paint.quiet));
}

/** What the kernel did not do for a run that was not sealed. */
function missingWalls(layers: readonly string[]): string {
  return layers.includes("user") ? "not sealed by bubblewrap here" : "not sealed, run as your own user";
}

/** Points that are still open, by what they wait for. */
interface OpenPoints {
  readonly points: number;
  /** The stubs that have these points. */
  readonly stubs: readonly string[];
  /** The stub that they wait for, or `more stubs`. */
  readonly until: string | undefined;
}

/** The text for points that wait for several stubs. */
const moreStubs = "more stubs";

/** Sums the points that were not judged, by what they wait for. */
function openPointsOf(stubs: readonly StubResult[]): readonly OpenPoints[] {
  const sums = new Map<string | undefined, Omit<OpenPoints, "until">>();
  for (const stub of stubs) {
    const points = stub.verdict === "blocked" ? stub.points - stub.earned : stub.pending;
    const one = stub.waitsFor !== undefined && stub.waitsFor.length > 1 ? moreStubs : blockerOf(stub);
    const until = one ?? stub.laws.find(({ blockedBy }) => blockedBy !== undefined)?.blockedBy;
    const before = sums.get(until) ?? { points: 0, stubs: [] };
    if (points > 0) sums.set(until, { points: before.points + points, stubs: [...before.stubs, stub.id] });
  }
  const open = [...sums].map(([until, sum]) => ({ ...sum, until }));
  return [...open.filter(({ until }) => until !== undefined), ...open.filter(({ until }) => until === undefined)];
}

/** `10 not judged (capstone)`; several stubs are counted. */
function notJudgedOf({ points, stubs }: OpenPoints): string {
  const names = stubs.length > 2 ? showCount(stubs.length, "stub") : joinNames(stubs);
  return `${showPoints(points)} not judged (${names})`;
}

function waitTextOf(open: OpenPoints): string {
  const { points, until } = open;
  return until === undefined
    ? notJudgedOf(open)
    : `${showPoints(points)} ${points === 1 ? "waits" : "wait"} for ${until}`;
}

function notJudgedTextOf(open: OpenPoints, i: number): string {
  const { points, until } = open;
  if (until === undefined) return notJudgedOf(open);
  const works = `${until} ${until === moreStubs ? "work" : "works"}`;
  return i === 0 ? `${showPoints(points)} not judged until ${works}` : `${showPoints(points)} until ${works}`;
}
