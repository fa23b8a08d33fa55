/**
 * @file Puts a course file back around what a student has written. Text in, text out; nothing is parsed.
 *
 * Where the markers are damaged, a region is told by the locked lines around it, because a region is the whole body of
 * a function whose first and last line are locked. Where that leaves a choice, nothing is chosen.
 */
import { helpersId, linesOf, type MarkedFile, markerOf, type Segment } from "./markers.ts";

/** A region that was kept as the student has written it. */
export interface KeptRegion {
  readonly id: string;
  /** How many lines it has that are not blank; 0 if it is as the starter has it. */
  readonly lines: number;
  /** Whether its own two markers told where it is. If not, the locked lines around it did. */
  readonly marked: boolean;
}

/** A line of the file as it was, numbered from 1. */
export interface OldLine {
  readonly line: number;
  readonly text: string;
}

/** A file put back. */
export interface RestoredFile {
  readonly text: string;
  readonly kept: readonly KeptRegion[];
  /** The regions that could not be found, and hold the starter's throw. */
  readonly reset: readonly string[];
  /** Lines of the file as it was that the restored file does not have. */
  readonly left: readonly OldLine[];
}

/**
 * Puts a file back: the course's text outside the regions, the student's within them.
 *
 * @param skeleton - the file as it is handed out
 * @param text - the file as it is now
 */
export function restoredFile(skeleton: MarkedFile, text: string): RestoredFile {
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
      // Helpers that were never there are not missed.
      if (segment.id !== helpersId || startsOf(file, helpersId).length > 0) reset.push(segment.id);
      return segment.text;
    }
    const body = bodyOf(file, range);
    const own = isStarters(segment, body) ? [] : file.slice(range.from, range.to).filter(({ solid }) => solid !== "");
    kept.push({ id: segment.id, lines: own.length, marked: range.marked });
    return range.marked || own.length > 0 ? body : segment.text;
  });
  const restored = parts.join("");
  const there = new Set(readLines(restored).map(({ solid }) => solid));
  const left = file.flatMap(({ text: old, solid }, i) =>
    solid === "" || there.has(solid) ? [] : [{ line: i + 1, text: old.trimEnd() }],
  );
  return { text: restored, kept, reset, left };
}

/**
 * The file with one region as the starter has it, and everything else as it is.
 *
 * @param at - where the region's text stands now, as `findRegions` found it
 */
export function withStarters(
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

interface Line {
  readonly text: string;
  readonly marker: ReturnType<typeof markerOf>;
  /** The text without its indentation; empty for a blank line and for a marker. */
  readonly solid: string;
}

/** Lines `from` to `to`, the latter not included. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly marked: boolean;
}

/** A region as the hole between two pieces of locked text. */
interface Gap {
  readonly id: string;
  /** The locked lines before and after it that are neither blank nor markers, up to the next region. */
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  readonly isStarters: (body: string) => boolean;
}

/** More copies of a region than this, and nobody can say which is meant. */
const mostCopies = 8;

function gapsOf({ segments }: MarkedFile): readonly Gap[] {
  const solid = (segment: Segment | undefined) => readLines(segment?.text ?? "").filter((line) => line.solid !== "");
  return segments.flatMap((segment, i) =>
    segment.kind === "locked"
      ? []
      : [
          {
            id: segment.id,
            before: solid(segments[i - 1]),
            after: solid(segments[i + 1]),
            isStarters: (body) => isStarters(segment, body),
          },
        ],
  );
}

/** Where a region stands; undefined if it cannot be told, or stands there twice and differs. */
function rangeOf(
  file: readonly Line[],
  gap: Gap,
  previousEnd: number | undefined,
  inPlace: ReadonlySet<number>,
): Range | undefined {
  const marked = startsOf(file, gap.id);
  const first = gap.id === helpersId ? marked : startsInPlace(file, gap);
  const ways = [first, chained(file, gap, previousEnd), fromLocked(file, gap), marked];
  for (const starts of ways) {
    if (starts.length > mostCopies) return undefined;
    const ranges = starts.flatMap((from) => {
      const end = endOf(file, gap, from, inPlace);
      const isMarked = file[from - 1]?.marker?.kind === "start" && marked.length === 1;
      return end === undefined ? [] : [{ from, to: end.at, marked: isMarked && end.marked }];
    });
    const written = ranges.filter((range) => !gap.isStarters(bodyOf(file, range)));
    const [range] = written.length > 0 ? written : ranges;
    const differ = new Set(written.map((each) => bodyOf(file, each))).size > 1;
    if (differ && starts === first) return undefined;
    if (range !== undefined && !differ) return range;
  }
  return undefined;
}

/** The lines after each START of a region. */
function startsOf(file: readonly Line[], id: string): readonly number[] {
  return file.flatMap(({ marker }, i) => (marker?.kind === "start" && marker.id === id ? [i + 1] : []));
}

/** Those that come right after the locked line that is due there. */
function startsInPlace(file: readonly Line[], { id, before }: Gap): readonly number[] {
  return startsOf(file, id).filter((from) => solidBefore(file, from)?.solid === before.at(-1)?.solid);
}

/** The line after the locked text that joins this region to the one before it. */
function chained(file: readonly Line[], { before }: Gap, previousEnd: number | undefined): readonly number[] {
  const end = previousEnd === undefined ? undefined : follows(file, previousEnd, before);
  // The blank lines up to the marker are locked too.
  return end === undefined ? [] : [file.findIndex(({ solid }, i) => i >= end && solid !== "")].filter((i) => i >= 0);
}

/** The lines after the last locked line before the region, where most of the lines before it are the course's too. */
function fromLocked(file: readonly Line[], { before }: Gap): readonly number[] {
  // A line that only closes something stands everywhere.
  if (!/\w/.test(before.at(-1)?.solid ?? "")) return [];
  const scores = file.map((line, i) => (line.solid === before.at(-1)?.solid ? agreement(file, i, before) : 0));
  const best = scores.reduce((most, score) => Math.max(most, score), 1);
  return scores.flatMap((score, i) => (score === best ? [i + 1] : []));
}

/** How many locked lines stand one after another in the file, counted back from line `last`. */
function agreement(file: readonly Line[], last: number, locked: readonly Line[]): number {
  let count = 0;
  for (let i = last; i >= 0 && count < locked.length; i -= 1) {
    const { solid = "" } = file[i] ?? {};
    if (solid === "") continue;
    if (solid !== locked.at(-1 - count)?.solid) break;
    count += 1;
  }
  return count;
}

/** Where a region that begins at line `from` ends, and whether its END told so. */
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
  if (end !== undefined && solidAfter(file, end)?.solid === after[0]?.solid) return atEnd;

  const bound = file.findIndex((_, i) => i > from && inPlace.has(i) && !isStartOf(file[i - 1]?.marker, id));
  const closing = closingLine(file.slice(0, bound < 0 ? file.length : bound), from, after);
  return closing === undefined ? atEnd : { at: closing, marked: false };
}

