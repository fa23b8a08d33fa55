import { around } from "../3-networks/layer-cases.ts";
import { sizesOfNumbers, valuesOf } from "../support/arbitraries.ts";
import { isTrue, isVisible, keepsTable, largeSizes, tables } from "./columns.ts";

/** The value. */
export const everyMean = isTrue(
  "columnMeans",
  "The mean of each column, over all rows.",
  tables((s) => valuesOf(s)),
  { core: true, runs: 60 },
);
export const meansOfMany = isTrue(
  "columnMeans",
  "Hundreds of rows or columns: the mean is taken over all of them.",
  tables(around(1, 8), largeSizes),
  { runs: 6, hides: true },
);
export const meansOfAnySize = isTrue(
  "columnMeans",
  "Numbers of any size: the mean is right to the last digits.",
  sizesOfNumbers().chain((drawn) => tables(drawn)),
  { runs: 20 },
);
export const meansKept = keepsTable("columnMeans");
export const meansVisible = isVisible("columnMeans");
