/** @file What a run finds, as data: what stops a launch, and what it is warned of. */

type Triple = readonly [x: number, y: number, z: number];

/** An invocation of a launch. */
export interface Invocation {
  readonly global: Triple;
  readonly local: Triple;
  readonly workgroup: Triple;
}

/** A place in the text of a module. Both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** One of two accesses that race. */
export interface Access extends TextPlace {
  readonly kind: "read" | "write";
  readonly invocation: Invocation;
}

/** What stops a launch. */
export type Fault =
  /** The module has a mistake, or asks for what is not supported here. */
  | ({ readonly kind: "refused"; readonly message: string; readonly length: number } & TextPlace)
  /** The bindings, workgroups or entry point of the launch do not fit the module. */
  | { readonly kind: "launch"; readonly message: string }
  | ({
      readonly kind: "out-of-range";
      /** The variable that is indexed; undefined for a value without a name. */
      readonly variable: string | undefined;
      readonly index: number;
      readonly length: number;
      readonly invocation: Invocation;
    } & TextPlace)
  | {
      readonly kind: "race";
      readonly variable: string;
      /** The part of the variable: `tile[3][4]`. */
      readonly element: string;
      readonly space: "workgroup" | "storage";
      /** Whether the invocations belong to one workgroup, so that a barrier could help. */
      readonly within: "workgroup" | "launch";
      readonly first: Access;
      readonly second: Access;
    }
  | {
      readonly kind: "divergent-barrier";
      readonly waiting: TextPlace & { readonly barrier: string; readonly invocation: Invocation };
      /** Where another invocation of the workgroup is instead. */
      readonly other: TextPlace & { readonly kind: "waiting" | "ended"; readonly invocation: Invocation };
    }
  | ({ readonly kind: "endless"; readonly what: "loop" | "call"; readonly invocation: Invocation } & TextPlace);

/** What a launch does that is allowed, and seldom meant. */
export type Warning =
  /** The first operation at a place that makes NaN or an infinity of finite numbers. */
  | ({
      readonly kind: "non-finite";
      readonly operation: string;
      readonly operands: readonly number[];
      readonly result: number;
      readonly invocation: Invocation;
    } & TextPlace)
  /** Workgroup memory that is read before the workgroup wrote it: it is zero. */
  | ({
      readonly kind: "unwritten-read";
      readonly variable: string;
      readonly element: string;
      readonly invocation: Invocation;
    } & TextPlace)
  /** Words of a buffer that may be written, and were not. */
  | {
      readonly kind: "never-written";
      readonly variable: string;
      readonly binding: number;
      readonly words: number;
      /** The first of them. */
      readonly element: string;
    };

const shown = (triple: Triple): string => `(${triple.join(", ")})`;
const who = ({ global, local }: Invocation): string =>
  `global_invocation_id ${shown(global)}, local_invocation_id ${shown(local)}`;

/** A fault in one line. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case "refused":
      return `line ${fault.line}, column ${fault.column}: ${fault.message}`;
    case "launch":
      return fault.message;
    case "out-of-range":
      return `line ${fault.line}: ${fault.variable ?? "a value"} has ${fault.length} elements, and index ${fault.index} is none of them (${who(fault.invocation)})`;
    case "race": {
      const { element, first, second, within } = fault;
      const where = within === "workgroup" ? "with no barrier between them" : "in different workgroups";
      const verb = (access: Access): string =>
        `a ${access.kind} in line ${access.line} by ${shown(access.invocation.global)}`;
      return `race on ${element}: ${verb(first)} and ${verb(second)}, ${where}`;
    }
    case "divergent-barrier": {
      const { waiting, other } = fault;
      const rest = other.kind === "ended" ? `has ended in line ${other.line}` : `waits in line ${other.line}`;
      return `line ${waiting.line}: ${waiting.barrier} waits for all invocations of the workgroup, and ${shown(other.invocation.local)} ${rest}`;
    }
    case "endless":
      return `line ${fault.line}: this ${fault.what} does not end (${who(fault.invocation)})`;
  }
}

/** A warning in one line. */
export function describeWarning(warning: Warning): string {
  switch (warning.kind) {
    case "non-finite":
      return `line ${warning.line}: ${warning.operation} of ${warning.operands.join(" and ")} is ${warning.result} (${who(warning.invocation)})`;
    case "unwritten-read":
      return `line ${warning.line}: ${warning.element} is read before the workgroup has written it (${who(warning.invocation)})`;
    case "never-written":
      return `${warning.words} words of ${warning.variable} were not written, the first at ${warning.element}`;
  }
}

/** Carries a fault out of the generated code. */
export class FaultError extends Error {
  override readonly name = "FaultError";
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}
