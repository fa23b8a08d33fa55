import { Chalk } from "chalk";
import type { StubTask } from "../../course/tasks.ts";
import { quoteForShell } from "../../disk/quote-for-shell.ts";

/** Options of a report for a terminal. */
export interface TerminalOptions {
  readonly columns: number;
  readonly color: boolean;
  /** The command as the student types it: `npx grade`. */
  readonly command: string;
  /** The graded folder, if `command` alone would grade another one. */
  readonly path?: string;
  /** Whether the student selected stubs. Then the report shows these law by law, and leaves out the rest. */
  readonly only?: boolean;
  /** The stub to do next once the selected ones pass, if it is known. */
  readonly ahead?: StubAhead | undefined;
  /** Whether the run replayed one case. A replay earns no points, so the report shows none. */
  readonly replayed?: boolean;
  /** Whether the student can press keys instead of typing the commands below a failure. */
  readonly keys?: boolean;
  /** The points of each stub after the run before. Points that have moved since then are told. */
  readonly earnedBefore?: Readonly<Record<string, number>>;
  /** Whether a short id names a case, because what it stands for is kept on this machine. */
  readonly shortReplays?: boolean;
  /** Of several graded assignments, the one to show in full. The others take one line each. */
  readonly atHand?: string;
  /** Whether the grader also judged each stub alone in the reference. */
  readonly hasReference: boolean;
  /** Tasks by the stub's id. */
  readonly tasks: Readonly<Record<string, StubTask>>;
}

/** A stub that was not selected, as the last runs know it. */
export interface StubAhead {
  readonly id: string;
  readonly isFailing: boolean;
}

/** The colours of a report, by meaning. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly wait: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly command: (text: string) => string;
}

/** Everything that the drawing functions need: options, width, colours. */
export interface Page extends TerminalOptions {
  /** The command that grades this folder again: `npx grade handed-in`. */
  readonly again: string;
  /** The columns of a line: the terminal's, but at most 72, since longer lines are hard to read, and at least 60. */
  readonly width: number;
  /** Whether forward and backward take one line each, instead of sharing one. */
  readonly stacked: boolean;
  readonly paint: Paint;
}

const widest = 72;
const narrowest = 60;

/** Makes the page that these options describe. */
export function pageFor(options: TerminalOptions): Page {
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  const width = Math.max(narrowest, Math.min(widest, Math.floor(options.columns) || widest));
  return {
    ...options,
    again: options.path === undefined ? options.command : `${options.command} ${quoteForShell(options.path)}`,
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
