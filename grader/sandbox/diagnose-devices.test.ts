import { describe, expect, test } from "vitest";
import { canRunSwiftShader, fetchSwiftShader } from "../../kernels/devices/swiftshader.ts";
import { diagnoseDevices, remedyForDevice } from "./diagnose-devices.ts";

if (canRunSwiftShader()) fetchSwiftShader();

describe("diagnoseDevices()", () => {
  test("the compiler and the driver in software work", async () => {
    const states = await diagnoseDevices();
    const active = states.filter((state) => state.active).map(({ layer }) => layer);
    expect(active).toEqual(expect.arrayContaining(canRunSwiftShader() ? ["wgsl", "swiftshader"] : ["wgsl"]));
    for (const { layer, active: works, remedy } of states)
      expect({ layer, remedy: remedy === undefined }).toEqual({ layer, remedy: works });
  }, 30_000);
});

describe("remedyForDevice(machine)", () => {
  const linux = { platform: "linux", lacksSwiftShader: false, osRelease: "" } as const;

  test.each([
    ['ID=debian\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n', /-t bookworm-backports libvulkan1/u],
    ['ID=debian\nVERSION_ID="13"\n', /^apt-get install libvulkan1/u],
    ['ID=ubuntu\nVERSION_ID="24.04"\n', /Ubuntu 25.04/u],
    ["ID=arch\n", /^pacman/u],
    ["ID=gentoo\n", /Mesa 25 or newer/u],
  ])("names packages only where they help: %j", (osRelease, remedy) => {
    expect(remedyForDevice({ ...linux, osRelease })).toMatch(remedy);
  });

  test("the driver that npm has comes first", () => {
    expect(remedyForDevice({ ...linux, lacksSwiftShader: true })).toMatch(/^npx grade doctor --fetch-driver/u);
  });

  test("other systems bring a device", () => {
    expect(remedyForDevice({ ...linux, platform: "darwin" })).toContain("macOS");
    expect(remedyForDevice({ ...linux, platform: "win32" })).toContain("Windows");
  });
});
