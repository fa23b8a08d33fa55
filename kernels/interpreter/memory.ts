import type { MemoryPlan } from "./memory-plan.ts";

/** The words of a memory, and of a tracked one what was done to them last (see `runtime-text.ts`). */
export interface MemoryState {
  readonly bytes: Uint8Array;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly W: Int32Array;
  readonly R: Int32Array;
  readonly Q: Int32Array;
  readonly G: Int32Array;
  readonly WK: Uint16Array;
  readonly RK: Uint16Array;
  readonly GK: Uint16Array;
  /** Where an array without a length ends: words behind it may not be touched. */
  readonly end: number;
}

/** Makes a memory from what it holds at the start. */
export function makeMemory(
  { isTracked, space }: MemoryPlan,
  start: Uint8Array,
  logicalWords: number | undefined,
): MemoryState {
  const { buffer } = new Uint8Array(start);
  const words = buffer.byteLength / 4;
  const tracked = isTracked ? words : 0;
  const acrossWorkgroups = space === "storage" ? tracked : 0;
  return {
    bytes: new Uint8Array(buffer),
    f32: new Float32Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    W: new Int32Array(tracked),
    R: new Int32Array(tracked),
    Q: new Int32Array(tracked),
    G: new Int32Array(acrossWorkgroups),
    WK: new Uint16Array(tracked),
    RK: new Uint16Array(tracked),
    GK: new Uint16Array(acrossWorkgroups),
    end: Math.min(words, logicalWords ?? words),
  };
}
