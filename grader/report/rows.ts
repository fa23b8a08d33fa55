import { stripVTControlCharacters } from "node:util";

import type { StubResult } from "../score/result.ts";
import { cut, fitting, pad, width } from "./layout.ts";
import type { Page } from "./page.ts";
import { awaited, inShort, isAlone, isFailure, showPoints, signs } from "./words.ts";

/** A line of the table: one stub, or the two halves of an operation. */
export interface Row {
  readonly name: string;
  readonly stub: StubResult;
  readonly backward?: StubResult;
}

const widestName = 28;
/** One long name does not move everybody's column. */
const usualName = 20;

/**
 * Where each stub of some groups stands: sign, points, and a few words. The halves of an operation share a line where
 * there is room, and the columns of all groups are the same.
 *
 * @returns the lines of each group
 */
export function stubRows(
  groups: readonly (readonly StubResult[])[],
  page: Page,
  indent: string,
): readonly (readonly string[])[] {
  const beside = drawn(groups.map(paired), page, indent);
  const fits = beside.flat().every((line) => width(stripVTControlCharacters(line)) <= page.width);
  if (fits && !page.stacked) return beside;
  return drawn(
    groups.map((stubs) => stubs.map((stub) => ({ name: stub.id, stub }))),
    page,
    indent,
  );
}

/** `add.forward` and the `add.backward` after it become one row. */
export function paired(stubs: readonly StubResult[]): readonly Row[] {
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

function drawn(groups: readonly (readonly Row[])[], page: Page, indent: string): readonly (readonly string[])[] {
  // Beside a colour the symbols stand alone, and there is room to breathe.
  const gap = " ".repeat(page.color ? 2 : 1);
  const rows = groups.flat();
  const pairs = rows.flatMap(({ stub, backward }) => (backward === undefined ? [] : [{ stub, backward }]));
  const lengths = rows.map(({ name, backward }) => width(name) + (backward ? width(" forward") : 0));
  const usual = lengths.filter((length, i) => length <= usualName || rows[i]?.backward !== undefined);
  // An operation whose name would have to be cut is wide enough for two lines.
  const names = Math.max(...(usual.length > 0 ? usual : [Math.min(widestName, ...lengths)]));
  const inFirst = (pairs.length > 0 ? pairs : rows).map(({ stub }) => stub);
  const inSecond = pairs.map(({ backward }) => backward);
  const [first, second] = [column(inFirst, page), column(inSecond, page)];

  const line = ({ name, stub, backward }: Row) => {
    const label = backward
      ? pad(name, names - width("forward")) + "forward"
      : pad(cut(name, Math.max(names, widestName)), names);
    const start = `${indent}${label}${gap}`;
    if (backward === undefined) return start + ending(stub, [stub], first, page.width - width(start), "   ", page);
    const middle = `${gap} backward${gap}`;
    const room = page.width - width(start) - first - width(middle);
    return (
      start +
      painted(stub, pad(cell(stub, page), first), page) +
      middle +
      ending(backward, [stub, backward], second, room, `${gap} `, page)
    );
  };
  return groups.map((group) => group.map(line));
}

/** The last cell of a row, and a note about the row. A stub that waits says for whom instead. */
function ending(
  stub: StubResult,
  row: readonly StubResult[],
  column: number,
  room: number,
  gap: string,
  page: Page,
): string {
  if (stub.verdict === "blocked") return painted(stub, waiting(stub, room), page);
  // In the second column nothing stands below the note that would have to be aligned with it.
  const text = row.length > 1 ? cell(stub, page) : pad(cell(stub, page), column);
  return `${painted(stub, text, page)}${gap}${note(row, room - width(text) - gap.length, page)}`;
}

/** How wide a column is. A stub that waits takes what it needs. */
function column(stubs: readonly StubResult[], page: Page): number {
  return Math.max(0, ...stubs.filter(({ verdict }) => verdict !== "blocked").map((stub) => width(cell(stub, page))));
}

/** `✓ 2/2`, or `✓ passed 2/2` where no colour helps: points, of those that there are. */
function cell({ verdict, earned, points, extra }: StubResult, { color, replayed }: Page): string {
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

/** For whom a stub waits, and what it has earned by now. */
function waiting(stub: StubResult, room: number): string {
  const { earned, points } = stub;
  const until = awaited(stub);
  const { symbol, word } = signs.blocked;
  const soFar = earned > 0 ? `, ${showPoints(earned)}/${showPoints(points)} so far` : "";
  const full = until === undefined ? [] : [`${symbol} ${word} for ${until}`];
  const texts = [...full.flatMap((text) => [text + soFar, text]), `${symbol} ${word}${soFar}`];
  return texts.find((text) => width(text) <= room) ?? `${symbol} ${word}`;
}

function painted({ verdict }: StubResult, text: string, { paint }: Page): string {
  return paint[signs[verdict].tone](text);
}

/** A few words about the first stub of the row that something can be said of. */
function note(row: readonly StubResult[], room: number, { color, paint }: Page): string {
  const broken = row.filter((stub) => isFailure(stub) && inShort(stub).length > 0).map(inShort);
  const [first] = broken;
  if (first !== undefined && broken.length === 1) return fitting(first, room);
  if (first !== undefined) return first.map((text) => `forward: ${text}`).find((text) => width(text) <= room) ?? "";
  if (row.some(isAlone)) return paint.quiet(fitting(["on its own; not yet in the whole", "on its own"], room));
  // Without colour the cell has said it.
  const idle = color && row.some(({ verdict }) => verdict === "not-started");
  return idle ? paint.quiet(fitting([signs["not-started"].word], room)) : "";
}
