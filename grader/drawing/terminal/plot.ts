import { plot as plotLines } from "simple-ascii-chart";
import { type Axis, marksOf, placeOn } from "../axis.ts";
import type { Look } from "./look.ts";

/** A place on the plot: both numbers from 0 to 1, from the lower left. */
export type Place = readonly [across: number, up: number];

/** What to draw with one sign. */
export interface Layer {
  readonly sign: string;
  readonly places: readonly Place[];
}

/** The axes of a plot, and its height. */
export interface Frame {
  readonly x: Axis;
  readonly y: Axis;
  readonly rows: number;
}

/**
 * Draws layers of signs over two axes. Where layers meet, their signs take turns, so that none hides another.
 *
 * The plotting library lays out axes, marks and labels. Each layer is a series of it, and a formatter puts the signs: so
 * a curve may run in any direction, and has its own sign where there is no colour.
 */
export function plotLayers(layers: readonly Layer[], { x, y, rows }: Frame, look: Look): readonly string[] {
  const placed = (axis: Axis): Marks =>
    marksOf(axis).map(({ at, shown }) => ({ at: placeOn(at, axis), shown: look.text(shown) }));
  const [xMarks, yMarks] = [placed(x), placed(y)];
  // The library measures axes and labels at the points: this layer, which nobody sees, has the ends and every mark.
  const edges: Layer = {
    sign: " ",
    places: [[0, 0], [1, 1], ...xMarks.map(({ at }): Place => [at, 0]), ...yMarks.map(({ at }): Place => [0, at])],
  };
  const drawn = [edges, ...layers].filter(({ places }) => places.length > 0);
  const labelWidth = Math.max(...yMarks.map(({ shown }) => shown.length));
  const taken = new Map<string, number>();
  let series = -1;
  const picture = plotLines(
    drawn.map(({ places }) => places.map(([u, v]) => [u, v])),
    {
      width: look.columns - labelWidth - 4,
      height: rows,
      xLabel: look.text(x.label),
      symbols: { axis: look.axis },
      customXAxisTicks: xMarks.map(({ at }) => at),
      customYAxisTicks: yMarks.map(({ at }) => at),
      formatter: (value, { axis }) => (axis === "x" ? xMarks : yMarks).find(({ at }) => at === value)?.shown ?? "",
      lineFormatter: ({ index, plotX, plotY }) => {
        if (index === 0) series += 1;
        const cell = `${plotX} ${plotY}`;
        const before = taken.get(cell) ?? 0;
        const isShared = before > 0 && before !== series;
        if (isShared && plotX % 2 === 0) return [];
        taken.set(cell, series);
        return { x: plotX, y: plotY, symbol: drawn[series]?.sign ?? "" };
      },
    },
  );
  const lines = picture.split("\n").map((line) => line.trimEnd());
  return [look.text(y.label), ...lines.filter((line) => line !== "")];
}

type Marks = readonly { readonly at: number; readonly shown: string }[];
