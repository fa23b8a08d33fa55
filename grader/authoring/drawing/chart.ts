import { margin, svg, text } from "./sheet.ts";

/** An axis of a chart. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** The places of grid lines, and the number at each. */
  readonly marks: readonly { readonly at: number; readonly shown: string }[];
  /** True: equal factors are equally far apart. */
  readonly logarithmic?: boolean;
}

/** Curves over common axes. Points outside the axes move to the edge. */
export interface Chart {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

const plot = { left: 74, top: 18, width: 430, height: 230, right: 150 };

/** Draws curves in three inks, each with its label at its end, behind a line in its ink. */
export function drawChart({ x, y, curves }: Chart): string {
  const across = (at: number) => plot.left + plot.width * placeOn(at, x);
  const down = (at: number) => plot.top + plot.height * (1 - placeOn(at, y));
  const bottom = plot.top + plot.height;
  return svg(plot.left + plot.width + plot.right, bottom + 56, [
    ...x.marks.flatMap(({ at, shown }) => [
      `<path class="grid" d="M${roundToTenth(across(at))} ${plot.top} V${bottom}"/>`,
      text(roundToTenth(across(at)), bottom + 18, shown, "small"),
    ]),
    ...y.marks.flatMap(({ at, shown }) => [
      `<path class="grid" d="M${plot.left} ${roundToTenth(down(at))} H${plot.left + plot.width}"/>`,
      text(plot.left - 8, roundToTenth(down(at)) + 4, shown, "small", "end"),
    ]),
    ...curves.map(({ points }, k) => {
      const steps = points.map(([px, py]) => `${roundToTenth(across(px))} ${roundToTenth(down(py))}`);
      return `<path class="ink-${k}" d="M${steps.join(" L")}"/>`;
    }),
    ...separateLabels(curves.map(({ points }) => down(points.at(-1)?.[1] ?? y.from))).flatMap((at, k) => {
      const [left, middle] = [plot.left + plot.width + 8, roundToTenth(at)];
      return [
        `<line class="ink-${k}" x1="${left}" y1="${middle}" x2="${left + 14}" y2="${middle}" stroke-width="3"/>`,
        text(left + 20, middle + 5, curves[k]?.label ?? "", "", "start"),
      ];
    }),
    text(plot.left + plot.width / 2, bottom + 42, x.label, "name"),
    text(margin - 4, plot.top - 4, y.label, "name", "start"),
  ]);
}

/** The place of a number on an axis, from 0 to 1. */
function placeOn(at: number, { from, to, logarithmic }: Axis): number {
  const scale = (value: number) => (logarithmic === true ? Math.log(value) : value);
  const part = (scale(at) - scale(from)) / (scale(to) - scale(from));
  return Math.min(1, Math.max(0, part));
}

/** Moves labels down until no label covers another. */
function separateLabels(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, k) => k).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const moved = [...heights];
  order.forEach((k, i) => {
    const above = moved[order[i - 1] ?? -1] ?? -Infinity;
    moved[k] = Math.max(heights[k] ?? 0, above + 18);
  });
  return moved;
}

function roundToTenth(x: number): number {
  return Math.round(10 * x) / 10;
}
