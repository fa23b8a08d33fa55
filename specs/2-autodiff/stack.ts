import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { countingValues, type Joining, many, repeatedStackings, stackings, upstreams } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { exact, fill, type Shape } from "../support/values.ts";
import * as each from "./joining.ts";
import * as map from "./linear-maps.ts";

const joining: each.Joins = {
  name: "stack",
  given: stackings(),
  repeated: repeatedStackings(),
  apply: (tensors, axis, { stack }) => stack(tensors, axis),
};
const stacking = each.mapOf(joining);
const manyTensors = each.mapOf({ ...joining, given: stackings(many) });

/** The value. */
export const value = map.value(stacking, {
  says: "Every tensor is given the new axis, of size 1, and all are joined along it.",
  suspects: [
    {
      asks: "Might it be that the new axis is always the first?",
      explains: ({ value: got }, given) => same("the result", got, each.layEndToEnd(given, shapeInFront(given))),
    },
    {
      asks: "Might it be that the data are laid end to end, wherever the new axis stands?",
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
  stacking,
  "A single tensor is copied into its layer, with memory of its own.",
  shape().chain((s) =>
    fc.nat({ max: s.length }).chain((axis) =>
      fc.record({
        tensors: fc.tuple(countingValues(s)),
        axis: fc.constant(axis),
        ...upstreams(s.toSpliced(axis, 0, 1)),
      }),
    ),
  ),
);

export const operandsKept = every.keepsOperands(stacking);

/** Shapes and places that do not fit. */
export const refusal = law({
  stub: "stack",
  says: "Shapes that differ, or a place that does not exist, are refused; the error names the shapes.",
  runs: 20,
  given: shape({ minRank: 1 }).chain((s) =>
    fc.record({ s: fc.constant(s), axis: fc.nat({ max: s.length - 1 }), by: fc.integer({ min: 1, max: 3 }) }),
  ),
  ask: ({ s, axis, by }) => {
    const a = fill(s, (i) => i + 1);
    const wider = fill(s.with(axis, (s[axis] ?? 0) + by), (i) => i + 1);
    return {
      wider: refuses(run({ a, wider }, (t, { stack }) => stack([t.a, t.wider], axis))),
      beyond: refuses(run({ a }, (t, { stack }) => stack([t.a, t.a], s.length + by))),
      before: refuses(run({ a }, (t, { stack }) => stack([t.a, t.a], -s.length - 1 - by))),
      none: refuses(run({}, (_, { stack }) => stack([]))),
      control: run({ a }, (t, { stack }) => stack([t.a, t.a], s.length)),
    };
  },
  holds: ({ wider, beyond, before, none, control }, { s, axis, by }) => {
    same("a beside itself along a new last axis", control.value, control.truth.value);
    namesShapes(wider, [s, s.with(axis, (s[axis] ?? 0) + by)]);
    for (const error of [beyond, before, none]) namesShapes(error, []);
  },
  shows: ({ s, axis }) => ({ "shape of a": s, axis }),
});
export const large = extreme.computesLarge({ name: "stack" });
export const visible = extreme.showsSpecial({ name: "stack" });

/** The gradient, which comes from the operations that it is made of. */
export const gradient = map.gradient(stacking, {
  core: false,
  says: "Every tensor receives the layer of the upstream gradient that it was put into.",
  suspects: [
    {
      asks: "Nothing arrives: might it be that the layers are made of copies, and not of the tensors themselves?",
      explains: ({ grad, truth }) => {
        for (const [name, { shape: s }] of Object.entries(truth.grad))
          same(`gradient of ${name}`, grad[name] ?? truth.value, exact(fill(s, () => 0)));
      },
    },
  ],
});
export const shared = each.sharesAddUp(joining);
export const manyShares = every.differentiates(manyTensors, {
  says: "In a long list, each tensor receives its share.",
  runs: 8,
});
export const adjoint = every.isAdjoint(stacking);
export const accumulated = every.accumulates(stacking);
export const computed = every.reachesComputed(stacking);
export const linear = every.isLinear(stacking);
export const restKept = every.keepsRest(stacking);
export const largeGradient = extreme.differentiatesLarge({ name: "stack" });
export const visibleGradient = extreme.handsOnSpecial({ name: "stack" });

/** The shape of the result if the new axis stood in front. */
function shapeInFront({ tensors }: Joining): Shape {
  return [tensors.length, ...(tensors[0]?.shape ?? [])];
}
