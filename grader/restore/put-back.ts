/**
 * @file Puts a course file back around a student's regions. Works on lines of text, and parses no code.
 *
 * If markers are damaged, the locked lines around a region show where it is: a region is the whole body of a function
 * whose first and last line are locked. If several places with different texts are possible, the region is reset.
 */
import { helpersId, linesOf, type MarkedFile, markerOf, type Segment } from "../course/markers.ts";

/** A region that keeps the student's text. */
export interface KeptRegion {
  readonly id: string;
  /** How many lines are not blank; 0 if the region has the starter's text. */
  readonly lines: number;
  /** Whether the region's own two markers show its place. Otherwise, the locked lines around it do. */
  readonly marked: boolean;
}

/** A line of the damaged file, numbered from 1. */
export interface OldLine {
  readonly line: number;
  readonly text: string;
}

/** A restored file. */
export interface RestoredFile {
  readonly text: string;
  readonly kept: readonly KeptRegion[];
  /** The regions that were not found. They hold the starter's throw now. */
  readonly reset: readonly string[];
  /** Lines of the damaged file that the restored file leaves out. */
  readonly left: readonly OldLine[];
}

/**
 * Restores a file: the course's text outside the regions, the student's text within them.
 *
 * @param skeleton - the file that the course hands out
 * @param text - the text of the damaged file
 */
export function putBack(skeleton: MarkedFile, text: string): RestoredFile {
  const file = readLines(text);
  const kept: KeptRegion[] = [];
  const reset: string[] = [];
  const gaps = gapsOf(skeleton);
  const inPlace = new Set(gaps.flatMap((gap) => startsInPlace(file, gap)));
  let previousEnd: number | undefined;
  const parts = skeleton.segments.map((segment) => {
    if (segment.kind === "locked") return segment.text;
    const gap = gaps.find(({ id }) => id === segment.id);
    const range = gap === undefined ? undefined : rangeOf(file, gap, previousEnd, inPlace);
    previousEnd = range?.to;
    if (range === undefined) {
      // Without a marker for helpers there were no helpers to lose.
      if (segment.id !== helpersId || startsOf(file, helpersId).length > 0) reset.push(segment.id);
      return segment.text;
    }
    const body = bodyOf(file, range);
    const own = isStarterBody(segment, body)
      ? []
      : file.slice(range.from, range.to).filter(({ content }) => content !== "");
    kept.push({ id: segment.id, lines: own.length, marked: range.marked });
    return range.marked || own.length > 0 ? body : segment.text;
  });
  const restored = parts.join("");
  const restoredContents = new Set(readLines(restored).map(({ content }) => content));
  const left = file.flatMap(({ text: old, content }, i) =>
    content === "" || restoredContents.has(content) ? [] : [{ line: i + 1, text: old.trimEnd() }],
  );
  return { text: restored, kept, reset, left };
}

/**
 * Resets one region to the starter's text, and keeps everything else.
 *
 * @param at - the place and text of the region, from `findRegions`
 */
export function resetRegion(
  skeleton: MarkedFile,
  text: string,
  id: string,
  at: { readonly text: string; readonly firstLine: number },
): string {
  const starters = skeleton.segments.find((segment) => segment.kind === "region" && segment.id === id)?.text ?? "";
  const before = Array.from(linesOf(text), ({ line }) => line)
    .slice(0, at.firstLine - 1)
    .join("");
  return before + starters + text.slice(before.length + at.text.length);
}

/** A line of a file. */
interface Line {
  readonly text: string;
  readonly marker: ReturnType<typeof markerOf>;
  /** The trimmed text; empty for a blank line and for a marker. */
  readonly content: string;
}

/** The lines of a region: from line `from`, up to line `to` but without it. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly marked: boolean;
}

/** A gap between two pieces of locked text, where a region belongs. */
interface Gap {
  readonly id: string;
  /** The locked lines before and after the gap, up to the next region, without blank lines and markers. */
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  readonly isStarterBody: (body: string) => boolean;
}

/** With more copies than this, a region is reset. */
const mostCopies = 8;

function gapsOf({ segments }: MarkedFile): readonly Gap[] {
  const contentLinesOf = (segment: Segment | undefined) =>
    readLines(segment?.text ?? "").filter((line) => line.content !== "");
  return segments.flatMap((segment, i) =>
    segment.kind === "locked"
      ? []
      : [
          {
            id: segment.id,
            before: contentLinesOf(segments[i - 1]),
            after: contentLinesOf(segments[i + 1]),
            isStarterBody: (body) => isStarterBody(segment, body),
          },
        ],
  );
}

/** Finds the lines of a region; undefined if its place is unknown, or if it stands there twice with different texts. */
function rangeOf(
  file: readonly Line[],
  gap: Gap,
  previousEnd: number | undefined,
  inPlace: ReadonlySet<number>,
): Range | undefined {
  const marked = startsOf(file, gap.id);
  const first = gap.id === helpersId ? marked : startsInPlace(file, gap);
  const possibleStarts = [first, startsAfterPrevious(file, gap, previousEnd), startsAfterLocked(file, gap), marked];
  for (const starts of possibleStarts) {
    if (starts.length > mostCopies) return undefined;
    const ranges = starts.flatMap((from) => {
      const end = endOf(file, gap, from, inPlace);
      const isMarked = file[from - 1]?.marker?.kind === "start" && marked.length === 1;
      return end === undefined ? [] : [{ from, to: end.at, marked: isMarked && end.marked }];
    });
    const written = ranges.filter((range) => !gap.isStarterBody(bodyOf(file, range)));
    const [range] = written.length > 0 ? written : ranges;
    const differ = new Set(written.map((each) => bodyOf(file, each))).size > 1;
    if (differ && starts === first) return undefined;
    if (range !== undefined && !differ) return range;
  }
  return undefined;
}

