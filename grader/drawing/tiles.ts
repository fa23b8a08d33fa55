import { margin, svg, text } from "./sheet.ts";

/** A product of matrices in tiles: which tile of C a workgroup computes, in how many steps. */
export interface Tiles {
  /** C is `[m, n]`, A is `[m, k]`, B is `[k, n]`, in elements. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly tile: number;
  /** The tile of C, counted in tiles. */
  readonly row: number;
  readonly column: number;
}

const cell = 15;
const gap = 18;

/** Draws the steps of a workgroup side by side: the tile of A and the tile of B that it holds, and its tile of C. */
export function drawTiles({ m, n, k, tile, row, column }: Tiles): string {
  const steps = Math.ceil(k / tile);
  const width = (k + n) * cell + gap + 2 * margin;
  const isIn = (i: number, at: number) => Math.floor(i / tile) === at;
  const grid = (x: number, y: number, rows: number, columns: number, kind: (i: number, j: number) => string) =>
    Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      const ink = kind(i, j);
      return `<rect${ink === "" ? "" : ` class="${ink}"`} x="${x + j * cell}" y="${y + i * cell}" width="${cell}" height="${cell}"/>`;
    });
  const drawStep = (step: number): readonly string[] => {
    const left = margin + step * width;
    const [x, y] = [left + k * cell + gap, margin + 24 + k * cell + gap];
    return [
      text(left, margin + 10, `step ${step + 1}`, "name", "start"),
      ...grid(x, margin + 24, k, n, (i, j) => (isIn(i, step) && isIn(j, column) ? "ink-1" : "")),
      ...grid(left, y, m, k, (i, j) => (isIn(i, row) && isIn(j, step) ? "ink-0" : "")),
      ...grid(x, y, m, n, (i, j) => (isIn(i, row) && isIn(j, column) ? "ink-2" : "")),
      text(left + (k * cell) / 2, y - 6, "A", "small"),
      text(x - 9, margin + 24 + (k * cell) / 2 + 4, "B", "small"),
      text(x + (n * cell) / 2, y + m * cell + 15, "C", "small"),
    ];
  };
  return svg(
    steps * width + margin,
    margin + 24 + (k + m) * cell + gap + 24 + margin,
    Array.from({ length: steps }, (_, step) => drawStep(step)).flat(),
  );
}
