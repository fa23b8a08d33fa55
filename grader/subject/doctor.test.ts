import { describe, expect, test } from "vitest";

import { whySealFails } from "./attempts.ts";
import { diagnose } from "./doctor.ts";

describe("diagnose()", () => {
  test("finds something about each layer, with one next step where it is not active", async () => {
    const findings = await diagnose();
    const layers = [...new Set(findings.map(({ layer }) => layer))];
    expect(layers).toEqual(expect.arrayContaining(["node", "permission", "bubblewrap", "seccomp", "webgpu"]));
    for (const { layer, active, detail, remedy } of findings) {
      expect({ layer, detail }).toEqual({ layer, detail: expect.stringMatching(/\w/) });
      expect({ layer, remedy: remedy === undefined }).toEqual({ layer, remedy: active });
    }
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  }, 30_000);

  test("finds all walls standing where a sealed process answers", async () => {
    const strong = (await whySealFails()) === undefined;
    const findings = await diagnose();
    const fallen = findings.filter(({ layer, active }) => layer !== "webgpu" && !active).map(({ layer }) => layer);
    expect(fallen).toEqual(strong ? [] : expect.arrayContaining(["bubblewrap", "seccomp"]));
  }, 30_000);
});
