import { around } from "../3-networks/layer-cases.ts";
import { sizesOfNumbers, valuesOf } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { fill } from "../support/values.ts";
import { askTable, columnTruth, isTrue, isVisible, keepsTable, largeSizes, showTable, tables } from "./columns.ts";

/** The value. */
export const everyNumber = isTrue(
  "standardise",
  "Each number minus its column's mean, divided by its column's deviation.",
  tables((s) => valuesOf(s)),
  { core: true, runs: 60 },
);
export const standardiseMany = isTrue(
  "standardise",
  "Hundreds of rows or columns: each number goes by its own column.",
  tables(around(1, 8), largeSizes),
  { runs: 6, hides: true },
);
export const standardiseAnySize = isTrue(
  "standardise",
  "Numbers of any size: the result is right to the last digits.",
  sizesOfNumbers().chain((drawn) => tables(drawn)),
  { runs: 20 },
);

/** One number everywhere. */
export const constantColumn = law({
  stub: "standardise",
  says: "A column of deviation 0 is divided by 1, and its neighbours are not.",
  given: tables((s) => valuesOf(s)).map((table) => {
    const { means, deviations } = table;
    const still = fill(deviations.shape, (j) => (j % 2 === 0 ? 0 : pick(deviations.data, j)));
    return { ...table, means, deviations: still };
  }),
  runs: 30,
  ask: (table) => askTable("standardise", table),
  holds: (said, table) => {
    const deviations = fill(table.deviations.shape, (j) => pick(table.deviations.data, j) || 1);
    same("the new numbers", said.next("the new numbers"), columnTruth("standardise", { ...table, deviations }));
  },
  shows: (table) => showTable("standardise", table),
});
export const standardiseKept = keepsTable("standardise");
export const standardiseVisible = isVisible("standardise");
