import fc from "fast-check";
import {
  type Drawn,
  eachOf,
  positivesOf,
  shape,
  special,
  stretchingTo,
  valuesOf,
  wideShape,
} from "../support/arbitraries.ts";
import * as every from "../support/operation-laws.ts";
import { fill, type Shape, timesEach } from "../support/values.ts";
import { around, type Fitting, layerCases, layerOperation, staysVisible } from "./layer-cases.ts";

type Tensors = "x" | "mean" | "variance";

interface Options {
  readonly epsilon: number;
}

const epsilons = fc.constantFrom(1e-3, 1e-5, 0.1, 1);

/** Shapes of numbers to be normalised, and of statistics that stretch to them. */
function fittings(shapes: fc.Arbitrary<Shape>): fc.Arbitrary<Fitting<Tensors, Options>> {
  return shapes.chain((s) =>
    fc.record({ small: stretchingTo(s), epsilon: epsilons }).map(({ small, epsilon }) => ({
      shapes: { x: s, mean: small, variance: small },
      out: s,
      options: { epsilon },
    })),
  );
}

const named = (given: ReturnType<typeof layerCases<Tensors, Options>>) =>
  layerOperation("normalise", given, ({ x, mean, variance }, { epsilon }) => x.normalise(mean, variance, epsilon));

const any: Drawn = (s) => valuesOf(s, 2);
const small = fittings(shape({ maxRank: 4 }));
const layer = named(layerCases(small, { x: any, mean: (s) => valuesOf(s, 1), variance: positivesOf }));
const wide = named(
  layerCases(fittings(wideShape({ ranks: [1, 2, 4, 5, 5] })), {
    x: around(0, 8),
    mean: around(0, 8),
    variance: around(4, 3.9),
  }),
);
/** Rows that are far from 0, as their mean is. */
const far = named(layerCases(small, { x: around(1e3, 2), mean: around(1e3, 0.1), variance: positivesOf }));
/** Variances from 0 to some times the smallest ε. */
const tiny: Drawn = (s) => eachOf(s, fc.constantFrom(0, 0.25, 0.5, 1, 2, 3, 8)).map((v) => timesEach(v, 1e-5));
const nearEpsilon = named(
  layerCases(
    small.map((each) => ({ ...each, options: { epsilon: 1e-5 } })),
    { x: any, mean: (s) => valuesOf(s, 1), variance: tiny },
  ),
);
/** Anything, but no variance below 0. */
const anything = named(
  layerCases(small, {
    x: special,
    mean: special,
    variance: (s) => special(s).map(({ data }) => fill(s, (i) => Math.abs(data[i] ?? Number.NaN))),
  }),
);

/** The value. */
export const value = every.computes(layer, {
  core: true,
  says: "X minus the mean, divided by the root of the variance plus ε.",
});
export const nearlyEqual = every.computes(nearEpsilon, {
  says: "Where the variance is 0, or near ε, the result is finite and right.",
});
export const operandsKept = every.keepsOperands(layer);
export const large = every.computes(wide, {
  runs: 5,
  says: "Hundreds of elements, five axes: the rule stays the same.",
});
export const visible = staysVisible(anything);

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(layer, {
  says: "The way back reaches all three: x, the mean and the variance.",
});
export const nearlyEqualGradient = every.differentiates(nearEpsilon, {
  says: "Where the variance is 0, or near ε, the gradients are finite and right.",
});
export const farGradient = every.differentiates(far, {
  runs: 20,
  says: "Numbers near a thousand receive the right gradients, too.",
});
export const largeGradient = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of elements follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const restKept = every.keepsRest(layer);
