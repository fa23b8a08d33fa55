import { describe, expect, test } from "vitest";
import { drawsOf } from "./rng.ts";

interface Course {
  readonly seededRng: (seed: number) => { readonly uniform: () => number };
}

const { seededRng } = (await import(new URL("../../solution/2-autodiff/rng.ts", import.meta.url).href)) as Course;

describe("drawsOf(seed, count)", () => {
  // The ends of what fits into 32 bits, and beyond: only the last 32 bits count.
  test.each([0, 1, 20_26, -1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, -(2 ** 31)])(
    "seed %i gives the draws of the course",
    (seed) => {
      const { uniform } = seededRng(seed);
      expect([...drawsOf(seed, 1000)]).toEqual(Array.from({ length: 1000 }, uniform));
    },
  );

  test("draws spread evenly over [0, 1)", () => {
    const draws = drawsOf(7, 40_000);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    for (const end of [0.25, 0.5, 0.75]) {
      // Six standard deviations of a share among 40,000.
      const share = draws.filter((draw) => draw < end).length / draws.length;
      expect(Math.abs(share - end)).toBeLessThan(6 * Math.sqrt((end * (1 - end)) / draws.length));
    }
  });

  test("another seed gives other draws", () => {
    expect(drawsOf(1, 4)).not.toEqual(drawsOf(2, 4));
  });
});
