import { pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

/** A line, or a few, with a word in front of them. */
export interface Labelled {
  readonly label: string;
  readonly lines: readonly string[];
}

const widestLabel = 20;
const indent = "  ";

/** Labels in one column, texts in another; a label that is too long stands above its text. */
export function labelled(rows: readonly Labelled[], { width: columns, paint }: Page): readonly string[] {
  const short = rows.map(({ label }) => width(label)).filter((length) => length <= widestLabel);
  const column = Math.max(0, ...short) + 3;
  return rows.flatMap(({ label, lines }) => {
    const fits = width(label) <= widestLabel;
    const start = indent + (fits ? pad(label, column) : "  ");
    const blanks = " ".repeat(width(start));
    const [first = "", ...rest] = lines.flatMap((line) => wrapped(line, columns, blanks));
    if (!fits) return [...wrap(label, columns, indent).map(paint.quiet), first, ...rest];
    return [paint.quiet(start) + first.slice(blanks.length), ...rest];
  });
}

/** How much room a text has beside these labels. */
export function roomBeside(labels: readonly string[], columns: number): number {
  const short = labels.map(width).filter((length) => length <= widestLabel);
  return columns - width(indent) - Math.max(0, ...short) - 3;
}

/** Blanks within a line that fits are kept: they align something. */
function wrapped(line: string, columns: number, start: string): readonly string[] {
  return width(start) + width(line) <= columns ? [start + line] : wrap(line, columns, start);
}
