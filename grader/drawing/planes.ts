import { missingNotes } from "./fields.ts";
import { margin, roundToTenth, svg, text } from "./sheet.ts";

/** Points of two classes, and functions that divide the plane between them. */
export interface Planes {
  readonly points: readonly { readonly x: number; readonly y: number; readonly label: number }[];
  /** A border runs where `score` changes its sign. */
  readonly panels: readonly { readonly title: string; readonly score: (x: number, y: number) => number }[];
}

const panel = { width: 210, height: 150 };
const across = 42;
const down = 30;

/** The part of the plane that is drawn: all points, and a margin. */
export function areaOf(points: Planes["points"]) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const x = { from: Math.min(...xs) - 0.25, to: Math.max(...xs) + 0.25 };
  const y = { from: Math.min(...ys) - 0.25, to: Math.max(...ys) + 0.25 };
  return { x, y };
}

/** Draws one panel per function, side by side: each has all points, and the border of its function. */
export function drawPlanes({ points, panels }: Planes): string {
  const { x, y } = areaOf(points);
  const top = margin + 20;
  const grids = panels.map(({ title, score }) => ({
    title,
    grid: Array.from({ length: down + 1 }, (_, j) =>
      Array.from({ length: across + 1 }, (_, i) =>
        score(x.from + ((x.to - x.from) * i) / across, y.from + ((y.to - y.from) * j) / down),
      ),
    ),
  }));
  const parts = grids.flatMap(({ title, grid }, k) => {
    const left = margin + k * (panel.width + margin);
    const toX = (i: number) => left + (panel.width * i) / across;
    const toY = (j: number) => top + panel.height * (1 - j / down);
    const border = borderOf(grid).map(
      ([[i1, j1], [i2, j2]]) =>
        `M${roundToTenth(toX(i1))} ${roundToTenth(toY(j1))} L${roundToTenth(toX(i2))} ${roundToTenth(toY(j2))}`,
    );
    return [
      text(left + panel.width / 2, top - 8, title, "name"),
      `<rect x="${left}" y="${top}" width="${panel.width}" height="${panel.height}"/>`,
      ...points.map((point) => {
        const [cx, cy] = [
          toX((across * (point.x - x.from)) / (x.to - x.from)),
          toY((down * (point.y - y.from)) / (y.to - y.from)),
        ];
        return `<circle class="ink-${point.label}" cx="${roundToTenth(cx)}" cy="${roundToTenth(cy)}" r="3"/>`;
      }),
      ...(border.length > 0 ? [`<path class="ink-2" d="${border.join(" ")}"/>`] : []),
    ];
  });
  const bottom = top + panel.height + margin;
  const notes = missingNotes(grids);
  return svg(margin + panels.length * (panel.width + margin), bottom + 18 * notes.length, [
    ...parts,
    ...notes.map((note, k) => text(margin, bottom + 8 + 18 * k, note, "", "start")),
  ]);
}

type Place = readonly [i: number, j: number];

/** The border between negative and positive numbers of a grid, in short straight pieces. */
function borderOf(scores: readonly (readonly number[])[]): readonly (readonly [Place, Place])[] {
  const at = ([i, j]: Place) => scores[j]?.[i] ?? Number.NaN;
  /** The place between two corners where the sign changes; empty if the sign stays. */
  const crossing = (a: Place, b: Place): readonly Place[] => {
    if (at(a) > 0 === at(b) > 0 || !Number.isFinite(at(a) - at(b))) return [];
    const part = at(a) / (at(a) - at(b));
    return [[a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])]];
  };
  return scores.slice(1).flatMap((line, j) =>
    line.slice(1).flatMap((_, i) => {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ] as const;
      const [first, second, third, fourth] = corners.flatMap((corner, k) =>
        crossing(corner, corners[(k + 1) % 4] ?? corner),
      );
      const pieces: (readonly [Place, Place])[] = [];
      if (first !== undefined && second !== undefined) pieces.push([first, second]);
      if (third !== undefined && fourth !== undefined) pieces.push([third, fourth]);
      return pieces;
    }),
  );
}
