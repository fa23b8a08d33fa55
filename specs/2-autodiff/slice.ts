import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { countingValues, type Slicing, slicings, upstreams } from "./moves.ts";
import { truthOf } from "../support/oracle.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import type { Measured } from "../support/values.ts";
import * as map from "./linear-maps.ts";
import { describeUnary } from "../support/unary.ts";

const slicing = describeUnary({
  name: "slice",
  given: slicings(),
  apply: (a, { axis, from, to }) => a.slice(axis, from, to),
  shows: ({ axis, from, to }) => ({ axis, from, to }),
});

const wholeAxes: fc.Arbitrary<Slicing> = shape({ minRank: 1 }).chain((s) =>
  fc.nat({ max: s.length - 1 }).chain((axis) =>
    fc.record({
      a: countingValues(s),
      axis: fc.constantFrom(axis, axis - s.length),
      from: fc.constant(0),
      to: fc.constant(s[axis] ?? 0),
      ...upstreams(s),
    }),
  ),
);

/** The value. */
export const value = map.value(slicing, {
  says: "Every index of the part reads `a` from where the part begins.",
  suspects: [
    {
      asks: "Might it be that the part is read from the first element on, whatever `from` is?",
      explains: ({ value: got }, given) => same("the result", got, sliceFromFront(given).value),
    },
  ],
});

export const copied = map.copies(slicing, "The whole axis gives a copy, with memory of its own.", wholeAxes);
export const operandsKept = every.keepsOperands(slicing);

/** Parts and axes that do not exist. */
export const refusal = law({
  stub: "slice.forward",
  says: "What does not exist, or is empty, is refused, and the error names the shape.",
  runs: 20,
  given: wholeAxes.chain(({ a, axis, to }) =>
    fc.record({ a: fc.constant(a), axis: fc.constant(axis), to: fc.constant(to), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ a, axis, to, by }) => ({
    beyond: refuses(run({ a }, (t) => t.a.slice(axis, 0, to + by))),
    before: refuses(run({ a }, (t) => t.a.slice(axis, -by, to))),
    empty: refuses(run({ a }, (t) => t.a.slice(axis, to, to))),
    noAxis: refuses(run({ a }, (t) => t.a.slice(a.shape.length - 1 + by, 0, 1))),
    control: run({ a }, (t) => t.a.slice(axis, to - 1, to)),
  }),
  holds: ({ control, ...refused }, { a }) => {
    same("the last part along the axis", control.value, control.truth.value);
    for (const error of Object.values(refused)) namesShapes(error, [a.shape]);
  },
  shows: ({ a, axis }) => ({ a, axis }),
});
export const large = extreme.computesLarge({ name: "slice" });
export const visible = extreme.showsSpecial({ name: "slice" });

/** The gradient. */
export const gradient = map.gradient(slicing, {
  says: "What was taken receives its upstream gradient, everything else 0.",
  suspects: [
    {
      asks: "Might it be that the upstream gradient is put at the first elements, whatever `from` is?",
      explains: ({ grad }, given) => same("gradient of a", grad.a, sliceFromFront(given).grad),
    },
  ],
});
export const adjoint = every.isAdjoint(slicing);
export const accumulated = every.accumulates(slicing);
export const computed = every.reachesComputed(slicing);
export const linear = every.isLinear(slicing);
export const restKept = every.keepsRest(slicing);
export const largeGradient = extreme.differentiatesLarge({ name: "slice" });
export const visibleGradient = extreme.handsOnSpecial({ name: "slice" });

/** The truth about a part of the same length that begins at 0. */
function sliceFromFront({ a, axis, from, to, upstream }: Slicing): { value: Measured; grad: Measured } {
  const { values, grads } = truthOf(run({ a }, (t) => t.a.slice(axis, 0, to - from), upstream).ask);
  const [[, value], [grad]] = [values, grads];
  if (value === undefined || grad === undefined) throw new RangeError("the truth of a slice has no slots");
  return { value, grad };
}