/** The line after each START of a region. */
function startsOf(file: readonly Line[], id: string): readonly number[] {
  return file.flatMap(({ marker }, i) => (marker?.kind === "start" && marker.id === id ? [i + 1] : []));
}

/** The starts whose START comes right after the expected locked line. */
function startsInPlace(file: readonly Line[], { id, before }: Gap): readonly number[] {
  return startsOf(file, id).filter((from) => lastContentBefore(file, from)?.content === before.at(-1)?.content);
}

/** The line after the locked text between the previous region and this one. */
function startsAfterPrevious(
  file: readonly Line[],
  { before }: Gap,
  previousEnd: number | undefined,
): readonly number[] {
  const end = previousEnd === undefined ? undefined : lineAfter(file, previousEnd, before);
  // Blank lines before the region are locked too.
  return end === undefined
    ? []
    : [file.findIndex(({ content }, i) => i >= end && content !== "")].filter((i) => i >= 0);
}

/**
 * The lines after a copy of the last locked line before the region. The copies with most locked lines above them count.
 */
function startsAfterLocked(file: readonly Line[], { before }: Gap): readonly number[] {
  // A line of brackets alone occurs too often to show a place.
  if (!/\w/.test(before.at(-1)?.content ?? "")) return [];
  const scores = file.map((line, i) => (line.content === before.at(-1)?.content ? countAgreeing(file, i, before) : 0));
  const best = scores.reduce((most, score) => Math.max(most, score), 1);
  return scores.flatMap((score, i) => (score === best ? [i + 1] : []));
}

/** Counts the locked lines that stand in sequence in the file, from line `last` backwards. */
function countAgreeing(file: readonly Line[], last: number, locked: readonly Line[]): number {
  let count = 0;
  for (let i = last; i >= 0 && count < locked.length; i -= 1) {
    const { content = "" } = file[i] ?? {};
    if (content === "") continue;
    if (content !== locked.at(-1 - count)?.content) break;
    count += 1;
  }
  return count;
}

/** Finds the end of a region that begins at line `from`, and whether its END marks that end. */
function endOf(
  file: readonly Line[],
  { id, after }: Gap,
  from: number,
  inPlace: ReadonlySet<number>,
): { readonly at: number; readonly marked: boolean } | undefined {
  const next = file.findIndex(({ marker }, i) => i >= from && marker !== undefined && !isStartOf(marker, id));
  const end = file[next]?.marker?.kind === "end" ? next : undefined;
  const atEnd = end === undefined ? undefined : { at: end, marked: true };
  if (id === helpersId) return atEnd ?? (next < 0 ? { at: file.length, marked: false } : undefined);
  if (end !== undefined && firstContentAfter(file, end)?.content === after[0]?.content) return atEnd;

  const bound = file.findIndex((_, i) => i > from && inPlace.has(i) && !isStartOf(file[i - 1]?.marker, id));
  const closing = closingLine(file.slice(0, bound < 0 ? file.length : bound), from, after);
  return closing === undefined ? atEnd : { at: closing, marked: false };
}

/** Finds the locked line that closes the function, by its indentation and by the locked lines after it. */
function closingLine(file: readonly Line[], from: number, after: readonly Line[]): number | undefined {
  const [first] = after;
  if (first === undefined) return undefined;
  const candidates = file.flatMap(({ content }, i) => (i >= from && content === first.content ? [i] : []));
  const indented = candidates.filter((i) => file[i]?.text.trimEnd() === first.text.trimEnd());
  const followed = (i: number) => lineAfter(file, i, after) !== undefined;
  const named = after.length > 1 && /\w/.test(after.at(-1)?.content ?? "") ? after.at(-1)?.content : undefined;
  const beyond = file.findIndex(({ content }, i) => i >= from && content === named);
  return (
    indented.find(followed) ??
    (after.length > 1 ? onlyItemOf(candidates.filter(followed)) : undefined) ??
    indented.find((i) => beyond < 0 || i < beyond)
  );
}

/** The line after these locked lines, if they stand at line `at` with only blank lines and markers between them. */
function lineAfter(file: readonly Line[], at: number, locked: readonly Line[]): number | undefined {
  let found = 0;
  let i = at;
  for (; i < file.length && found < locked.length; i += 1) {
    const { content = "" } = file[i] ?? {};
    if (content === "") continue;
    if (content !== locked[found]?.content) return undefined;
    found += 1;
  }
  return found === locked.length ? i : undefined;
}

/** The text of a region, without markers that are out of place. */
function bodyOf(file: readonly Line[], { from, to }: Range): string {
  return file
    .slice(from, to)
    .filter(({ marker }) => marker === undefined)
    .map(({ text }) => (text.endsWith("\n") ? text : `${text}\n`))
    .join("");
}

function isStarterBody(region: Segment, body: string): boolean {
  return body.trim() === "" || body.trim() === region.text.trim();
}

function isStartOf(marker: Line["marker"], id: string): boolean {
  return marker?.kind === "start" && marker.id === id;
}

function lastContentBefore(file: readonly Line[], from: number): Line | undefined {
  return file.slice(0, from).findLast(({ content }) => content !== "");
}

function firstContentAfter(file: readonly Line[], after: number): Line | undefined {
  return file.find(({ content }, i) => i > after && content !== "");
}

function onlyItemOf(candidates: readonly number[]): number | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function readLines(text: string): readonly Line[] {
  return Array.from(linesOf(text), ({ line }) => {
    const marker = markerOf(line);
    return { text: line, marker, content: marker === undefined ? line.trim() : "" };
  });
}
