import { type Axis, marksOf, partOf, placeOn } from "./axis.ts";
import { gapNotes, isDrawable } from "./gaps.ts";
import { margin, roundToTenth, svg, text } from "./sheet.ts";

/** Curves over common axes. A curve that leaves the frame ends there, and begins again where it comes back. */
export interface Chart {
  readonly x: Axis;
  readonly y: Axis;
  /** At most six; from the fourth on, they are dashed. */
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

const plot = { left: 74, top: 18, width: 430, height: 230 };

/** Draws curves in three inks, each with its label at its end, behind a line in its ink. */
export function drawChart({ x, y, curves }: Chart): string {
  const across = (at: number) => plot.left + plot.width * placeOn(at, x);
  const down = (at: number) => plot.top + plot.height * (1 - placeOn(at, y));
  const bottom = plot.top + plot.height;
  const notes = gapNotes({ x, y, curves });
  const ends = curves.map(({ points }) => down(points.findLast(isDrawable)?.[1] ?? y.from));
  const right = Math.max(150, Math.round(44 + 7.5 * Math.max(...curves.map(({ label }) => label.length))));
  return svg(plot.left + plot.width + right, bottom + 56 + 18 * notes.length, [
    ...marksOf(x).flatMap(({ at, shown }) => [
      `<path class="grid" d="M${roundToTenth(across(at))} ${plot.top} V${bottom}"/>`,
      text(roundToTenth(across(at)), bottom + 18, shown, "small"),
    ]),
    ...marksOf(y).flatMap(({ at, shown }) => [
      `<path class="grid" d="M${plot.left} ${roundToTenth(down(at))} H${plot.left + plot.width}"/>`,
      text(plot.left - 8, roundToTenth(down(at)) + 4, shown, "small", "end"),
    ]),
    ...curves.flatMap(({ points }, k) => {
      const places = points.map((point) =>
        isDrawable(point) ? { along: partOf(point[0], x), up: partOf(point[1], y) } : undefined,
      );
      const steps = withinFrame(places).map(
        ({ sign, along, up }) =>
          `${sign}${roundToTenth(plot.left + plot.width * along)} ${roundToTenth(bottom - plot.height * up)}`,
      );
      return steps.length === 0 ? [] : [`<path ${inkOf(k)} d="${steps.join(" ")}"/>`];
    }),
    ...separateLabels(ends).flatMap((at, k) => {
      const [left, middle] = [plot.left + plot.width + 8, roundToTenth(at)];
      return [
        `<line ${inkOf(k)} x1="${left}" y1="${middle}" x2="${left + 14}" y2="${middle}" stroke-width="3"/>`,
        text(left + 20, middle + 5, curves[k]?.label ?? "", "", "start"),
      ];
    }),
    text(plot.left + plot.width / 2, bottom + 42, x.label, "name"),
    text(margin - 4, plot.top - 4, y.label, "name", "start"),
    ...notes.map((note, k) => text(margin, bottom + 64 + 18 * k, note, "", "start")),
  ]);
}

/** A point of a curve: its place on both axes, each from 0 to 1 within the frame. */
interface Point {
  readonly along: number;
  readonly up: number;
}

/** The steps of a pen along a curve, M to move and L to draw. It draws nothing outside the frame, nor through a gap. */
function withinFrame(points: readonly (Point | undefined)[]): readonly (Point & { readonly sign: "M" | "L" })[] {
  let drawnTo: Point | undefined;
  return points.slice(1).flatMap((to, i) => {
    const from = points[i];
    const part = from === undefined || to === undefined ? undefined : cutToFrame(from, to);
    if (part === undefined) return [];
    const [first, last] = part;
    const goesOn = drawnTo?.along === first.along && drawnTo.up === first.up;
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

/** The ink of a curve: three colours, then the same ones dashed. */
function inkOf(k: number): string {
  return `class="ink-${k % 3}"${k < 3 ? "" : ' stroke-dasharray="6 4"'}`;
}

/** Moves labels apart until no label covers another, down first, and up again from the lower edge. */
function separateLabels(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, k) => k).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const moved = [...heights];
  order.forEach((k, i) => {
    const above = moved[order[i - 1] ?? -1] ?? -Infinity;
    moved[k] = Math.max(heights[k] ?? 0, above + 18);
  });
  order.toReversed().forEach((k, i) => {
    const lowest = plot.top + plot.height - 18 * i;
    moved[k] = Math.min(moved[k] ?? 0, lowest);
  });
  return moved;
}
