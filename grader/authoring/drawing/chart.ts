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

/** Curves over common axes. A curve that leaves the frame ends there, and begins again where it comes back. */
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
      const steps = withinFrame(points.map(([px, py]) => ({ along: partOf(px, x), up: partOf(py, y) }))).map(
        ({ sign, along, up }) =>
          `${sign}${roundToTenth(plot.left + plot.width * along)} ${roundToTenth(bottom - plot.height * up)}`,
      );
      return `<path class="ink-${k}" d="${steps.join(" ")}"/>`;
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

/** A point of a curve: its place on both axes, each from 0 to 1 within the frame. */
interface Point {
  readonly along: number;
  readonly up: number;
}

/** The steps of a pen along a curve, M to move and L to draw. Outside the frame it draws nothing. */
function withinFrame(points: readonly Point[]): readonly (Point & { readonly sign: "M" | "L" })[] {
  let drawnTo: Point | undefined;
  return points.slice(1).flatMap((to, i) => {
    const part = cutToFrame(points[i] ?? to, to);
    if (part === undefined) return [];
    const [first, last] = part;
    const goesOn = drawnTo !== undefined && drawnTo.along === first.along && drawnTo.up === first.up;
    drawnTo = last;
    return [...(goesOn ? [] : [{ ...first, sign: "M" as const }]), { ...last, sign: "L" as const }];
  });
}

/** The part of a line that lies between the lower and the upper edge of the frame. */
function cutToFrame(from: Point, to: Point): readonly [Point, Point] | undefined {
  if (Math.max(from.up, to.up) < 0 || Math.min(from.up, to.up) > 1) return undefined;
  const at = (end: Point): Point => {
    const edge = Math.min(1, Math.max(0, end.up));
    if (edge === end.up) return end;
    const share = (edge - from.up) / (to.up - from.up);
    return { along: from.along + share * (to.along - from.along), up: edge };
  };
  return [at(from), at(to)];
}

/** The place of a number on an axis, from 0 to 1 between its ends. */
function partOf(at: number, { from, to, logarithmic }: Axis): number {
  const scale = (value: number) => (logarithmic === true ? Math.log(value) : value);
  const part = (scale(at) - scale(from)) / (scale(to) - scale(from));
  // The logarithm of 0 is infinite: a line to there leaves the frame all but upright.
  return Math.min(1000, Math.max(-1000, part));
}

/** The same, moved to the nearer end if it lies outside. */
function placeOn(at: number, axis: Axis): number {
  return Math.min(1, Math.max(0, partOf(at, axis)));
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
