import { missingNotes } from "../fields.ts";
import { areaOf, type Planes } from "../planes.ts";
import type { Look } from "./look.ts";
import { noteLines, panelLines, shadeOf } from "./panels.ts";

/** Draws planes as shades of the score, with the points of both classes upon them. */
export function planeLines({ points, panels }: Planes, look: Look): readonly string[] {
  const across = Math.min(28, Math.floor(look.columns / 2) - 2);
  const down = Math.round(across * 0.4);
  const { x, y } = areaOf(points);
  const at = (range: { readonly from: number; readonly to: number }, part: number) =>
    range.from + part * (range.to - range.from);
  const signs = [look.ink(1, look.signs[1] ?? ""), look.ink(3, look.signs[3] ?? "")];
  const marks = new Map(
    points.map((point) => {
      const column = Math.floor((across * (point.x - x.from)) / (x.to - x.from));
      const row = down - 1 - Math.floor((down * (point.y - y.from)) / (y.to - y.from));
      return [`${row} ${column}`, signs[point.label] ?? ""] as const;
    }),
  );
  const grids = panels.map(({ title, score }) => ({
    title,
    grid: Array.from({ length: down }, (_, row) =>
      Array.from({ length: across }, (_, column) => {
        const found = score(at(x, (column + 0.5) / across), at(y, 1 - (row + 0.5) / down));
        return Number.isFinite(found) ? 1 / (1 + Math.exp(found)) : Number.NaN;
      }),
    ),
  }));
  const drawn = grids.map(({ title, grid }) => ({
    title,
    rows: grid.map((cells, row) => cells.map((cell, k) => marks.get(`${row} ${k}`) ?? shadeOf(cell, look))),
    cellColumns: 1,
  }));
  return [
    ...panelLines(drawn, look),
    "",
    `${signs[0]} belongs where shades are thin, ${signs[1]} where they are dense`,
    ...noteLines(missingNotes(grids), look),
  ];
}
