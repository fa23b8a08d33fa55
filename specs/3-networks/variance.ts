import fc from "fast-check";
import { shapeWithAxes, special, valuesOf, wideShape } from "../support/arbitraries.ts";
import * as every from "../support/operation-laws.ts";
import { reduceShape } from "../support/shapes.ts";
import type { Shape } from "../support/values.ts";
import { around, type Fitting, layerCases, layerOperation, staysVisible } from "./layer-cases.ts";

interface Options {
  readonly axes: readonly number[];
}

/** Shapes of tensors, and the axes along which their variance is taken. */
function fittings(given: fc.Arbitrary<{ shape: Shape; axes: readonly number[] }>): fc.Arbitrary<Fitting<"x", Options>> {
  return given.map(({ shape, axes }) => ({
    shapes: { x: shape },
    out: reduceShape(shape, axes, true),
    options: { axes },
  }));
}

const named = (given: ReturnType<typeof layerCases<"x", Options>>) =>
  layerOperation("variance", given, ({ x }, { axes }) => x.variance(axes));

const some = fittings(shapeWithAxes());
const layer = named(layerCases(some, (s) => valuesOf(s, 2)));
const wide = named(
  layerCases(
    fittings(
      wideShape({ ranks: [2, 4, 5, 5] }).chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          axes: fc.constantFrom<readonly number[]>([-1], [0], [-2], [0, -1], [...shape.keys()].slice(0, -1)),
        }),
      ),
    ),
    around(1, 8),
  ),
);
/** Rows that spread by about 1, far from 0. */
const far = (centre: number) => named(layerCases(some, around(centre, 2)));

/** The value. */
export const value = every.computes(layer, { core: true, says: "The mean of the squared distances from the mean." });
export const operandsKept = every.keepsOperands(layer);
export const large = every.computes(wide, {
  runs: 5,
  says: "Hundreds of elements, five axes: the rule stays the same.",
});
export const visible = staysVisible(named(layerCases(some, special)));

/** The difference of two large squares would have lost all its digits. */
export const stable = every.computes(far(1e6), {
  runs: 20,
  says: "Numbers near a million keep their variance: the mean is taken away before the squares.",
});

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(layer, {
  says: "The way back gives each element 2/n of its distance from the mean.",
});
export const farGradient = every.differentiates(far(1e3), {
  runs: 20,
  says: "Numbers near a thousand receive the right gradient, too.",
});
export const largeGradient = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of elements follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const restKept = every.keepsRest(layer);
