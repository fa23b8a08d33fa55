/** @file A question to kernels, and its answer, as data. */
import type { Fault, Warning } from "../../kernels/interpreter/fault.ts";

/** What the words of a buffer mean. */
export type ElementType = "f32" | "u32" | "i32";

/** How a kernel may use a buffer. `write`: it writes every element, and reads none that it has not written. */
export type BufferAccess = "read" | "write" | "read-write";

/** A buffer of 32-bit words. Behind the logical ones lies the red zone, which no kernel may touch. */
export interface NamedBuffer {
  readonly name: string;
  readonly type: ElementType;
  readonly words: Uint32Array;
  /** How many of the words are logical. */
  readonly length: number;
}

/** A variable of a kernel, and the buffer that is bound to it. */
export interface BoundBuffer {
  readonly buffer: string;
  readonly variable: string;
  readonly binding: number;
  readonly access: BufferAccess;
}

/** One launch of the entry function `main` of a file. */
export interface AskedLaunch {
  /** `5-kernels/map/relu.wgsl` */
  readonly file: string;
  readonly workgroups: readonly [number, number, number];
  /** The bytes at binding 0; none if the kernel has no uniform buffer. */
  readonly uniform: Uint8Array;
  readonly bind: readonly BoundBuffer[];
  /** How many rounds of loops and calls of functions it may take. With more, it counts as endless. */
  readonly fuel: number;
}

/** A question to kernels: some launches, one after the other, over named buffers. */
export interface LaunchAsk {
  readonly kind: "launches";
  readonly buffers: readonly NamedBuffer[];
  readonly launches: readonly AskedLaunch[];
  /** Buffers to read back afterwards, red zone included. */
  readonly read: readonly string[];
  /** Whether it is told which invocation wrote an element last, as in a case that a report shows. */
  readonly writers?: true;
  /** Whether it is counted how the accesses fall on segments of memory. Such a run is many times slower. */
  readonly segments?: true;
}

/** Words of 4 bytes that a kernel moved. */
export interface MovedWords {
  readonly loads: number;
  readonly stores: number;
  readonly atomics: number;
}

/** How the accesses of one place in the text fall on memory, as 32 invocations come there at once. */
export interface Segments {
  readonly variable: string;
  readonly kind: "load" | "store" | "atomic";
  readonly line: number;
  readonly requests: number;
  /** The pieces of 128 bytes that they touched. */
  readonly segments: number;
}

/** What one launch did, beside what it left in its buffers. */
export interface LaunchReport {
  /** The words of each storage buffer, by the name of its variable. */
  readonly moved: Readonly<Record<string, MovedWords>>;
  readonly workgroup: MovedWords;
  /** The logical elements of a buffer that it was to write, and did not. */
  readonly unwritten: readonly { readonly variable: string; readonly count: number; readonly first: number }[];
  readonly segments: readonly Segments[];
  readonly warnings: readonly Warning[];
}

/** A buffer that was read back. */
export interface ReadBuffer {
  readonly name: string;
  readonly words: Uint32Array;
  /** For each word the three numbers of the `global_invocation_id` that wrote it last, or three times `nobody`. Empty unless asked for. */
  readonly writers: Uint32Array;
}

/** The answer to launches that ran to their ends. */
export interface LaunchedAnswer {
  readonly kind: "launched";
  /** In the order of `read`. */
  readonly buffers: readonly ReadBuffer[];
  readonly launches: readonly LaunchReport[];
}

/** The answer to launches that a fault stopped; `launch` is the number of the one that it stopped. */
export interface FaultedAnswer {
  readonly kind: "faulted";
  readonly launch: number;
  readonly fault: Fault;
}
