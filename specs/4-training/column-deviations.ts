import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, eachOf } from "../support/arbitraries.ts";
import { unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { number } from "../support/values-arbitrary.ts";
import { fill, type Measured, times, type Values } from "../support/values.ts";
import { askTable, isTrue, isVisible, keepsTable, largeSizes, showTable, tables } from "./columns.ts";
import { width } from "./rows.ts";

/** Rows that differ: of numbers that are nearly equal, the deviation cannot be told from rounding. */
const spread: Drawn = (s) => eachOf(s, number()).filter((v) => v.shape[0] === 1 || isSpread(v));

function isSpread(v: Values): boolean {
  const d = width(v);
  return Array.from({ length: d }, (_, j) => v.data.filter((__, i) => i % d === j)).every(
    (column) => Math.max(...column) - Math.min(...column) >= 1,
  );
}

/** The value. */
export const everyDeviation = isTrue(
  "columnDeviations",
  "The root of the mean squared distance from the column's mean.",
  tables(spread, fc.record({ n: fc.integer({ min: 2, max: 6 }), d: fc.integer({ min: 1, max: 5 }) })),
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the sum is divided by n − 1?",
        gives: (
          {
            x: {
              shape: [n = 1],
            },
          },
          truth,
        ) => times(truth, Math.sqrt(n / (n - 1))),
      },
      { asks: "Might it be that the root is missing?", gives: (_, truth) => squared(truth) },
    ],
  },
);
export const deviationsOfMany = isTrue(
  "columnDeviations",
  "Hundreds of rows or columns: the mean is taken over all of them.",
  tables(around(1, 8), largeSizes),
  { runs: 6, hides: true },
);
export const deviationsFar = isTrue(
  "columnDeviations",
  "Numbers around a million deviate as they do around 0.",
  tables(around(1e6, 1), fc.record({ n: fc.integer({ min: 8, max: 20 }), d: fc.integer({ min: 1, max: 3 }) })),
  { runs: 10 },
);

/** One number everywhere. */
export const noDeviation = law({
  stub: "columnDeviations",
  says: "A column that holds one number everywhere has deviation 0.",
  given: tables((s) => fc.integer({ min: -9, max: 9 }).map((x) => fill(s, () => x))),
  runs: 20,
  ask: (table) => askTable("columnDeviations", table),
  holds: (said, { means }) => {
    const due = fill(means.shape, () => 0);
    unchanged("the deviations", said.next("the deviations"), due);
  },
  shows: (table) => showTable("columnDeviations", table),
});
export const deviationsKept = keepsTable("columnDeviations");
export const deviationsVisible = isVisible("columnDeviations");

/** The square of every number. */
function squared({ shape, data, magnitude }: Measured): Measured {
  return { shape, data: data.map((x) => x * x), magnitude: magnitude.map((m, i) => 2 * m * Math.abs(data[i] ?? 0)) };
}
