import { joinBlocks, wrap } from "../../report/terminal/layout.ts";
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
  const titled = panels.map((panel) => ({ ...panel, title: look.text(panel.title) }));
  return joinBlocks(...groupsThatFit(titled, look.columns).map(linesBeside));
}

function groupsThatFit(panels: readonly Panel[], columns: number): readonly (readonly Panel[])[] {
  const groups: Panel[][] = [];
  for (const panel of panels) {
    const group = groups.at(-1) ?? [];
    const width = [...group, panel].reduce((sum, each) => sum + widthOf(each), gap * group.length);
    if (group.length > 0 && width <= columns) group.push(panel);
    else groups.push([panel]);
  }
  return groups;
}

function linesBeside(panels: readonly Panel[]): readonly string[] {
  const height = Math.max(...panels.map(({ rows }) => rows.length));
  const titles = panels.map((panel) => panel.title.padEnd(widthOf(panel) + gap));
  const rows = Array.from({ length: height }, (_, i) =>
    panels.map((panel) => {
      const cells = panel.rows[i] ?? [];
      return cells.join("") + " ".repeat(widthOf(panel) + gap - panel.cellColumns * cells.length);
    }),
  );
  return [titles, ...rows].map((parts) => parts.join("").trimEnd());
}

function widthOf({ title, rows, cellColumns }: Panel): number {
  return Math.max(title.length, cellColumns * Math.max(0, ...rows.map((cells) => cells.length)));
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
