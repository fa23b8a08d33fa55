/** @file What a launch contract says: all that is given about a kernel before anybody has written it. */

/** The sizes of a launch by name: `{ n: 65 }`, `{ rows: 3, columns: 5 }`. Also holds u32/f32 parameters of the uniform buffer. */
export type Sizes = Readonly<Record<string, number>>;

/** A storage buffer of a kernel. */
export interface ContractBinding {
  /** The WGSL variable. */
  readonly name: string;
  readonly binding: number;
  /** `write`: the kernel writes every element, and reads none that it has not written. */
  readonly access: "read" | "write" | "read-write";
  readonly type: "f32" | "u32" | "i32";
  /** The logical shape. The buffer that is bound is 64 elements longer (red zone). */
  readonly shape: (sizes: Sizes) => readonly number[];
}

/** The contract of a kernel. */
export interface Contract {
  /** `relu`; the file is `5-kernels/<folder>/<kernel>.wgsl`. */
  readonly kernel: string;
  /** `5-kernels/map/relu.wgsl`. */
  readonly file: string;
  /** `relu.kernel`. */
  readonly stub: string;
  /** `y[i] = max(x[i], 0)`. */
  readonly formula: string;
  /** The fields of the uniform buffer at binding 0, `struct Sizes`, in order; 4 bytes each, padded to 16. */
  readonly uniforms: readonly { readonly name: string; readonly type: "u32" | "f32" }[];
  readonly bindings: readonly ContractBinding[];
  readonly workgroupSize: readonly [number, number, number];
  readonly workgroups: (sizes: Sizes) => readonly [number, number, number];
}
