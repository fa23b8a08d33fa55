import { describe, expect, test } from "vitest";

import { whySealFails } from "./obstacle.ts";
import { diagnose, remedyForWebGpu } from "./doctor.ts";

describe("diagnose()", () => {
  test("each inactive layer comes with one next step", async () => {
    const states = await diagnose();
    const layers = [...new Set(states.map(({ layer }) => layer))];
    expect(layers).toEqual(expect.arrayContaining(["node", "permission", "bubblewrap", "seccomp", "webgpu"]));
    for (const { layer, active, detail, remedy } of states) {
      expect({ layer, detail }).toEqual({ layer, detail: expect.stringMatching(/\w/) });
      expect({ layer, remedy: remedy === undefined }).toEqual({ layer, remedy: active });
    }
    expect(JSON.parse(JSON.stringify(states))).toEqual(states);
  }, 30_000);

  test("all layers are active where a sealed process answers", async () => {
    const strong = (await whySealFails()) === undefined;
    const states = await diagnose();
    const inactive = states.filter(({ layer, active }) => layer !== "webgpu" && !active).map(({ layer }) => layer);
    expect(inactive).toEqual(strong ? [] : expect.arrayContaining(["bubblewrap", "seccomp"]));
  }, 30_000);
});

describe("remedyForWebGpu(osRelease)", () => {
  test.each([
    ['ID=debian\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n', /needs Mesa 25, which Debian has from 13 on/u],
    ['ID=debian\nVERSION_ID="13"\n', /^apt-get install libvulkan1/u],
    ["ID=arch\n", /Mesa 25 or newer/u],
  ])("names packages only where they help: %j", (osRelease, remedy) => {
    expect(remedyForWebGpu(osRelease)).toMatch(remedy);
  });
});
