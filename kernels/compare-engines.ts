import type { Device } from "./devices/device.ts";
import { describeFault } from "./interpreter/fault.ts";
import { generatedShape, generateKernel } from "./interpreter/generated-kernel.ts";
import { runLaunch } from "./interpreter/run.ts";
import type { Launch } from "./launch.ts";

/** The words of an invocation that hold an f32: their zeros may have any sign. */
const floatWords: readonly number[] = [2, 6];

/** What came of a comparison. */
export type Comparison =
  | { readonly kind: "same" }
  /** Dawn's compiler refuses the module, by a constant that is out of range by chance; or the driver died of it. */
  | { readonly kind: "incomparable"; readonly reason: string }
  | { readonly kind: "different"; readonly where: string };

/** Runs a kernel that the seed writes, on the interpreter and on a device, and compares the words that it writes. */
export async function compareOn(device: Device, seed: number): Promise<Comparison> {
  const launch = launchOf(seed);
  const other = await device.launch(launch);
  if (other.kind !== "ran") return { kind: "incomparable", reason: `seed ${seed}: ${other.reason}` };
  const own = runLaunch(launch);
  if (own.kind === "fault")
    return { kind: "different", where: `seed ${seed}: the interpreter alone stops: ${describeFault(own.fault)}` };
  const [ours, theirs] = [own, other].map(({ bytes }) => wordsOf(bytes.get(1)));
  const at = ours?.findIndex((word, i) => !isEqual(word, theirs?.[i], i)) ?? -1;
  if (at < 0) return { kind: "same" };
  const [invocation, word] = [Math.floor(at / generatedShape.words), at % generatedShape.words];
  const where = `seed ${seed}: word ${word} of invocation ${invocation} is ${ours?.[at]} here, ${theirs?.[at]} on ${device.engine.name}`;
  return { kind: "different", where };
}

/** The launch of a generated kernel. */
function launchOf(seed: number): Launch {
  const { invocations, words } = generatedShape;
  let state = seed;
  // A linear congruential generator, after Knuth: the same kernels on every machine.
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const inputs = new Uint32Array(invocations).map((_, i) => Math.imul(i + 1, 0x9e3779b1) >>> (i % 32));
  return {
    wgsl: generateKernel(random),
    entryPoint: "main",
    workgroups: [1, 1, 1],
    bindings: [
      { name: "xs", binding: 0, kind: "read-only-storage", bytes: new Uint8Array(inputs.buffer) },
      { name: "out", binding: 1, kind: "storage", bytes: new Uint8Array(4 * invocations * words) },
    ],
  };
}

function wordsOf(bytes: Uint8Array | undefined): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes ?? []).buffer);
}

function isEqual(a: number, b: number | undefined, at: number): boolean {
  if (a === b) return true;
  if (b === undefined || !floatWords.includes(at % generatedShape.words)) return false;
  const [x, y] = new Float32Array(Uint32Array.of(a, b).buffer);
  return x === y;
}
