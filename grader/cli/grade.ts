import { readFileSync } from "node:fs";
import type { Command, Option } from "commander";
import { parseReplay, practiceSecret } from "../engine/seed.ts";
import { grade } from "../grade.ts";
import { SubmissionError } from "../intake/files.ts";
import { loadAssignment } from "../release/assignment.ts";
import { loadCourse } from "../release/course.ts";
import { consoleLines } from "../report/console.ts";
import { contained } from "../report/contained.ts";
import { toJson } from "../report/json.ts";
import { type Page, pageFor, type TerminalOptions } from "../report/page.ts";
import { renderTerminal } from "../report/terminal.ts";
import type { GradingResult } from "../score/result.ts";
import { asked } from "./asked.ts";
import { chosenAssignments, stubsOf, withStubs } from "./chosen.ts";
import { exit } from "./exit.ts";
import { ownStarter } from "./own-files.ts";
import { keepReplay, lastReplay } from "./last-replay.ts";
import { Progress } from "./progress.ts";
import { replay } from "./replay.ts";
import { tasksOf } from "./tasks.ts";
import { writeWhole } from "./write-whole.ts";

/** The options of `grade`, as commander hands them over. */
export interface GradeFlags {
  readonly assignment: readonly string[];
  readonly stub: readonly string[];
  readonly secret?: string;
  /** True where no case was named: then the one that was shown last is meant. */
  readonly replay?: string | true;
  readonly json?: string;
  readonly exitZero?: boolean;
  readonly watch?: boolean;
  readonly weak?: boolean;
}

/** `grade [path]`. */
export async function gradeCommand(
  _given: string | undefined,
  flags: GradeFlags,
  { args, commands, options }: Pick<Command, "args" | "commands" | "options">,
): Promise<void> {
  const wanted = asked(args, {
    commands: [...commands.map((command) => command.name()), "help"],
    options: options.filter(({ hidden }) => !hidden).map(typedOption),
  });
  const path = wanted.folder ?? ownStarter();
  const named = flags.stub.flatMap((word) => (stubsOf(word).length > 0 ? stubsOf(word) : [word]));
  const stubs = [...named, ...wanted.stubs];
  const secret = flags.secret === undefined ? practiceSecret : readSecret(flags.secret);
  const assignments = chosenAssignments(flags.assignment);
  const strong = flags.weak === true ? { strong: false } : {};
  if (flags.watch === true) {
    if (flags.json !== undefined || flags.replay !== undefined)
      throw new SubmissionError("--watch", "neither --json nor --replay beside it", "one of them", "npx grade --watch");
    const { watchCommand } = await import("./watch.ts");
    const watched = { assignments: withStubs(assignments, stubs), stubs, secret, ...strong };
    await watchCommand({ folder: path, path: wanted.folder, ...watched });
    return;
  }
  using progress = new Progress(process.stderr);
  const interrupt = new AbortController();
  const onInterrupt = () => {
    // The law at hand is judged to its end; whoever is in a hurry presses again.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
    progress.say("finishing the law at hand; Ctrl-C again ends at once");
  };
  process.on("SIGINT", onInterrupt);
  const replayed = flags.replay === true ? lastShown(path) : flags.replay;
  const result =
    replayed === undefined
      ? await grade({
          folder: path,
          assignments: withStubs(assignments, stubs),
          stubs,
          secret,
          // What a run for marks compiles is a stranger's, and nobody is there to read what the compiler says.
          types: flags.secret === undefined,
          signal: interrupt.signal,
          onJudged: ({ id }, way) => progress.show(`${id} (${way})`),
          ...strong,
        })
      : await replay({ folder: path, replay: parseReplay(replayed), secret, ...strong });
  progress.clear();
  process.off("SIGINT", onInterrupt);

  if (flags.json !== "-") {
    process.stdout.write(text(result, pageOptions(result, path, wanted.folder === undefined), replayed));
    keepReplay(
      path,
      result.assignments.flatMap((assignment) => assignment.stubs),
    );
  }
  if (flags.json === "-") process.stdout.write(toJson(result));
  else if (flags.json !== undefined) writeWhole(flags.json, toJson(result));
  const code = exitCode(result);
  process.exitCode = code === exit.pointsMissing && flags.exitZero === true ? exit.allPoints : code;
}

/** The case that was shown last. @throws {SubmissionError} if none was */
function lastShown(folder: string): string {
  const shown = lastReplay(folder);
  if (shown !== undefined) return shown;
  throw new SubmissionError(
    "--replay",
    "a case that a report has shown",
    `none for ${folder}`,
    "npx grade, which shows the first failure; or npx grade --replay LAW@SEED:PATH",
  );
}

function text(result: GradingResult, options: TerminalOptions, replayed: string | undefined): string {
  if (replayed === undefined) return renderTerminal(result, options);
  return holdsNow(result, replayed, pageFor(options)) ?? renderTerminal(result, { ...options, replayed: true });
}

/** An option as somebody types it: `--watch`, `--json FILE`. */
function typedOption(option: Option): string {
  const [, argument] = /<(.+)>/.exec(option.flags) ?? [];
  return `--${option.name()}${argument === undefined ? "" : ` ${argument.toUpperCase()}`}`;
}

/** What there is to say of a case that no longer fails: that is also where a student looks for what was printed. */
function holdsNow(result: GradingResult, replayed: string, page: Page): string | undefined {
  const stubs = contained(result).assignments.flatMap((assignment) => assignment.stubs);
  if (!stubs.every(({ verdict }) => verdict === "passed")) return undefined;
  const printed = stubs.flatMap((stub) => (stub.console === undefined ? [] : consoleLines(stub.console, page)));
  return `${[replayed, "  The law holds on this case.", ...printed, "next: npx grade, for all the others"].join("\n")}\n`;
}

function pageOptions(result: GradingResult, path: string, isDefault: boolean): TerminalOptions {
  const { stdout } = process;
  const color = stdout.isTTY && process.env["NO_COLOR"] === undefined;
  const columns = stdout.isTTY ? Math.max(60, stdout.columns) : 72;
  return {
    columns,
    color,
    command: "npx grade",
    ...(isDefault ? {} : { path }),
    only: result.assignments.some(({ stubs, assignment }) => stubs.length <= loadAssignment(assignment).stubs.length),
    hasReference: result.assignments.every(({ assignment }) => loadCourse(assignment).reference !== undefined),
    lines: Object.fromEntries(
      result.assignments.flatMap(({ assignment }) => Object.entries(tasksOf(loadCourse(assignment)))),
    ),
  };
}

function exitCode({ assignments }: GradingResult): number {
  const stubs = assignments.flatMap((assignment) => assignment.stubs);
  if (stubs.some(({ verdict }) => verdict === "internal-error")) return exit.internal;
  const due = stubs.filter(({ extra }) => extra !== true);
  // Who asks for extra credit alone wants to know how that came out.
  const counted = due.length > 0 ? due : stubs;
  return counted.every(({ verdict }) => verdict === "passed") ? exit.allPoints : exit.pointsMissing;
}

function readSecret(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new SubmissionError(
      "--secret",
      "a file that can be read",
      error instanceof Error ? error.message : String(error),
      "check the path",
    );
  }
  if (secret.length < 16)
    throw new SubmissionError(
      "--secret",
      "a file with at least 16 characters",
      `${secret.length}`,
      "openssl rand -hex 32 > secret.txt",
    );
  return secret;
}
