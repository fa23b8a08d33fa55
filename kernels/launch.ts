/** @file One launch of a kernel, as data: what the interpreter and the devices run. */

/** A buffer of a launch, and what the kernel finds in it. */
export interface LaunchBinding {
  /** The name that reports use. */
  readonly name: string;
  readonly binding: number;
  readonly kind: "uniform" | "read-only-storage" | "storage";
  /** A multiple of four bytes. */
  readonly bytes: Uint8Array;
}

/** One launch: a module, an entry point, how many workgroups, and the buffers of group 0. A run never changes it. */
export interface Launch {
  readonly wgsl: string;
  readonly entryPoint: string;
  readonly workgroups: readonly [x: number, y: number, z: number];
  readonly bindings: readonly LaunchBinding[];
}
