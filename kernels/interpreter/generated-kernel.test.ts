import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatedShape, generateKernel } from "./generated-kernel.ts";
import { outcomeOf } from "./trial.ts";

describe("generateKernel(random)", () => {
  test("Dawn and the interpreter accept the same kernels", async () => {
    const { invocations, words } = generatedShape;
    for (const seed of fc.sample(fc.nat(), { numRuns: 20, seed: 1 })) {
      let state = seed;
      const wgsl = generateKernel(() => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      });
      const buffers = [
        { in: new Uint32Array(invocations).map((_, i) => i * 77) },
        { out: new Uint32Array(invocations * words) },
      ];
      const outcome = await outcomeOf(wgsl, { buffers });
      expect(outcome).toMatchObject({ kind: "ran" });
    }
  });
});
