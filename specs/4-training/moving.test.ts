import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveAlong } from "../2-autodiff/moons.ts";
import { networks } from "../3-networks/operations.ts";
import { tangentAlong } from "../support/dual.ts";
import { lift } from "../support/dual-tensor.ts";
import { pick } from "../support/lists.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Shape, sizeOf, type Values } from "../support/values.ts";
import { affine, bent, crossEntropy, moving } from "./moving.ts";

/** A network of two layers, some examples, and a direction for every parameter. */
const networkCases = fc
  .record({ seed: fc.nat(), n: fc.integer({ min: 1, max: 5 }), scale: fc.constantFrom(0.1, 1, 10) })
  .map(({ seed, n, scale }) => {
    const shapes: readonly Shape[] = [[3, 4], [4], [4, 5], [5], [n, 3]];
    let place = 0;
    const draws = drawsOf(seed, 2 * shapes.reduce((sum, shape) => sum + sizeOf(shape), 0) + n);
    const drawn = (shape: Shape): Values => fill(shape, () => scale * (2 * pick(draws, place++) - 1));
    const [parameters, directions] = [shapes.map(drawn), shapes.map(drawn)];
    const labels = Array.from({ length: n }, () => Math.floor(5 * pick(draws, place++)));
    return { x: pick(parameters, 4), parameters: parameters.slice(0, 4), directions: directions.slice(0, 4), labels };
  });

describe("moving tables", () => {
  test("agree with dual numbers, magnitudes included", () => {
    fc.assert(
      fc.property(networkCases, ({ x, parameters, directions, labels }) => {
        const [w1, b1, w2, b2] = parameters.map((v, k) => moving(v, directions[k]));
        const [d1, c1, d2, c2] = parameters.map((v, k) => moveAlong(v, pick(directions, k), 0));
        if (w1 === undefined || b1 === undefined || w2 === undefined || b2 === undefined) return;
        if (d1 === undefined || c1 === undefined || d2 === undefined || c2 === undefined) return;
        const got = crossEntropy(affine(bent(affine(moving(x), w1, b1)), w2, b2), labels);
        const hidden = networks.tanh.truth(networks.linear.truth(lift(x), d1, c1));
        const [due] = networks.logitsCrossEntropy.truth(networks.linear.truth(hidden, d2, c2), labels).elements;
        if (due === undefined) return;
        const { tangent, magnitude } = tangentAlong(due, 0);
        expect(Math.abs(got.value - due.value)).toBeLessThanOrEqual(1e-14 * due.magnitude);
        expect(Math.abs(got.slope - tangent)).toBeLessThanOrEqual(1e-14 * magnitude);
        // Neither bound is far wider than the other.
        expect(got.size / due.magnitude).toBeGreaterThan(1 / 8);
        expect(got.size / due.magnitude).toBeLessThan(8);
        expect(got.slopeSize / magnitude).toBeGreaterThan(1 / 8);
        expect(got.slopeSize / magnitude).toBeLessThan(8);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