/** The locked line that closes the function: told by its indentation, and by the locked lines after it if they stand. */
function closingLine(file: readonly Line[], from: number, after: readonly Line[]): number | undefined {
  const [first] = after;
  if (first === undefined) return undefined;
  const candidates = file.flatMap(({ solid }, i) => (i >= from && solid === first.solid ? [i] : []));
  const indented = candidates.filter((i) => file[i]?.text.trimEnd() === first.text.trimEnd());
  const followed = (i: number) => follows(file, i, after) !== undefined;
  const named = after.length > 1 && /\w/.test(after.at(-1)?.solid ?? "") ? after.at(-1)?.solid : undefined;
  const beyond = file.findIndex(({ solid }, i) => i >= from && solid === named);
  return (
    indented.find(followed) ??
    (after.length > 1 ? onlyOne(candidates.filter(followed)) : undefined) ??
    indented.find((i) => beyond < 0 || i < beyond)
  );
}

/** The line after locked lines that stand at line `at`, only blank lines and markers between them. */
function follows(file: readonly Line[], at: number, locked: readonly Line[]): number | undefined {
  let found = 0;
  let i = at;
  for (; i < file.length && found < locked.length; i += 1) {
    const { solid = "" } = file[i] ?? {};
    if (solid === "") continue;
    if (solid !== locked[found]?.solid) return undefined;
    found += 1;
  }
  return found === locked.length ? i : undefined;
}

/** A region's lines; a marker among them that is out of place is left out. */
function bodyOf(file: readonly Line[], { from, to }: Range): string {
  return file
    .slice(from, to)
    .filter(({ marker }) => marker === undefined)
    .map(({ text }) => (text.endsWith("\n") ? text : `${text}\n`))
    .join("");
}

function isStarters(region: Segment, body: string): boolean {
  return body.trim() === "" || body.trim() === region.text.trim();
}

function isStartOf(marker: Line["marker"], id: string): boolean {
  return marker?.kind === "start" && marker.id === id;
}

function solidBefore(file: readonly Line[], from: number): Line | undefined {
  return file.slice(0, from).findLast(({ solid }) => solid !== "");
}

function solidAfter(file: readonly Line[], after: number): Line | undefined {
  return file.find(({ solid }, i) => i > after && solid !== "");
}

function onlyOne(candidates: readonly number[]): number | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function readLines(text: string): readonly Line[] {
  return Array.from(linesOf(text), ({ line }) => {
    const marker = markerOf(line);
    return { text: line, marker, solid: marker === undefined ? line.trim() : "" };
  });
}
