import { pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

/** One or more lines with a label before them. */
export interface LabelledRow {
  readonly label: string;
  readonly lines: readonly string[];
}

const widestLabel = 20;
const indent = "  ";

/** Draws labels in one column and texts in another. A label that is too long stands above its text. */
export function labelRows(rows: readonly LabelledRow[], { width: columns, paint }: Page): readonly string[] {
  const short = rows.map(({ label }) => width(label)).filter((length) => length <= widestLabel);
  const column = Math.max(0, ...short) + 3;
  return rows.flatMap(({ label, lines }) => {
    const fits = width(label) <= widestLabel;
    const start = indent + (fits ? pad(label, column) : "  ");
    const blanks = " ".repeat(width(start));
    const [first = "", ...rest] = lines.flatMap((line) => wrapIfLong(line, columns, blanks));
    if (!fits) return [...wrap(label, columns, indent).map(paint.quiet), first, ...rest];
    return [paint.quiet(start) + first.slice(blanks.length), ...rest];
  });
}

/** The columns that these labels leave for texts. */
export function roomBesideLabels(labels: readonly string[], columns: number): number {
  const short = labels.map(width).filter((length) => length <= widestLabel);
  return columns - width(indent) - Math.max(0, ...short) - 3;
}

/** Wraps a line that is too long. A line that fits keeps its blanks: they align something. */
function wrapIfLong(line: string, columns: number, start: string): readonly string[] {
  return width(start) + width(line) <= columns ? [start + line] : wrap(line, columns, start);
}
