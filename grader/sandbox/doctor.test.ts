import { describe, expect, test } from "vitest";

import { whySealFails } from "./obstacle.ts";
import { diagnose } from "./doctor.ts";

describe("diagnose()", () => {
  test("each inactive layer comes with one next step", async () => {
    const states = await diagnose();
    const layers = [...new Set(states.map(({ layer }) => layer))];
    expect(layers).toEqual(expect.arrayContaining(["node", "permission", "bubblewrap", "seccomp"]));
    for (const { layer, active, detail, remedy } of states) {
      expect({ layer, detail }).toEqual({ layer, detail: expect.stringMatching(/\w/) });
      expect({ layer, remedy: remedy === undefined }).toEqual({ layer, remedy: active });
    }
    expect(JSON.parse(JSON.stringify(states))).toEqual(states);
  }, 30_000);

  test("all layers are active where a sealed process answers", async () => {
    const strong = (await whySealFails()) === undefined;
    const states = await diagnose();
    const inactive = states.filter(({ active }) => !active).map(({ layer }) => layer);
    expect(inactive).toEqual(strong ? [] : expect.arrayContaining(["bubblewrap", "seccomp"]));
  }, 30_000);
});
