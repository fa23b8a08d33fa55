import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { counted, type Gathering, gatherings, upstreams } from "../support/moves.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { exact, fill } from "../support/values.ts";
import * as every from "./linear-maps.ts";

const gathering: every.LinearMap<"x", Gathering> = {
  name: "gather",
  given: gatherings(),
  operands: ({ x }) => ({ x }),
  apply: (t, { rows }) => t.x.gather(rows),
  shows: ({ x, rows }) => ({ x, rows }),
};

/** All rows of a tensor, as they stand. */
const allRows: fc.Arbitrary<Gathering> = shape({ minRank: 1 }).chain((s) =>
  fc.record({ x: counted(s), rows: fc.constant([...Array(s[0]).keys()]), ...upstreams(s) }),
);

/** The value. */
export const value = every.value(gathering, { says: "Row i of the result is row rows[i] of `a`." });

export const copied = every.copies(gathering, "All rows in their order are a copy, with memory of its own.", allRows);
export const operandsKept = every.keepsOperands(gathering);

/** A row that is not there. */
export const refusal = law({
  stub: "gather.forward",
  says: "A row that does not exist, or no row at all, is refused, and the error names the shape.",
  runs: 20,
  given: allRows.chain(({ x, rows }) =>
    fc.record({ x: fc.constant(x), rows: fc.constant(rows), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ x, rows, by }) => ({
    beyond: refuses(run({ x }, (t) => t.x.gather([...rows, rows.length - 1 + by]))),
    before: refuses(run({ x }, (t) => t.x.gather([-by, ...rows]))),
    none: refuses(run({ x }, (t) => t.x.gather([]))),
    control: run({ x }, (t) => t.x.gather(rows.toReversed())),
  }),
  holds: ({ control, ...refused }, { x }) => {
    same("the rows from the last to the first", control.value, control.truth.value);
    for (const error of Object.values(refused)) namesShapes(error, [x.shape]);
  },
  shows: ({ x }) => ({ x }),
});

/** The gradient. */
export const gradient = every.gradient(gathering, {
  says: "A row that was taken several times receives the sum of its upstream gradients.",
  suspects: [
    {
      asks: "Might it be that a row which was taken several times keeps only what came last?",
      explains: ({ grad }, given) => same("gradient of x", grad.x, exact(overwritten(given))),
    },
  ],
});
export const adjoint = every.adjoint(gathering);
export const accumulated = every.accumulates(gathering);
export const computed = every.reachesComputed(gathering);
export const linear = every.linear(gathering);
export const restKept = every.keepsRest(gathering);

/** The gradient of every row from the last place that it was taken to. */
function overwritten({ x, rows, upstream }: Gathering) {
  const width = upstream.data.length / rows.length;
  return fill(x.shape, (i) => {
    const place = rows.lastIndexOf(Math.floor(i / width));
    return place < 0 ? 0 : (upstream.data[place * width + (i % width)] ?? Number.NaN);
  });
}
