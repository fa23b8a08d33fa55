/**
 * @file How a sealed process ended. What bubblewrap, the shell of the limits, the dynamic loader and V8 print is text of
 * other programs: it is read here and nowhere else.
 */

/** The end of a process. The code and the signal explain the end; they decide no verdict. */
export interface Closed {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The first 64 kB. */
  readonly stderr: string;
  /** Whether any byte of an answer came. */
  readonly answered: boolean;
}

/** What ended a process. */
export type Ending = SealFailure | { readonly kind: "out-of-memory" | "out-of-cpu-time" | "other" };

/** The machine could not seal the process: the program did not run. */
export interface SealFailure {
  readonly kind: "seal-failed";
  /** Where it failed: in bubblewrap, in the shell that sets the limits, or in the dynamic loader of Node. */
  readonly by: "bubblewrap" | "limits" | "loader";
  /** What it printed. */
  readonly sentence: string;
  /** Whether bubblewrap is older than an option that we need. */
  readonly lacksOption: boolean;
}

const printers = { bwrap: "bubblewrap", limits: "limits", "/node": "loader" } as const;

/**
 * What ended a process. Through bubblewrap, signal n arrives as code 128 + n.
 *
 * A process without memory ends by abort(), as V8 and C++ do it, or with a message of V8.
 */
export function endingOf({ code, signal, stderr, answered }: Closed): Ending {
  if (code === 134 || signal === "SIGABRT") return { kind: "out-of-memory" };
  if ((code === 133 || signal === "SIGTRAP") && stderr.includes("out of memory")) return { kind: "out-of-memory" };
  if (code === 152 || signal === "SIGXCPU") return { kind: "out-of-cpu-time" };
  // Code of a student could print this sentence, to be run without bubblewrap the next time. So the sentence counts only
  // before the first answer: a script answers once before it receives anything of a submission.
  const match = answered || code === 0 ? null : /^(bwrap|limits|\/node): .+/m.exec(stderr);
  if (match === null) return { kind: "other" };
  const [sentence, printer] = match;
  const by = printers[printer as keyof typeof printers];
  return { kind: "seal-failed", by, sentence, lacksOption: by === "bubblewrap" && sentence.includes("Unknown option") };
}

/** The code or the signal, in words. */
export function describeExit({ code, signal }: Closed): string {
  return signal === null ? `exit code ${code}` : signal;
}
