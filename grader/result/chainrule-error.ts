/** The origin of an error: the command line, the submission's files, the course, or this machine. */
export type Fault = "usage" | "submission" | "course" | "machine";

/** Error code → origin of the error. An error without a code is a fault of the grader itself. */
const faults = {
  E_USAGE: "usage",
  E_REPLAY: "usage",
  E_STARTER: "usage",
  E_SUBMISSION: "submission",
  E_ASSIGNMENT: "course",
  E_BANK: "course",
  E_COURSE: "course",
  E_EQUIVALENTS: "course",
  E_HANDOUT: "course",
  E_LAW: "course",
  E_MARKERS: "course",
  E_NEEDS: "course",
  E_SAMPLE: "course",
  E_SKELETON: "course",
  E_AUDIT: "machine",
  E_DISK: "machine",
  E_DRIVER: "machine",
  E_NO_BUBBLEWRAP: "machine",
  E_NO_PARSER: "machine",
  E_NO_SUBJECT: "machine",
  E_SPAWN: "machine",
} as const satisfies Readonly<Record<string, Fault>>;

/** The code of an error. */
export type ErrorCode = keyof typeof faults;

/** The parts of an error message. */
export interface ErrorParts {
  /** The file, the option or the command, with a line if there is one. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** The command or the change that mends the error. */
  readonly next: string;
}

/** An error that ends a run and that a student, a course author or an administrator can mend. */
export class ChainruleError extends Error {
  override readonly name = "ChainruleError";
  readonly code: ErrorCode;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, parts: ErrorParts) {
    super(`${parts.where}: expected ${parts.expected}, got ${parts.got}.\n  Next: ${parts.next} [${code}]`);
    this.code = code;
    this.parts = parts;
  }

  /** The origin of this error. */
  get fault(): Fault {
    return faults[this.code];
  }
}

/** The message of an error; any other thrown value as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
