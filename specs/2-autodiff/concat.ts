import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { concatenations, countingValues, many, repeatedConcatenations, upstreams } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { fill } from "../support/values.ts";
import * as each from "./joining.ts";
import * as map from "./linear-maps.ts";

const joining: each.Joins = {
  name: "concat",
  given: concatenations(),
  repeated: repeatedConcatenations(),
  apply: (tensors, axis, { concat }) => concat(tensors, axis),
};
const concatenation = each.mapOf(joining);
const manyTensors = each.mapOf({ ...joining, given: concatenations(many) });

/** The value. */
export const value = map.value(concatenation, {
  says: "Every element goes to its place behind the start of its tensor.",
  suspects: [
    {
      asks: "Might it be that the data are laid end to end, whatever the axis is?",
      explains: ({ value: got, truth }, given) => same("the result", got, each.layEndToEnd(given, truth.value.shape)),
    },
  ],
});

export const repeated = each.repeats(joining);
export const manyJoined = every.computes(manyTensors, {
  says: "A long list of tensors is joined like a short one.",
  runs: 8,
});

export const copied = map.copies(
  concatenation,
  "A single tensor is copied, into memory of its own.",
  shape({ minRank: 1 }).chain((s) =>
    fc.record({ tensors: fc.tuple(countingValues(s)), axis: fc.nat({ max: s.length - 1 }), ...upstreams(s) }),
  ),
);

export const operandsKept = every.keepsOperands(concatenation);

/** Shapes and axes that do not fit. */
export const refusal = law({
  stub: "concat.forward",
  says: "Shapes that do not fit, or an axis that does not exist, are refused; the error names the shapes.",
  runs: 20,
  given: shape({ minRank: 2 }).chain((s) =>
    fc.record({ s: fc.constant(s), axis: fc.nat({ max: s.length - 1 }), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ s, axis, by }) => {
    const [a, control] = [countUp(s), countUp(s.with(axis, by))];
    const other = (axis + 1) % s.length;
    const wider = countUp(s.with(other, (s[other] ?? 0) + by));
    return {
      wider: refuses(run({ a, wider }, (t, { concat }) => concat([t.a, t.wider], axis))),
      flat: refuses(run({ a, flat: countUp(s.slice(1)) }, (t, { concat }) => concat([t.a, t.flat], 0))),
      noAxis: refuses(run({ a }, (t, { concat }) => concat([t.a, t.a], s.length - 1 + by))),
      none: refuses(run({}, (_, { concat }) => concat([]))),
      control: run({ a, control }, (t, { concat }) => concat([t.a, t.control], axis)),
    };
  },
  holds: ({ wider, flat, noAxis, none, control }, { s, axis, by }) => {
    same("a beside a tensor that fits", control.value, control.truth.value);
    const other = (axis + 1) % s.length;
    namesShapes(wider, [s, s.with(other, (s[other] ?? 0) + by)]);
    namesShapes(flat, [s, s.slice(1)]);
    namesShapes(noAxis, [s]);
    namesShapes(none, []);
  },
  shows: ({ s, axis }) => ({ "shape of a": s, axis }),
});
export const large = extreme.computesLarge({ name: "concat" });
export const visible = extreme.showsSpecial({ name: "concat" });

/** The gradient. */
export const gradient = map.gradient(concatenation, {
  says: "Every tensor receives the upstream gradient from where it was put.",
  suspects: [
    {
      asks: "Might it be that the upstream gradient is cut into runs, whatever the axis is?",
      explains: (said, given) => every.sameGradients(said, each.cutIntoRuns(given)),
    },
  ],
});
export const shared = each.sharesAddUp(joining);
export const manyShares = every.differentiates(manyTensors, {
  says: "In a long list, each tensor receives its share.",
  runs: 8,
});
export const adjoint = every.isAdjoint(concatenation);
export const accumulated = every.accumulates(concatenation);
export const computed = every.reachesComputed(concatenation);
export const linear = every.isLinear(concatenation);
export const restKept = every.keepsRest(concatenation);
export const largeGradient = extreme.differentiatesLarge({ name: "concat" });
export const visibleGradient = extreme.handsOnSpecial({ name: "concat" });

function countUp(s: readonly number[]) {
  return fill(s, (i) => i + 1);
}
