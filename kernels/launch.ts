/** One launch of a kernel: its module, its entry point, the number of workgroups, and the bytes of its bindings. */
export interface Launch {
  /** The whole module. */
  readonly wgsl: string;
  readonly entryPoint: string;
  readonly workgroups: readonly [x: number, y: number, z: number];
  /** The bindings of group 0. */
  readonly bindings: readonly LaunchBinding[];
}

/** A buffer of a launch. */
export interface LaunchBinding {
  /** The name that reports use. */
  readonly name: string;
  readonly binding: number;
  readonly kind: "uniform" | "read-only-storage" | "storage";
  /** What the kernel finds in the buffer: little-endian, a multiple of 4 bytes. A run never changes them. */
  readonly bytes: Uint8Array;
  /**
   * How many words of 4 bytes belong to the buffer; the rest is a red zone, which the interpreter lets nobody touch. The
   * kernel sees the whole length in `arrayLength`. Left out: all of them.
   */
  readonly logicalWords?: number;
}
