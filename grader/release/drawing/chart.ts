import { margin, svg, text } from "./sheet.ts";

/** An axis of a chart. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Where a line and its number stand. */
  readonly marks: readonly { readonly at: number; readonly shown: string }[];
  /** Equal factors are equally far apart. */
  readonly logarithmic?: boolean;
}

/** Curves over the same axes; what leaves them is cut off. */
export interface Chart {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

const plot = { left: 74, top: 18, width: 430, height: 230, right: 130 };

/** Curves in three inks, each named at its end. */
export function chartDrawing({ x, y, curves }: Chart): string {
  const across = (at: number) => plot.left + plot.width * place(at, x);
  const down = (at: number) => plot.top + plot.height * (1 - place(at, y));
  const bottom = plot.top + plot.height;
  return svg(plot.left + plot.width + plot.right, bottom + 56, [
    ...x.marks.flatMap(({ at, shown }) => [
      `<path class="grid" d="M${round(across(at))} ${plot.top} V${bottom}"/>`,
      text(round(across(at)), bottom + 18, shown, "small"),
    ]),
    ...y.marks.flatMap(({ at, shown }) => [
      `<path class="grid" d="M${plot.left} ${round(down(at))} H${plot.left + plot.width}"/>`,
      text(plot.left - 8, round(down(at)) + 4, shown, "small", "end"),
    ]),
    ...curves.map(({ points }, k) => {
      const steps = points.map(([px, py]) => `${round(across(px))} ${round(down(py))}`);
      return `<path class="ink-${k}" d="M${steps.join(" L")}"/>`;
    }),
    ...spread(curves.map(({ points }) => down(points.at(-1)?.[1] ?? y.from))).map((at, k) =>
      text(plot.left + plot.width + 8, round(at) + 5, curves[k]?.label ?? "", "", "start"),
    ),
    text(plot.left + plot.width / 2, bottom + 42, x.label, "name"),
    text(margin - 4, plot.top - 4, y.label, "name", "start"),
  ]);
}

/** Where a number lies on an axis, from 0 to 1. */
function place(at: number, { from, to, logarithmic }: Axis): number {
  const scale = (value: number) => (logarithmic === true ? Math.log(value) : value);
  const part = (scale(at) - scale(from)) / (scale(to) - scale(from));
  return Math.min(1, Math.max(0, part));
}

/** Names that would cover each other, moved apart. */
function spread(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, k) => k).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const moved = [...heights];
  order.forEach((k, i) => {
    const above = moved[order[i - 1] ?? -1] ?? -Infinity;
    moved[k] = Math.max(heights[k] ?? 0, above + 18);
  });
  return moved;
}

function round(x: number): number {
  return Math.round(10 * x) / 10;
}
