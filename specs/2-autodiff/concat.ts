import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { concatenations, counted, repeatedConcatenations, upstreams } from "../support/moves.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { fill } from "../support/values.ts";
import * as each from "./joining.ts";
import * as every from "./linear-maps.ts";

const joining: each.Joins = {
  name: "concat",
  given: concatenations(),
  repeated: repeatedConcatenations(),
  apply: (tensors, axis, { concat }) => concat(tensors, axis),
};
const concatenation = each.mapOf(joining);

/** The value. */
export const value = every.value(concatenation, {
  says: "Every element goes to its place behind the start of its tensor.",
  suspects: [
    {
      asks: "Might it be that the data are laid end to end, whatever the axis is?",
      explains: ({ value: got, truth }, given) => same("the result", got, each.endToEnd(given, truth.value.shape)),
    },
  ],
});

export const repeated = each.repeats(joining);

export const copied = every.copies(
  concatenation,
  "A single tensor is copied, into memory of its own.",
  shape({ minRank: 1 }).chain((s) =>
    fc.record({ tensors: fc.tuple(counted(s)), axis: fc.nat({ max: s.length - 1 }), ...upstreams(s) }),
  ),
);

export const operandsKept = every.keepsOperands(concatenation);

/** What does not fit. */
export const refusal = law({
  stub: "concat.forward",
  says: "Shapes that do not fit, or an axis that does not exist, are refused; the error names the shapes.",
  runs: 20,
  given: shape({ minRank: 2 }).chain((s) =>
    fc.record({ s: fc.constant(s), axis: fc.nat({ max: s.length - 1 }), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ s, axis, by }) => {
    const [x, control] = [counting(s), counting(s.with(axis, by))];
    const other = (axis + 1) % s.length;
    const wider = counting(s.with(other, (s[other] ?? 0) + by));
    return {
      wider: refuses(run({ x, wider }, (t, { concat }) => concat([t.x, t.wider], axis))),
      flat: refuses(run({ x, flat: counting(s.slice(1)) }, (t, { concat }) => concat([t.x, t.flat], 0))),
      noAxis: refuses(run({ x }, (t, { concat }) => concat([t.x, t.x], s.length - 1 + by))),
      none: refuses(run({}, (_, { concat }) => concat([]))),
      control: run({ x, control }, (t, { concat }) => concat([t.x, t.control], axis)),
    };
  },
  holds: ({ wider, flat, noAxis, none, control }, { s, axis, by }) => {
    same("x beside a tensor that fits", control.value, control.truth.value);
    const other = (axis + 1) % s.length;
    namesShapes(wider, [s, s.with(other, (s[other] ?? 0) + by)]);
    namesShapes(flat, [s, s.slice(1)]);
    namesShapes(noAxis, [s]);
    namesShapes(none, []);
  },
  shows: ({ s, axis }) => ({ "shape of x": s, axis }),
});

/** The gradient. */
export const gradient = every.gradient(concatenation, {
  says: "Every tensor receives the upstream gradient from where it was put.",
  suspects: [
    {
      asks: "Might it be that the upstream gradient is cut into runs, whatever the axis is?",
      explains: (said, given) => every.sameGradients(said, each.inRuns(given)),
    },
  ],
});
export const shared = each.sharesAddUp(joining);
export const adjoint = every.adjoint(concatenation);
export const accumulated = every.accumulates(concatenation);
export const computed = every.reachesComputed(concatenation);
export const linear = every.linear(concatenation);
export const restKept = every.keepsRest(concatenation);

function counting(s: readonly number[]) {
  return fill(s, (i) => i + 1);
}
