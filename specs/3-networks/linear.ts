import fc from "fast-check";
import {
  type Drawn,
  plainOrNeutral,
  shape,
  sizesOfNumbers,
  special,
  valuesOf,
  wideShape,
} from "../support/arbitraries.ts";
import * as every from "../support/operation-laws.ts";
import type { Shape } from "../support/values.ts";
import { type Fitting, layerCases, layerOperation, staysVisible } from "./layer-cases.ts";

type Tensors = "x" | "weight" | "bias";

/** Shapes of a linear layer that takes x of these shapes. */
function fittings(shapes: fc.Arbitrary<Shape>): fc.Arbitrary<Fitting<Tensors, object>> {
  return fc.record({ s: shapes, width: fc.integer({ min: 1, max: 5 }) }).map(({ s, width }) => ({
    shapes: { x: s, weight: [s.at(-1) ?? 1, width], bias: [width] },
    out: [...s.slice(0, -1), width],
    options: {},
  }));
}

const named = (given: ReturnType<typeof layerCases<Tensors, object>>) =>
  layerOperation("linear", given, ({ x, weight, bias }) => x.linear(weight, bias));

const numbers: Record<Tensors, Drawn> = {
  x: (s) => plainOrNeutral(s),
  weight: (s) => plainOrNeutral(s, 3),
  bias: (s) => valuesOf(s, 1),
};
const layer = named(layerCases(fittings(shape({ minRank: 2, maxRank: 4 })), numbers));
const wide = named(
  sizesOfNumbers().chain((drawn) => layerCases(fittings(wideShape({ ranks: [2, 2, 4, 5] })), drawn, drawn)),
);

/** The value. */
export const value = every.computes(layer, { core: true, says: "X times the weights, plus the bias." });
export const operandsKept = every.keepsOperands(layer);
export const large = every.computes(wide, {
  runs: 5,
  says: "Hundreds of elements, five axes, numbers from 2⁻³⁰ to 2⁴⁰: the rule stays the same.",
});
export const visible = staysVisible(named(layerCases(fittings(shape({ minRank: 2, maxRank: 3 })), special)));

/** The gradient, which comes from the operations that it is made of. */
export const gradient = every.differentiates(layer, {
  says: "The way back reaches all three: x, the weights and the bias.",
});
export const largeGradient = every.differentiates(wide, {
  runs: 5,
  says: "The gradient of hundreds of elements follows the same rule.",
});
export const accumulated = every.accumulates(layer);
export const computed = every.reachesComputed(layer);
export const restKept = every.keepsRest(layer);
