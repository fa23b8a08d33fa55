import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { counted, type Slicing, slicings, upstreams } from "../support/moves.ts";
import { truthOf } from "../support/oracle.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import type { Measured } from "../support/values.ts";
import * as every from "./linear-maps.ts";

const slicing: every.LinearMap<"x", Slicing> = {
  name: "slice",
  given: slicings(),
  operands: ({ x }) => ({ x }),
  apply: (t, { axis, from, to }) => t.x.slice(axis, from, to),
  shows: ({ x, axis, from, to }) => ({ x, axis, from, to }),
};

const wholeAxes: fc.Arbitrary<Slicing> = shape({ minRank: 1 }).chain((s) =>
  fc.nat({ max: s.length - 1 }).chain((axis) =>
    fc.record({
      x: counted(s),
      axis: fc.constantFrom(axis, axis - s.length),
      from: fc.constant(0),
      to: fc.constant(s[axis] ?? 0),
      ...upstreams(s),
    }),
  ),
);

/** The value. */
export const value = every.value(slicing, {
  says: "Every index of the part reads `a` from where the part begins.",
  suspects: [
    {
      asks: "Might it be that the part is read from the first element on, whatever `from` is?",
      explains: ({ value: got }, given) => same("the result", got, fromTheFront(given).value),
    },
  ],
});

export const copied = every.copies(slicing, "The whole axis gives a copy, with memory of its own.", wholeAxes);
export const operandsKept = every.keepsOperands(slicing);

/** What is not there. */
export const refusal = law({
  stub: "slice.forward",
  says: "What does not exist, or is empty, is refused, and the error names the shape.",
  runs: 20,
  given: wholeAxes.chain(({ x, axis, to }) =>
    fc.record({ x: fc.constant(x), axis: fc.constant(axis), to: fc.constant(to), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ x, axis, to, by }) => ({
    beyond: refuses(run({ x }, (t) => t.x.slice(axis, 0, to + by))),
    before: refuses(run({ x }, (t) => t.x.slice(axis, -by, to))),
    empty: refuses(run({ x }, (t) => t.x.slice(axis, to, to))),
    noAxis: refuses(run({ x }, (t) => t.x.slice(x.shape.length - 1 + by, 0, 1))),
    control: run({ x }, (t) => t.x.slice(axis, to - 1, to)),
  }),
  holds: ({ control, ...refused }, { x }) => {
    same("the last part along the axis", control.value, control.truth.value);
    for (const error of Object.values(refused)) namesShapes(error, [x.shape]);
  },
  shows: ({ x, axis }) => ({ x, axis }),
});

/** The gradient. */
export const gradient = every.gradient(slicing, {
  says: "What was taken receives its upstream gradient, everything else 0.",
  suspects: [
    {
      asks: "Might it be that the upstream gradient is put at the first elements, whatever `from` is?",
      explains: ({ grad }, given) => same("gradient of x", grad.x, fromTheFront(given).grad),
    },
  ],
});
export const adjoint = every.adjoint(slicing);
export const accumulated = every.accumulates(slicing);
export const computed = every.reachesComputed(slicing);
export const linear = every.linear(slicing);
export const restKept = every.keepsRest(slicing);

/** What would be true of a part as long that begins at 0. */
function fromTheFront({ x, axis, from, to, upstream }: Slicing): { value: Measured; grad: Measured } {
  const { values, grads } = truthOf(run({ x }, (t) => t.x.slice(axis, 0, to - from), upstream).ask);
  const [[, value], [grad]] = [values, grads];
  if (value === undefined || grad === undefined) throw new RangeError("the truth of a slice has no slots");
  return { value, grad };
}
