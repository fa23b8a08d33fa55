import { stripVTControlCharacters } from "node:util";

import type { StubResult } from "../../result/result.ts";
import { cut, pickFitting, pad, width } from "./layout.ts";
import type { Page } from "./page.ts";
import { blockerOf, summariesOf, showPoints, signs } from "./words.ts";
import { passesOnlyAlone, isFailure } from "../../result/verdicts.ts";

/** A row of the table: one stub, or the two halves of an operation. */
export interface Row {
  readonly name: string;
  readonly stub: StubResult;
  readonly backward?: StubResult;
}

const widestName = 28;
/** A name longer than this does not widen the column for all others. */
const usualName = 20;

/**
 * Draws a row for each stub: sign, points and a note. The halves of an operation share a row where there is room. All
 * groups share their columns.
 *
 * @returns the lines of each group
 */
export function stubRows(
  groups: readonly (readonly StubResult[])[],
  page: Page,
  indent: string,
): readonly (readonly string[])[] {
  const beside = drawRows(groups.map(pairHalves), page, indent);
  const fits = beside.flat().every((line) => width(stripVTControlCharacters(line)) <= page.width);
  if (fits && !page.stacked) return beside;
  return drawRows(
    groups.map((stubs) => stubs.map((stub) => ({ name: stub.id, stub }))),
    page,
    indent,
  );
}

/** Joins `add.forward` and the `add.backward` after it in one row. */
export function pairHalves(stubs: readonly StubResult[]): readonly Row[] {
  const rows: Row[] = [];
  for (const stub of stubs) {
    const last = rows.at(-1);
    const base = stub.id.replace(/\.backward$/u, "");
    if (last?.name === `${base}.forward` && base !== stub.id)
      rows.splice(-1, 1, { name: base, stub: last.stub, backward: stub });
    else rows.push({ name: stub.id, stub });
  }
  return rows;
}

function drawRows(groups: readonly (readonly Row[])[], page: Page, indent: string): readonly (readonly string[])[] {
  // With colours the cells have no words, so there is room for a wider gap.
  const gap = " ".repeat(page.color ? 2 : 1);
  const rows = groups.flat();
  const pairs = rows.flatMap(({ stub, backward }) => (backward === undefined ? [] : [{ stub, backward }]));
  const lengths = rows.map(({ name, backward }) => width(name) + (backward ? width(" forward") : 0));
  const usual = lengths.filter((length, i) => length <= usualName || rows[i]?.backward !== undefined);
  // An operation always counts as usual: a name too long to share a line gives its halves a line each.
  const names = Math.max(...(usual.length > 0 ? usual : [Math.min(widestName, ...lengths)]));
  const inFirst = (pairs.length > 0 ? pairs : rows).map(({ stub }) => stub);
  const inSecond = pairs.map(({ backward }) => backward);
  const [first, second] = [columnWidthOf(inFirst, page), columnWidthOf(inSecond, page)];

  const line = ({ name, stub, backward }: Row) => {
    const label = backward
      ? pad(name, names - width("forward")) + "forward"
      : pad(cut(name, Math.max(names, widestName)), names);
    const start = `${indent}${label}${gap}`;
    if (backward === undefined)
      return start + drawEnd({ stub, row: [stub], column: first, room: page.width - width(start), gap: "   " }, page);
    const middle = `${gap} backward${gap}`;
    const room = page.width - width(start) - first - width(middle);
    return (
      start +
      paintText(stub, pad(cellOf(stub, page), first), page) +
      middle +
      drawEnd({ stub: backward, row: [stub, backward], column: second, room, gap: `${gap} ` }, page)
    );
  };
  return groups.map((group) => group.map(line));
}

/** The end of a row: its last cell and its note. */
interface RowEnd {
  /** The stub of the last cell. */
  readonly stub: StubResult;
  readonly row: readonly StubResult[];
  /** The width of the last column. */
  readonly column: number;
  /** The columns left for cell, gap and note. */
  readonly room: number;
  readonly gap: string;
}

/** Draws the last cell of a row and its note. A waiting stub names its blocker instead. */
function drawEnd({ stub, row, column, room, gap }: RowEnd, page: Page): string {
  if (stub.verdict === "blocked") return paintText(stub, waitTextOf(stub, room), page);
  // Notes after a second column need no alignment.
  const text = row.length > 1 ? cellOf(stub, page) : pad(cellOf(stub, page), column);
  return `${paintText(stub, text, page)}${gap}${noteOf(row, room - width(text) - gap.length, page)}`;
}

/** The width of a column. Waiting stubs do not count: their text may run on. */
function columnWidthOf(stubs: readonly StubResult[], page: Page): number {
  return Math.max(0, ...stubs.filter(({ verdict }) => verdict !== "blocked").map((stub) => width(cellOf(stub, page))));
}

/** `✓ 2/2`, or `✓ passed 2/2` without colour: sign, and points earned of all points. */
function cellOf({ verdict, earned, points, extra }: StubResult, { color, replayed }: Page): string {
  const sign = signs[verdict];
  const bare = color && sign.plain;
  const counted = replayed !== true && (sign.counts || bare || earned > 0);
  return [
    sign.symbol,
    ...(bare ? [] : [sign.word]),
    ...(counted ? [`${showPoints(earned)}/${showPoints(points)}`] : []),
    ...(extra === true ? ["extra"] : []),
  ].join(" ");
}

/** `⧖ waits for mul.backward, 2/5 so far`: the blocker of a stub, and its points by now. */
function waitTextOf(stub: StubResult, room: number): string {
  const { earned, points } = stub;
  const until = blockerOf(stub);
  const { symbol, word } = signs.blocked;
  const soFar = earned > 0 ? `, ${showPoints(earned)}/${showPoints(points)} so far` : "";
  const full = until === undefined ? [] : [`${symbol} ${word} for ${until}`];
  const texts = [...full.flatMap((text) => [text + soFar, text]), `${symbol} ${word}${soFar}`];
  return texts.find((text) => width(text) <= room) ?? `${symbol} ${word}`;
}

function paintText({ verdict }: StubResult, text: string, { paint }: Page): string {
  return paint[signs[verdict].tone](text);
}

/** A note on a row: why it fails, that it passes on its own, or that it is not started. */
function noteOf(row: readonly StubResult[], room: number, { color, paint }: Page): string {
  const failing = row.filter((stub) => isFailure(stub) && summariesOf(stub).length > 0).map(summariesOf);
  const [first] = failing;
  if (first !== undefined && failing.length === 1) return pickFitting(first, room);
  if (first !== undefined) return first.map((text) => `forward: ${text}`).find((text) => width(text) <= room) ?? "";
  const alone = row.find(passesOnlyAlone);
  if (alone !== undefined) {
    const until = blockerOf(alone);
    const waits = until === undefined ? [] : [`on its own; the whole waits for ${until}`];
    return paint.quiet(pickFitting([...waits, "on its own; not yet in the whole", "on its own"], room));
  }
  // Without colour, the cell already contains these words.
  const idle = color && row.some(({ verdict }) => verdict === "not-started");
  return idle ? paint.quiet(pickFitting([signs["not-started"].word], room)) : "";
}
