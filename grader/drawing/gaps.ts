import type { Chart } from "./chart.ts";

type Curve = Chart["curves"][number];
type Point = Curve["points"][number];

/** Whether a point has a place in a chart. */
export function isDrawable([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/**
 * What a chart cannot draw, in words, such as "plain: the loss is NaN from step 12 on". On a logarithmic axis, this goes
 * for 0, too.
 */
export function gapNotes({ x, y, curves }: Pick<Chart, "x" | "y" | "curves">): readonly string[] {
  return curves.flatMap(({ label, points }) => {
    const troubles = points.map((point) => troubleOf(point, y.logarithmic === true));
    const first = troubles.findIndex((trouble) => trouble !== undefined);
    if (first < 0) return [];
    const [place = Number.NaN] = points[first] ?? [];
    const where = Number.isFinite(place) ? `${x.label} ${Number(place.toPrecision(4))}` : `point ${first + 1}`;
    const lasts = troubles.slice(first).every((trouble) => trouble !== undefined);
    const when = lasts ? (first === 0 ? "everywhere" : `from ${where} on`) : `at ${where}, and not only there`;
    const alone = troubles.filter((trouble) => trouble !== undefined).length === 1;
    return [`${label}: the ${y.label} is ${troubles[first]} ${alone ? `at ${where}` : when}`];
  });
}

/** Why a point has no place. A missing number, which a broken library may return, is as good as NaN. */
function troubleOf([x, y]: Point, logarithmic: boolean): string | undefined {
  if (isDrawable([x, y])) return logarithmic && y === 0 ? "exactly 0" : undefined;
  return [x, y].some((each) => Math.abs(each) === Infinity) ? "infinite" : "NaN";
}
