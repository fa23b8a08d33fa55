import { Chalk } from "chalk";
import { quoted } from "../intake/quoted.ts";

/** What the "next" line says about a stub. */
export interface StubTask {
  /** What is to be done, as the marker says it. */
  readonly task: string;
  /** How long it is, as the marker says it: `~2 lines`, or `2 lines`. */
  readonly lines: string;
  /** The title of its section in the handout: `Products`. */
  readonly section: string;
  /** The handout's path from where the student stands. */
  readonly handout?: string;
}

/** How a result is drawn for a terminal. */
export interface TerminalOptions {
  readonly columns: number;
  readonly color: boolean;
  /** What the student types: `npx grade`. */
  readonly command: string;
  /** The folder that was graded, where it is not the one that `command` grades by itself. */
  readonly path?: string;
  /** Whether only some stubs were asked for: then they are shown law by law, and nothing is said of the rest. */
  readonly only?: boolean;
  /** Whether one case was run again: then nothing is said of points, which it cannot earn. */
  readonly replayed?: boolean;
  /** Whether a key does what the commands below a failure would do. */
  readonly keys?: boolean;
  /** Whether the stubs were also tried beside the reference. */
  readonly hasReference: boolean;
  /** Tasks by the stub's id. */
  readonly lines: Readonly<Record<string, StubTask>>;
}

/** What a part of the report is painted with. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly wait: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly command: (text: string) => string;
}

/** A sheet to draw on. */
export interface Page extends TerminalOptions {
  /** What grades the same folder again: `npx grade handed-in`. */
  readonly again: string;
  /** The columns in use: what the terminal has, but not over 72, where reading becomes work, and not under 60. */
  readonly width: number;
  /** Whether forward and backward stand below each other. */
  readonly stacked: boolean;
  readonly paint: Paint;
}

const widest = 72;
const narrowest = 60;

/** The sheet that these options describe. */
export function pageFor(options: TerminalOptions): Page {
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  const width = Math.max(narrowest, Math.min(widest, Math.floor(options.columns) || widest));
  return {
    ...options,
    again: options.path === undefined ? options.command : `${options.command} ${quoted(options.path)}`,
    width,
    stacked: width < widest,
    paint: {
      good: (text) => chalk.green(text),
      bad: (text) => chalk.red(text),
      wait: (text) => chalk.yellow(text),
      quiet: (text) => chalk.dim(text),
      strong: (text) => chalk.bold(text),
      command: (text) => chalk.cyan(text),
    },
  };
}
