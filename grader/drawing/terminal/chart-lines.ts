import { flow } from "../../report/terminal/layout.ts";
import { placeOn } from "../axis.ts";
import type { Chart } from "../chart.ts";
import { gapNotes, isDrawable } from "../gaps.ts";
import type { Look } from "./look.ts";
import { noteLines } from "./panels.ts";
import { type Place, plotLayers } from "./plot.ts";

/** Draws curves, each with its own sign. */
export function chartLines(chart: Chart, look: Look): readonly string[] {
  const { x, y, curves } = chart;
  const drawn = curves.map(({ label, points }, k) => {
    const sign = look.signs[k % look.signs.length] ?? "";
    const places = points.map((point): Place | undefined =>
      isDrawable(point) ? [placeOn(point[0], x), placeOn(point[1], y)] : undefined,
    );
    return { sign: look.ink(k, sign), entry: `${sign} ${look.text(label)}`, places: joinPlaces(places) };
  });
  const entries = flow(
    drawn.map(({ entry }) => entry),
    "   ",
    look.columns,
    0,
  );
  // Colours come last: they would count as columns.
  const legend = entries.map((line) =>
    drawn.reduce((inked, { sign, entry }) => inked.replace(entry, () => sign + entry.slice(1)), line),
  );
  return [...plotLayers(drawn, { x, y, rows: 16 }, look), ...legend, ...noteLines(gapNotes(chart), look)];
}

/** The places on straight pieces between points, near enough to each other to fill every cell on the way. */
function joinPlaces(points: readonly (Place | undefined)[]): readonly Place[] {
  return points.flatMap((to, i) => {
    if (to === undefined) return [];
    const from = points[i - 1] ?? to;
    const longest = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    const steps = Math.max(1, Math.ceil(200 * longest));
    return Array.from({ length: steps }, (_, k): Place => {
      const part = (k + 1) / steps;
      return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
    });
  });
}
