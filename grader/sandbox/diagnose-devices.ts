/** @file What `grade doctor` says of kernels: who reads them, what runs them, and how to get a better device. */
import { existsSync, readFileSync } from "node:fs";
import { surveyDevice, type Surveyed } from "../../kernels/devices/survey.ts";
import { canRunSwiftShader, swiftShaderEnvironment } from "../../kernels/devices/swiftshader.ts";
import type { LayerState } from "./doctor.ts";

/** Examines the compiler of kernels, and every device that this machine has for them. */
export async function diagnoseDevices(): Promise<readonly LayerState[]> {
  const hasSoftware = swiftShaderEnvironment() !== undefined;
  const [compiler, device, software] = await Promise.all([
    surveyDevice("null"),
    surveyDevice("default"),
    hasSoftware ? surveyDevice("swiftshader") : undefined,
  ]);
  return [
    tellCompiler(compiler),
    tellDevice(device, software),
    ...(software === undefined ? [] : [tellSoftware(software)]),
  ];
}

function tellCompiler(found: Surveyed): LayerState {
  const layer = "wgsl";
  if (found.works) return { layer, active: true, detail: "Dawn's compiler reads kernels; it needs no driver" };
  const detail = `Dawn's compiler does not run here (${found.reason}): kernels have the messages of the interpreter alone`;
  return { layer, active: false, detail, remedy: "npm ci" };
}

/** The device that Dawn prefers. A mark never depends on it. */
function tellDevice(found: Surveyed, software: Surveyed | undefined): LayerState {
  const layer = "webgpu";
  if (found.works) {
    const { name, driver, isSoftware } = found.engine;
    const what = isSoftware ? "a driver in software" : "a graphics processor";
    return { layer, active: true, detail: `kernels are compared with ${name}, ${what} (${driver})` };
  }
  const others = software?.works === true ? ", but by SwiftShader" : "";
  return {
    layer,
    active: false,
    detail: `${found.reason}: kernels are judged by the interpreter, as everywhere, and compared with no device${others}`,
    remedy: `none is needed for a mark. For a device: ${remedyForDevice(thisMachine())}`,
  };
}

function tellSoftware(found: Surveyed): LayerState {
  const layer = "swiftshader";
  if (found.works)
    return { layer, active: true, detail: `runs kernels without a graphics processor (${found.engine.driver})` };
  return { layer, active: false, detail: found.reason, remedy: "npx grade doctor --fetch-driver fetches it again" };
}

/** What decides how a device is to be had. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The text of /etc/os-release, which names the system and its version; empty where there is none. */
  readonly osRelease: string;
  /** Whether the driver in software that npm has runs here, and is not here yet. */
  readonly lacksSwiftShader: boolean;
}

function thisMachine(): Machine {
  const file = "/etc/os-release";
  const osRelease = existsSync(file) ? readFileSync(file, "utf8") : "";
  return {
    platform: process.platform,
    osRelease,
    lacksSwiftShader: canRunSwiftShader() && swiftShaderEnvironment() === undefined,
  };
}

/** How to get a device for kernels. On Linux, a driver in software is Mesa 25 or newer, which not every system has. */
export function remedyForDevice({ platform, osRelease, lacksSwiftShader }: Machine): string {
  if (platform === "darwin") return "macOS has one since version 11; in a virtual machine there may be none";
  if (platform === "win32")
    return "install the driver of the graphics processor; Windows 10 and newer bring one in software";
  const software = lacksSwiftShader ? "npx grade doctor --fetch-driver fetches one in software; or: " : "";
  return software + packagesFor(osRelease);
}

function packagesFor(osRelease: string): string {
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]{0,99})`, "mu").exec(osRelease)?.[1] ?? "";
  const names = "libvulkan1 mesa-vulkan-drivers";
  const version = Number(field("VERSION_ID"));
  switch (field("ID")) {
    case "debian":
      return version < 13
        ? `apt-get install -t bookworm-backports ${names}, as Debian ${version}'s own Mesa is too old`
        : `apt-get install ${names}`;
    case "ubuntu":
      return version < 25 ? "Ubuntu 25.04 or newer, whose Mesa is new enough" : `apt-get install ${names}`;
    case "fedora":
      return "dnf install mesa-vulkan-drivers";
    case "arch":
      return "pacman -S vulkan-swrast";
    default:
      return "the Vulkan drivers of Mesa 25 or newer";
  }
}
