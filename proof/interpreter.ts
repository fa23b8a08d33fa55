import { Device } from "../kernels/devices/device.ts";
import { fetchSwiftShader } from "../kernels/devices/swiftshader.ts";
import { differenceOn } from "../kernels/differences.ts";
import type { Proof } from "./proof.ts";

const kernels = 2000;

/** Proves the interpreter of kernels: generated kernels give the same words on a software driver. `npm test` runs 60. */
export async function proveInterpreter(): Promise<Proof> {
  fetchSwiftShader();
  let device = await Device.open("swiftshader");
  const differences: string[] = [];
  try {
    for (let seed = 1; seed <= kernels; seed++) {
      const difference = await differenceOn(device, seed);
      if (difference !== undefined) differences.push(difference);
      if (!device.hasEnded) continue;
      device[Symbol.dispose]();
      device = await Device.open("swiftshader");
    }
    return { holds: differences.length === 0, figures: { engine: device.engine, kernels, differences } };
  } finally {
    device[Symbol.dispose]();
  }
}
