import { wrap } from "../../report/terminal/layout.ts";
import type { Look } from "./look.ts";

/** A picture of its own: a title, and rows of cells. A cell may have a colour, so its width is counted here. */
export interface Panel {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  /** The columns of one cell. */
  readonly cellColumns: number;
}

const gap = 3;

/** Draws panels beside each other, as many as fit, and the others below. */
export function panelLines(panels: readonly Panel[], look: Look): readonly string[] {
  const lines: string[] = [];
  let row: Panel[] = [];
  const widthOf = ({ title, rows, cellColumns }: Panel) =>
    Math.max(look.text(title).length, cellColumns * Math.max(0, ...rows.map((cells) => cells.length)));
  const flush = (): void => {
    const height = Math.max(...row.map(({ rows }) => rows.length));
    lines.push(
      row
        .map((panel) => look.text(panel.title).padEnd(widthOf(panel) + gap))
        .join("")
        .trimEnd(),
    );
    for (let i = 0; i < height; i += 1)
      lines.push(
        row
          .map((panel) => {
            const cells = panel.rows[i] ?? [];
            return cells.join("") + " ".repeat(widthOf(panel) + gap - panel.cellColumns * cells.length);
          })
          .join("")
          .trimEnd(),
      );
    row = [];
  };
  for (const panel of panels) {
    const width = [...row, panel].reduce((sum, each) => sum + widthOf(each) + gap, -gap);
    if (row.length > 0 && width > look.columns) {
      flush();
      lines.push("");
    }
    row.push(panel);
  }
  if (row.length > 0) flush();
  return lines;
}

/** The sign of a number from 0 to 1: the nearer to 1, the darker. */
export function shadeOf(number: number, { shades, missing }: Look): string {
  if (!Number.isFinite(number)) return missing;
  return shades[Math.min(shades.length - 1, Math.max(0, Math.floor(number * shades.length)))] ?? missing;
}

/** What no shade shows, in words. */
export function noteLines(notes: readonly string[], look: Look): readonly string[] {
  return notes.flatMap((note) => wrap(look.text(note), look.columns));
}
