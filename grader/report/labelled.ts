import { pad, width, wrap } from "./layout.ts";

/** A line, or a few, with a word in front of them. */
export interface Labelled {
  readonly label: string;
  readonly lines: readonly string[];
}

const widestLabel = 20;
const indent = "  ";

/** Labels in one column, texts in another; a label that is too long stands above its text. */
export function labelled(rows: readonly Labelled[], columns: number): readonly string[] {
  const short = rows.map(({ label }) => width(label)).filter((length) => length <= widestLabel);
  const column = Math.max(0, ...short) + 3;
  return rows.flatMap(({ label, lines }) => {
    const fits = width(label) <= widestLabel;
    const start = indent + (fits ? pad(label, column) : "  ");
    const texts = lines.flatMap((line, i) => wrapped(line, columns, fits && i > 0 ? " ".repeat(width(start)) : start));
    return fits ? texts : [...wrap(label, columns, indent), ...texts];
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
