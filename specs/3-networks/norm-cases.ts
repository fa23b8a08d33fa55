/** @file The cases of layer norm, in one piece and fused. */
import fc from "fast-check";
import { eachOf, shape, special, valuesOf, wideShape } from "../support/arbitraries.ts";
import type { Operation } from "../support/operation-laws.ts";
import { fill, type Shape } from "../support/values.ts";
import { around, type Fitting, type LayerCase, layerCases, layerOperation } from "./layer-cases.ts";

export type Tensors = "x" | "gamma" | "beta";

export interface Options {
  readonly epsilon: number;
}

export type NormCase = LayerCase<Tensors, Options>;

/** Shapes of rows, at least two numbers long as a rule. */
function fittings(
  shapes: fc.Arbitrary<Shape>,
  epsilons = [1e-3, 1e-5, 0.1, 1],
): fc.Arbitrary<Fitting<Tensors, Options>> {
  return fc.record({ s: shapes, epsilon: fc.constantFrom(...epsilons) }).map(({ s, epsilon }) => {
    const row = s.slice(-1);
    return { shapes: { x: s, gamma: row, beta: row }, out: s, options: { epsilon } };
  });
}

const rows = fc
  .record({ front: shape({ minRank: 1, maxRank: 2 }), size: fc.constantFrom(2, 3, 4, 5, 1), alone: fc.nat({ max: 5 }) })
  .map(({ front, size, alone }): Shape => (alone === 5 ? [size] : [...front, size]));

/** Rows whose variance is 0, or from a quarter to four times ε = 10⁻⁵. */
const nearlyEqualRows = (s: Shape) =>
  eachOf(s, fc.constantFrom(0, 1, -1, 2)).map(({ data }) => fill(s, (i) => 2 + (data[i] ?? Number.NaN) * 2 ** -8.5));

/** The cases of one way to compute layer norm. */
export function normCases(name: "layerNorm" | "fusedLayerNorm"): {
  readonly layer: Operation<Tensors, NormCase>;
  readonly nearEpsilon: Operation<Tensors, NormCase>;
  readonly far: Operation<Tensors, NormCase>;
  readonly wide: Operation<Tensors, NormCase>;
  readonly anything: Operation<Tensors, NormCase>;
} {
  const named = (given: fc.Arbitrary<NormCase>) =>
    layerOperation(name, given, ({ x, gamma, beta }, { epsilon }) => x[name](gamma, beta, epsilon));
  const weights = { gamma: (s: Shape) => valuesOf(s, 3), beta: (s: Shape) => valuesOf(s, 1) };
  return {
    layer: named(layerCases(fittings(rows), { x: (s) => valuesOf(s, 2), ...weights })),
    nearEpsilon: named(layerCases(fittings(rows, [1e-5]), { x: nearlyEqualRows, ...weights })),
    far: named(layerCases(fittings(rows, [1e-5]), { x: around(1e3, 2), ...weights })),
    wide: named(
      layerCases(fittings(wideShape({ ranks: [2, 2, 4, 5, 5] })), {
        x: around(1, 8),
        gamma: around(1, 2),
        beta: around(0, 2),
      }),
    ),
    anything: named(layerCases(fittings(rows), special)),
  };
}
