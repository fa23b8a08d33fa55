import type { AssignmentResult, GradingResult, StubResult } from "../score/result.ts";
import { flow, together, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { awaited, isUntouched, listed, showPoints } from "./words.ts";

/** Points earned of those that there are, points that are open and why, and extra credit, which comes on top. */
export function totals(result: AssignmentResult, page: Page): readonly string[] {
  const open = isUntouched(result.stubs) ? [] : openPoints(result.stubs.filter(({ extra }) => extra !== true));
  const [earned = "", ...extra] = share(result).split(" · ");
  const parts = page.hasReference
    ? [earned, ...open.map(waits)]
    : [[earned, ...open.map(notJudged)].map(together).join(", ")];
  const [first = "", ...rest] = flow([...parts, ...extra], " · ", page.width, 2);
  return [page.paint.strong(earned) + first.slice(earned.length), ...rest];
}

/** `27 of 54 points`, `54 of 54 points · 3 extra`; `3 of 4 points, all extra` where nothing else was asked for. */
export function share({ earned, points, extra, stubs }: AssignmentResult): string {
  const most = stubs.reduce((sum, stub) => sum + stub.points, 0);
  if (points === 0 && most > 0) return `${showPoints(extra)} of ${showPoints(most)} points, all extra`;
  const due = `${showPoints(earned - extra)} of ${showPoints(points)} points`;
  return extra > 0 ? `${due} · ${showPoints(extra)} extra` : due;
}

/** What was judged, if not everything was. */
export function judged({ stubs }: AssignmentResult, interrupted: boolean, page: Page): readonly string[] {
  const left = stubs.filter(({ verdict }) => verdict === "not-run").map(({ id }) => id);
  if (!interrupted && left.length === 0) return [];
  const start = interrupted ? "interrupted: " : "";
  const counted = `${stubs.length - left.length} of ${stubs.length} stubs were judged`;
  return wrap(counted + stayOpen(left), page.width, start, "  ").map(page.paint.wait);
}

function stayOpen(left: readonly string[]): string {
  if (left.length === 0) return "";
  if (left.length > 4) return "; the others stay open";
  return `; ${listed(left)} ${left.length === 1 ? "stays" : "stay"} open`;
}

/** What should be known about the run as a whole, each in one quiet line. */
export function aboutTheRun({ protection, reproducible }: GradingResult, page: Page): readonly string[] {
  const lines = [
    ...(reproducible ? [] : ["note: a verdict depended on time or memory; another machine may differ"]),
    ...(protection?.level === "advisory"
      ? [`advisory: not sealed by bubblewrap here; ${together(`${page.command} doctor`)} says why`]
      : []),
  ];
  return lines.flatMap((line) => wrap(line, page.width, "", "  ").map(page.paint.quiet));
}

interface Open {
  readonly points: number;
  /** The stub that they wait for, or that there are several. */
  readonly until: string | undefined;
}

/** Where one stub alone does not help. */
const several = "more stubs";

/** Points that nobody has judged, by what they wait for. */
function openPoints(stubs: readonly StubResult[]): readonly Open[] {
  const sums = new Map<string | undefined, number>();
  for (const stub of stubs) {
    const points = stub.verdict === "blocked" ? stub.points - stub.earned : stub.pending;
    const one = stub.waitsFor !== undefined && stub.waitsFor.length > 1 ? several : awaited(stub);
    const until = one ?? stub.laws.find(({ blockedBy }) => blockedBy !== undefined)?.blockedBy;
    if (points > 0) sums.set(until, (sums.get(until) ?? 0) + points);
  }
  const open = [...sums].map(([until, points]) => ({ points, until }));
  return [...open.filter(({ until }) => until !== undefined), ...open.filter(({ until }) => until === undefined)];
}

function waits({ points, until }: Open): string {
  return until === undefined
    ? `${showPoints(points)} not judged`
    : `${showPoints(points)} ${points === 1 ? "waits" : "wait"} for ${until}`;
}

function notJudged({ points, until }: Open, i: number): string {
  if (until === undefined) return `${showPoints(points)} not judged`;
  const works = `${until} ${until === several ? "work" : "works"}`;
  return i === 0 ? `${showPoints(points)} not judged until ${works}` : `${showPoints(points)} until ${works}`;
}
