/** @file Whether a launch fits its module. */
import type { Launch, LaunchBinding } from "../launch.ts";
import { alignOf, roundUp, sizeOf, strideOf } from "../wgsl/layout.ts";
import type { Variable } from "../wgsl/tree.ts";
import type { Type } from "../wgsl/types.ts";
import { FaultError } from "./fault.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import type { Compiled } from "./module-code.ts";

/** The most workgroups along an axis, by WebGPU's default limits. */
const mostWorkgroups = 65_535;
const mostInvocations = 2 ** 24;

/** Stops a launch that does not fit. */
export function refuse(message: string): never {
  throw new FaultError({ kind: "launch", message });
}

/** @throws {FaultError} if there are too many workgroups or invocations */
export function checkWorkgroups({ workgroups }: Launch, { workgroupSize }: Compiled): void {
  const fits = workgroups.every((count) => Number.isInteger(count) && count >= 0 && count <= mostWorkgroups);
  if (!fits) refuse(`a launch has 0 to ${mostWorkgroups} workgroups along each axis, got ${workgroups.join(", ")}`);
  const invocations = [...workgroups, ...workgroupSize].reduce((product, size) => product * size, 1);
  if (invocations > mostInvocations)
    refuse(`a launch has at most ${mostInvocations} invocations here, got ${invocations}`);
}

const kinds = {
  uniform: (variable: Variable) => variable.space === "uniform",
  "read-only-storage": (variable: Variable) => variable.space === "storage" && variable.access === "read",
  storage: (variable: Variable) => variable.space === "storage" && variable.access !== "read",
} satisfies Record<LaunchBinding["kind"], (variable: Variable) => boolean>;

/** What a memory holds at the start. @throws {FaultError} if the launch has no such buffer */
export function startOf(
  { buffer, space, words }: MemoryPlan,
  { bindings }: Launch,
  { waits, workgroupSize }: Compiled,
): Uint8Array {
  if (buffer === undefined) {
    const copies = space === "private" && waits ? workgroupSize.reduce((product, size) => product * size, 1) : 1;
    return new Uint8Array(4 * words * copies);
  }
  const { name, binding, type } = buffer;
  const bound = bindings.find((one) => one.binding === binding);
  if (bound === undefined) return refuse(`${name} is at binding ${binding}, where the launch has nothing`);
  if (!kinds[bound.kind](buffer))
    return refuse(`${name} at binding ${binding} is declared as something else than ${bound.kind}`);
  const { byteLength } = bound.bytes;
  if (byteLength % 4 !== 0) return refuse(`${name} has ${byteLength} bytes, which is no multiple of 4`);
  const least = leastSize(type);
  if (byteLength < least) return refuse(`${name} needs at least ${least} bytes, got ${byteLength}`);
  return bound.bytes;
}

/** The smallest buffer for a type: an array without a length has one element. */
function leastSize(type: Type): number {
  const last = type.kind === "struct" ? type.members.at(-1) : undefined;
  if (last?.type.kind === "array" && last.type.count === undefined)
    return roundUp(alignOf(type), last.offset + strideOf(last.type));
  return type.kind === "array" && type.count === undefined ? strideOf(type) : sizeOf(type);
}
