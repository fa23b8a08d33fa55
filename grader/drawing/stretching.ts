import { margin, formatNumber, svg, text } from "./sheet.ts";

/** Two arrays of at most two axes that broadcast. */
export interface Stretching {
  readonly a: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
}

const cell = 34;

/** Draws two arrays, each stretched to the common shape, and their sum. Repeated elements are dashed. */
export function drawStretching({ a, b }: Stretching): string {
  const rows = Math.max(a.length, b.length);
  const columns = Math.max(a[0]?.length ?? 0, b[0]?.length ?? 0);
  const read = (from: Stretching["a"], i: number, j: number) =>
    from[from.length === 1 ? 0 : i]?.[from[0]?.length === 1 ? 0 : j] ?? Number.NaN;
  const grid = (left: number, numberAt: (i: number, j: number) => number, isOwn: (i: number, j: number) => boolean) =>
    Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns), at % columns] as const).flatMap(
      ([i, j]) => {
        const [x, y] = [left + j * cell, margin + i * cell];
        const kind = isOwn(i, j) ? "" : ' class="copy"';
        return [
          `<rect${kind} x="${x}" y="${y}" width="${cell}" height="${cell}"/>`,
          text(x + cell / 2, y + cell / 2 + 5, formatNumber(numberAt(i, j)), ""),
        ];
      },
    );
  const isOwnOf = (from: Stretching["a"]) => (i: number, j: number) => i < from.length && j < (from[0]?.length ?? 0);
  const step = columns * cell + 44;
  const middle = margin + (rows * cell) / 2 + 5;
  const between = (k: number, word: string) => text(margin + k * step - 22, middle, word, "name");
  return svg(3 * step - 44 + 2 * margin, rows * cell + 2 * margin, [
    ...grid(margin, (i, j) => read(a, i, j), isOwnOf(a)),
    between(1, "+"),
    ...grid(margin + step, (i, j) => read(b, i, j), isOwnOf(b)),
    between(2, "="),
    ...grid(
      margin + 2 * step,
      (i, j) => read(a, i, j) + read(b, i, j),
      () => true,
    ),
  ]);
}
