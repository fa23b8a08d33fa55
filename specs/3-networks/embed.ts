import fc from "fast-check";
import { shape, special, valuesOf, wideShape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { fill, type Shape, sizeOf, type Values, values } from "../support/values.ts";
import { around, type Fitting, layerCases, layerOperation, staysVisible } from "./layer-cases.ts";

interface Options {
  readonly indices: Values;
}

/** Tables, and indices of these shapes: few rows, so that most stand there several times. */
function fittings(shapes: fc.Arbitrary<Shape>, mostRows = 4): fc.Arbitrary<Fitting<"table", Options>> {
  return fc
    .record({ s: shapes, count: fc.integer({ min: 1, max: mostRows }), width: fc.integer({ min: 1, max: 4 }) })
    .chain(({ s, count, width }) =>
      fc.array(fc.nat({ max: count - 1 }), { minLength: sizeOf(s), maxLength: sizeOf(s) }).map((rows) => ({
        shapes: { table: [count, width] },
        out: [...s, width],
        options: { indices: values(rows, s) },
      })),
    );
}

const named = (given: ReturnType<typeof layerCases<"table", Options>>) =>
  layerOperation("embed", given, ({ table }, { indices }) => table.embed(indices));

const layer = named(layerCases(fittings(shape({ maxRank: 4 })), (s) => valuesOf(s, 2)));
const wide = named(layerCases(fittings(wideShape({ ranks: [1, 2, 4] }), 200), around(0, 8), around(0, 8)));

/** The value. */
export const value = every.computes(layer, { core: true, says: "For every index its row of the table." });
export const operandsKept = every.keepsOperands(layer);
export const large = every.computes(wide, {
  runs: 5,
  says: "Hundreds of indices, and tables of hundreds of rows: the rule stays the same.",
});
export const visible = staysVisible(named(layerCases(fittings(shape()), special)));

/** Indices that the table does not have. */
export const refusal = law({
  stub: "embed",
  says: "An index without a row is refused, and not rounded or turned into another one.",
  runs: 20,
  given: fc.record({ count: fc.integer({ min: 1, max: 4 }), by: fc.integer({ min: 0, max: 3 }) }),
  ask: ({ count, by }) => {
    const table = fill([count, 2], (i) => i + 1);
    const at = (index: number) => run({ table }, (t) => t.table.embed(values([0, index])));
    return {
      beyond: refuses(at(count + by)),
      before: refuses(at(-1 - by)),
      between: refuses(at(0.5)),
      control: at(count - 1),
    };
  },
  holds: ({ control, ...refused }) => {
    same("the first and the last row", control.value, control.truth.value);
    for (const error of Object.values(refused)) namesShapes(error, []);
  },
  shows: ({ count }) => ({ "shape of table": [count, 2] }),
});

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(layer, {
  says: "A row of the table receives the sum of the gradients of all places where it stands.",
});
export const largeGradient = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of indices follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const restKept = every.keepsRest(layer);
