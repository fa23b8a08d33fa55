import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatedShape, generateKernel } from "./generated-kernel.ts";
import { outcomeOf } from "./trial.ts";

describe("generateKernel(random)", () => {
  test("Dawn and the interpreter accept the same kernels", async () => {
    const { invocations, words } = generatedShape;
    const draws = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 2000,
      maxLength: 2000,
    });
    for (const row of fc.sample(draws, { numRuns: 20, seed: 1 })) {
      let next = 0;
      const wgsl = generateKernel(() => row[next++ % row.length] ?? 0);
      const buffers = [
        { in: new Uint32Array(invocations).map((_, i) => i * 77) },
        { out: new Uint32Array(invocations * words) },
      ];
      const outcome = await outcomeOf(wgsl, { buffers });
      expect(outcome).toMatchObject({ kind: "ran" });
    }
  });
});
