import { drawCell, margin, formatNumber, svg, text } from "./sheet.ts";

type Matrix = readonly (readonly number[])[];

/** Two matrices, their product, and the element that the drawing explains. */
export interface MatrixProduct {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly c: Matrix;
  readonly row: number;
  readonly column: number;
}

const cell = 44;
const gap = 22;

/** Draws B above the product and A beside it, so that the row and the column meet in their element. */
export function drawProduct({ a, b, c, row, column }: MatrixProduct): string {
  const left = margin + (a[0]?.length ?? 0) * cell + gap;
  const top = margin + b.length * cell + gap;
  const grid = (x: number, y: number, matrix: Matrix, kind: (i: number, j: number) => string) =>
    matrix.flatMap((line, i) =>
      line.map((n, j) =>
        drawCell({ x: x + j * cell, y: y + i * cell, width: cell, height: cell, number: n, kind: kind(i, j) }),
      ),
    );
  const terms = (a[row] ?? [])
    .map((x, p) => `${formatNumber(x)}·${formatNumber(b[p]?.[column] ?? Number.NaN)}`)
    .join(" + ");
  const bottom = top + a.length * cell;
  return svg(left + Math.max((b[0]?.length ?? 0) * cell, 150) + margin, bottom + 34 + margin, [
    ...grid(left, margin, b, (_, j) => (j === column ? "ink-1" : "")),
    ...grid(margin, top, a, (i) => (i === row ? "ink-0" : "")),
    ...grid(left, top, c, (i, j) => (i === row && j === column ? "ink-2" : "")),
    text(margin + ((a[0]?.length ?? 0) * cell) / 2, top - 8, "A", "name"),
    text(left - 12, margin + (b.length * cell) / 2 + 5, "B", "name"),
    text(left - 12, top + (c.length * cell) / 2 + 5, "C", "name"),
    text(
      margin,
      bottom + 28,
      `C[${row}, ${column}] = ${terms} = ${formatNumber(c[row]?.[column] ?? Number.NaN)}`,
      "",
      "start",
    ),
  ]);
}
