import { type Fields, missingNotes } from "../fields.ts";
import type { Look } from "./look.ts";
import { noteLines, panelLines, shadeOf } from "./panels.ts";

/** Draws grids of shades. A cell has two columns, and is nearly a square. */
export function fieldLines({ low, high, panels }: Fields, look: Look): readonly string[] {
  const cell = (number: number) => shadeOf(number, look).repeat(2);
  const drawn = panels.map(({ title, grid }) => ({ title, rows: grid.map((row) => row.map(cell)), cellColumns: 2 }));
  return [
    ...panelLines(drawn, look),
    "",
    `[${cell(0)}] ${look.text(low)}   [${cell(1)}] ${look.text(high)}`,
    ...noteLines(missingNotes(panels), look),
  ];
}
