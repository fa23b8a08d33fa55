import { describe, expect, test } from "vitest";
import { differenceOn } from "./differences.ts";
import { Device } from "./devices/device.ts";
import { canRunSwiftShader, fetchSwiftShader } from "./devices/swiftshader.ts";

if (canRunSwiftShader()) fetchSwiftShader();
else console.warn("\n  !! SKIPPED: the interpreter beside SwiftShader, which runs on x64 Linux only\n");

describe.skipIf(!canRunSwiftShader())("differenceOn(device, seed)", () => {
  test("sixty generated kernels give the same words on SwiftShader", async () => {
    using device = await Device.open("swiftshader");
    const differences: (string | undefined)[] = [];
    for (let seed = 1; seed <= 60; seed++) differences.push(await differenceOn(device, seed));
    expect(differences.filter((each) => each !== undefined)).toEqual([]);
  });
});
