import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { countingValues, type Gathering, gatherings, upstreams } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { exact, fill } from "../support/values.ts";
import * as map from "./linear-maps.ts";
import { describeUnary } from "../support/unary.ts";

const gathering = describeUnary({
  name: "gather",
  given: gatherings(),
  apply: (a, { rows }) => a.gather(rows),
  shows: ({ rows }) => ({ rows }),
});

/** All rows of a tensor in their order. */
const allRows: fc.Arbitrary<Gathering> = shape({ minRank: 1 }).chain((s) =>
  fc.record({ a: countingValues(s), rows: fc.constant([...Array(s[0]).keys()]), ...upstreams(s) }),
);

/** The value. */
export const value = map.value(gathering, { says: "Row i of the result is row rows[i] of `a`." });

export const copied = map.copies(gathering, "All rows in their order are a copy, with memory of its own.", allRows);
export const operandsKept = every.keepsOperands(gathering);

/** Rows that do not exist. */
export const refusal = law({
  stub: "gather.forward",
  says: "A row that does not exist, or no row at all, is refused, and the error names the shape.",
  runs: 20,
  given: allRows.chain(({ a, rows }) =>
    fc.record({ a: fc.constant(a), rows: fc.constant(rows), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ a, rows, by }) => ({
    beyond: refuses(run({ a }, (t) => t.a.gather([...rows, rows.length - 1 + by]))),
    before: refuses(run({ a }, (t) => t.a.gather([-by, ...rows]))),
    none: refuses(run({ a }, (t) => t.a.gather([]))),
    control: run({ a }, (t) => t.a.gather(rows.toReversed())),
  }),
  holds: ({ control, ...refused }, { a }) => {
    same("the rows from the last to the first", control.value, control.truth.value);
    for (const error of Object.values(refused)) namesShapes(error, [a.shape]);
  },
  shows: ({ a }) => ({ a }),
});
export const large = extreme.computesLarge({ name: "gather" });
export const visible = extreme.showsSpecial({ name: "gather" });

/** The gradient. */
export const gradient = map.gradient(gathering, {
  says: "A row that was taken several times receives the sum of its upstream gradients.",
  suspects: [
    {
      asks: "Might it be that a row which was taken several times keeps only what came last?",
      explains: ({ grad }, given) => same("gradient of a", grad.a, exact(overwriteRows(given))),
    },
  ],
});
export const adjoint = every.isAdjoint(gathering);
export const accumulated = every.accumulates(gathering);
export const computed = every.reachesComputed(gathering);
export const linear = every.isLinear(gathering);
export const restKept = every.keepsRest(gathering);
export const largeGradient = extreme.differentiatesLarge({ name: "gather" });
export const visibleGradient = extreme.handsOnSpecial({ name: "gather" });

/** The wrong gradient in which the last place of a row overwrites its other places. */
function overwriteRows({ a, rows, upstream }: Gathering) {
  const width = upstream.data.length / rows.length;
  return fill(a.shape, (i) => {
    const place = rows.lastIndexOf(Math.floor(i / width));
    return place < 0 ? 0 : (upstream.data[place * width + (i % width)] ?? Number.NaN);
  });
}
