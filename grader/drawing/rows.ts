import { drawCell, margin, svg, text } from "./sheet.ts";

type Matrix = readonly (readonly number[])[];

/** A table, the indices of the rows that are taken, and the rows themselves. */
export interface TakenRows {
  readonly table: Matrix;
  readonly rows: readonly number[];
  readonly taken: Matrix;
}

const cell = { width: 44, height: 30 };
const between = 150;

/** Draws the table on the left and the taken rows on the right, with one line per taken row. */
export function drawRows({ table, rows, taken }: TakenRows): string {
  const width = (table[0]?.length ?? 0) * cell.width;
  const left = margin + 24;
  const right = left + width + between;
  const top = margin + 22;
  const middle = (row: number) => top + row * (cell.height + 6) + cell.height / 2;
  const grid = (x: number, lines: Matrix, kinds: readonly number[]) =>
    lines.flatMap((numbers, i) =>
      numbers.map((number, j) =>
        drawCell({ x: x + j * cell.width, y: middle(i) - cell.height / 2, ...cell, number, kind: `ink-${kinds[i]}` }),
      ),
    );
  const paths = rows.map((row, i) => {
    const [x1, x2, half] = [left + width, right, left + width + between / 2];
    return `<path class="ink-${row}" d="M${x1} ${middle(row)} C${half} ${middle(row)} ${half} ${middle(i)} ${x2} ${middle(i)}"/>`;
  });
  const height = middle(Math.max(table.length, rows.length) - 1) + cell.height / 2 + margin;
  return svg(right + Math.max(width, 170) + margin, height, [
    text(left, top - 8, "a", "name", "start"),
    text(right, top - 8, `gather(a, [${rows.join(", ")}])`, "name", "start"),
    ...table.map((_, row) => text(left - 12, middle(row) + 5, String(row), "small")),
    ...paths,
    ...grid(
      left,
      table,
      table.map((_, row) => row),
    ),
    ...grid(right, taken, rows),
  ]);
}
