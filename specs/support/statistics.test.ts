import { describe, expect, test } from "vitest";
import { drawsOf } from "./rng.ts";
import { distanceBound, farthest, hitsBounds, normalCdf, productsBound, squaresBounds } from "./statistics.ts";

describe("normalCdf(x)", () => {
  // Quantiles as tables of the normal distribution have them.
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.2815515655446004, 0.9],
    [1.6448536269514722, 0.95],
    [1.959963984540054, 0.975],
    [2.5758293035489004, 0.995],
    [3.090232306167813, 0.999],
    [4.753424308822899, 0.999999],
    [-3, 0.0013498980316300946],
    [-6, 9.86587645037698e-10],
  ])("Φ(%d) is %d", (x, due) => {
    expect(Math.abs(normalCdf(x) - due)).toBeLessThan(1e-15);
  });

  test("Φ is symmetric and ends at 0 and 1", () => {
    for (const x of [0.1, 0.7, 2, 5, 6.9, 7, 8, 100]) expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
    expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
  });

  test("the slope of Φ is the density", () => {
    const h = 2 ** -10;
    for (const x of [-4, -1.5, -0.3, 0, 0.8, 2.2, 5]) {
      const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      expect(Math.abs((normalCdf(x + h) - normalCdf(x - h)) / (2 * h) - density)).toBeLessThan(1e-6);
    }
  });
});

describe("farthest(numbers, cdf)", () => {
  const even = (x: number) => Math.min(1, Math.max(0, x));

  test("evenly placed numbers are half a step away", () => {
    expect(farthest(Float64Array.of(0.875, 0.125, 0.625, 0.375), even)).toBe(0.125);
  });

  test("both sides of a step count", () => {
    expect(farthest(Float64Array.of(0.9), even)).toBe(0.9);
    expect(farthest(Float64Array.of(0.1), even)).toBe(0.9);
  });

  test("a NaN among the numbers gives NaN", () => {
    expect(farthest(Float64Array.of(0.5, Number.NaN), even)).toBeNaN();
  });
});

describe("distanceBound(count, alarm)", () => {
  test("even draws keep the bound, uneven ones break it", () => {
    const draws = drawsOf(3, 20_000);
    const bound = distanceBound(draws.length, 1e-10);
    expect(farthest(draws, (x) => x)).toBeLessThan(bound);
    expect(
      farthest(
        draws.map((x) => x ** 1.1),
        (x) => x,
      ),
    ).toBeGreaterThan(bound);
  });

  test("the bound holds for one draw", () => {
    // farthest is max(u, 1 − u) for one even draw u: P(farthest > ε) = 2·(1 − ε).
    for (const alarm of [0.5, 0.1, 0.01])
      expect(2 * (1 - Math.min(1, distanceBound(1, alarm)))).toBeLessThanOrEqual(alarm);
  });
});

describe("squaresBounds(count, alarm)", () => {
  test.each([2, 20, 200])("%i squares break the bounds rarely enough", (count) => {
    for (const alarm of [0.5, 1e-2, 1e-6, 1e-10]) {
      const { least, most } = squaresBounds(count, alarm);
      expect(above(most, count) + (least <= 0 ? 0 : 1 - above(least, count))).toBeLessThanOrEqual(alarm);
    }
  });

  test("the bounds of 20,000 squares are 8 % away", () => {
    const { least, most } = squaresBounds(20_000, 1e-10);
    expect(least / 20_000).toBeGreaterThan(0.92);
    expect(most / 20_000).toBeLessThan(1.08);
  });

  /** P(χ² > x) for an even number of squares: a sum of Poisson probabilities. */
  function above(x: number, count: number): number {
    let [term, sum] = [Math.exp(-x / 2), 0];
    for (let k = 0; k < count / 2; k++) {
      sum += term;
      term *= x / 2 / (k + 1);
    }
    return sum;
  }
});

describe("productsBound(count, alarm)", () => {
  test("two products break the bound rarely enough", () => {
    // x₁y₁ + x₂y₂ is the difference of two exponential draws: P(|S| ≥ u) = e⁻ᵘ.
    for (const alarm of [0.5, 1e-2, 1e-6, 1e-10]) expect(Math.exp(-productsBound(2, alarm))).toBeLessThanOrEqual(alarm);
  });

  test("the bound of 10,000 products is below 8 %", () => {
    expect(productsBound(10_000, 1e-10) / 10_000).toBeLessThan(0.08);
  });
});

describe("hitsBounds(count, probability, alarm)", () => {
  test.each([
    [10, 0.5],
    [200, 0.03],
    [20_000, 0.0027],
  ])("the hits of %i trials break the bounds rarely enough", (count, p) => {
    const shares = binomial(count, p);
    for (const alarm of [0.5, 1e-2, 1e-6, 1e-10]) {
      const { least, most } = hitsBounds(count, p, alarm);
      const outside = shares.reduce((sum, share, hits) => (hits < least || hits > most ? sum + share : sum), 0);
      expect(outside).toBeLessThanOrEqual(alarm);
      // A bound that is wide enough for everything would say nothing.
      expect(most - least).toBeLessThan(15 * Math.sqrt(count * p) + 10);
    }
  });

  test("54 expected hits are at least 11", () => {
    const { least, most } = hitsBounds(20_000, 0.0027, 1e-10);
    expect(least).toBeGreaterThanOrEqual(11);
    expect(most).toBeLessThanOrEqual(120);
  });

  /** The probability of each number of hits up to 1,000. */
  function binomial(count: number, p: number): readonly number[] {
    const shares = [Math.exp(count * Math.log1p(-p))];
    for (let k = 0; k < Math.min(count, 1000); k++)
      shares.push(((shares[k] ?? 0) * (count - k) * p) / ((k + 1) * (1 - p)));
    return shares;
  }
});
