import { margin, roundToTenth, svg, text } from "./sheet.ts";

/** Grids of numbers from 0 to 1, drawn as shades, one panel a grid. */
export interface Fields {
  /** What 0 and 1 mean. */
  readonly low: string;
  readonly high: string;
  /** The rows of each grid, from above. */
  readonly panels: readonly { readonly title: string; readonly grid: readonly (readonly number[])[] }[];
}

const cell = 14;

/** Draws the panels beside each other: the nearer to 1, the darker. */
export function drawFields({ low, high, panels }: Fields): string {
  const top = margin + 24;
  let left = margin;
  const parts: string[] = [];
  for (const { title, grid } of panels) {
    const width = Math.max(8 * title.length, cell * Math.max(0, ...grid.map((row) => row.length)));
    parts.push(text(left, top - 10, title, "name", "start"));
    grid.forEach((row, i) => row.forEach((number, j) => parts.push(square(left + j * cell, top + i * cell, number))));
    left += width + 2 * margin;
  }
  const bottom = top + cell * Math.max(0, ...panels.map(({ grid }) => grid.length));
  const notes = missingNotes(panels);
  return svg(left - margin, bottom + 44 + 18 * notes.length, [
    ...parts,
    square(margin, bottom + 16, 0),
    text(margin + 22, bottom + 28, low, "", "start"),
    square(margin + 140, bottom + 16, 1),
    text(margin + 162, bottom + 28, high, "", "start"),
    ...notes.map((note, k) => text(margin, bottom + 52 + 18 * k, note, "", "start")),
  ]);
}

/** What no shade shows, in words: NaN. */
export function missingNotes(panels: Fields["panels"]): readonly string[] {
  return panels.flatMap(({ title, grid }) => {
    const numbers = grid.flat();
    const missing = numbers.filter((each) => !Number.isFinite(each)).length;
    return missing === 0 ? [] : [`${title}: ${missing} of ${numbers.length} numbers are NaN or infinite`];
  });
}

function square(x: number, y: number, number: number): string {
  const shade = Number.isFinite(number) ? `fill: #0969da; fill-opacity: ${roundToTenth(number)}` : "fill: none";
  return `<rect x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}" style="${shade}"/>`;
}
