import { Device } from "../kernels/devices/device.ts";
import { fetchSwiftShader } from "../kernels/devices/swiftshader.ts";
import { compareOn } from "../kernels/compare-engines.ts";
import type { Proof } from "./proof.ts";

const kernels = 2000;
/** Of so many seeds, that many kernels can be compared. */
const mostSeeds = 2100;

/** Proves the interpreter of kernels: generated kernels give the same words on a software driver. `npm test` runs 60. */
export async function proveInterpreter(): Promise<Proof> {
  fetchSwiftShader();
  let device = await Device.open("swiftshader");
  const found = { same: 0, different: [] as string[], incomparable: [] as string[] };
  try {
    for (let seed = 1; seed <= mostSeeds && found.same + found.different.length < kernels; seed++) {
      const comparison = await compareOn(device, seed);
      if (comparison.kind === "same") found.same++;
      else if (comparison.kind === "different") found.different.push(comparison.where);
      else found.incomparable.push(comparison.reason.slice(0, 200));
      if (!device.hasEnded) continue;
      device[Symbol.dispose]();
      device = await Device.open("swiftshader");
    }
    return { holds: found.same === kernels, figures: { engine: device.engine, ...found } };
  } finally {
    device[Symbol.dispose]();
  }
}
