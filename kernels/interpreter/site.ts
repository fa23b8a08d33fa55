import type { AddressSpace } from "../wgsl/types.ts";
import type { Variable } from "../wgsl/tree.ts";

/** A place in a module where something can happen that a report names. */
export interface Site {
  readonly kind: "load" | "store" | "atomic" | "index" | "barrier" | "loop" | "call" | "operation" | "end" | "step";
  readonly line: number;
  readonly column: number;
  /** The variable that is read, written or indexed. */
  readonly variable: Variable | undefined;
  /** The words of 4 bytes that one execution moves. */
  readonly words: number;
  /** What is computed: `+`, `exp`; at a step, the name of what is told. */
  readonly operation: string | undefined;
}

/** The address spaces whose traffic is counted. */
export type CountedSpace = Extract<AddressSpace, "storage" | "uniform" | "workgroup">;
