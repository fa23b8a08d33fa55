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
    const bad = points.flatMap((point, i) => {
      const trouble = troubleOf(point, y.logarithmic === true);
      return trouble === undefined ? [] : [{ trouble, i, at: point[0] }];
    });
    const [first] = bad;
    if (first === undefined) return [];
    const kinds = [...new Set(bad.map(({ trouble }) => trouble))].join(" or ");
    const where = Number.isFinite(first.at) ? `${x.label} ${Number(first.at.toPrecision(4))}` : `point ${first.i + 1}`;
    const isToTheEnd = bad.length === points.length - first.i;
    if (bad.length === points.length) return [`${label}: the ${y.label} is ${kinds} everywhere`];
    if (bad.length === 1) return [`${label}: the ${y.label} is ${kinds} at ${where}`];
    if (isToTheEnd) return [`${label}: the ${y.label} is ${kinds} from ${where} on`];
    return [`${label}: the ${y.label} is ${kinds} at ${where}, and not only there`];
  });
}

/** Why a point has no place. A missing number, which a broken library may return, is as good as NaN. */
function troubleOf([x, y]: Point, logarithmic: boolean): string | undefined {
  if (isDrawable([x, y])) return logarithmic && y === 0 ? "exactly 0" : undefined;
  return [x, y].some((each) => Math.abs(each) === Infinity) ? "infinite" : "NaN";
}
