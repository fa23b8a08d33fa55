import { describe, expect, test } from "vitest";
import { type Comparison, compareOn } from "./compare-engines.ts";
import { Device } from "./devices/device.ts";
import { canRunSwiftShader, fetchSwiftShader } from "./devices/swiftshader.ts";

if (canRunSwiftShader()) fetchSwiftShader();
else console.warn("\n  !! SKIPPED: the interpreter beside SwiftShader, which runs on x64 Linux only\n");

describe.skipIf(!canRunSwiftShader())("compareOn(device, seed)", () => {
  test("sixty generated kernels give the same words on SwiftShader", async () => {
    using device = await Device.open("swiftshader");
    const comparisons: Comparison[] = [];
    for (let seed = 1; seed <= 60; seed++) comparisons.push(await compareOn(device, seed));
    expect(comparisons.filter(({ kind }) => kind === "different")).toEqual([]);
    expect(comparisons.filter(({ kind }) => kind === "same").length).toBeGreaterThan(55);
  }, 180_000);
});
