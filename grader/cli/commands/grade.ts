import { readFileSync } from "node:fs";
import type { Command, Option } from "commander";
import { type Assignment, gradedIds, loadAssignments } from "../../course/assignment.ts";
import { loadCourse, includeFoundations } from "../../course/course.ts";
import { starterPath } from "../../course/course-paths.ts";
import { projectStore } from "../../course/project-store.ts";
import { tasksOf } from "../../course/tasks.ts";
import { unknownNameError } from "../../course/unknown-name-error.ts";
import { writeWhole } from "../../disk/write-whole.ts";
import { isShortReplay, parseReplay, practiceSecret, type Replay, showSeed } from "../../engine/seed.ts";
import { grade, type GradeOptions, prepare, sandboxOptionsOf, startAhead } from "../../grading/grade.ts";
import { replayCase } from "../../grading/replay.ts";
import { findLastEdited } from "../../intake/find-last-edited.ts";
import { consoleLines } from "../../report/terminal/console.ts";
import { printable } from "../../report/terminal/printable.ts";
import { sanitize } from "../../report/terminal/sanitize.ts";
import { type Page, pageFor, type TerminalOptions } from "../../report/terminal/page.ts";
import { Progress } from "../../report/terminal/progress.ts";
import { renderTerminal } from "../../report/terminal/terminal.ts";
import { ChainruleError, messageOf } from "../../result/chainrule-error.ts";
import { toJson } from "../../result/json.ts";
import { findFirstOpen, nextStep, stubOf } from "../../result/next-step.ts";
import type { GradingResult, StubResult } from "../../result/result.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import { Subjects } from "../../subject/subject.ts";
import { checkAssignments, checkStubs, resolveStubs } from "../check-names.ts";
import { exitCodes } from "../exit-codes.ts";
import { earnedIn, lastRunOf, nextStubIn, rememberRun } from "../last-run.ts";
import { readRequest } from "../read-request.ts";

/** The options of `grade`, as commander parses them. */
export interface GradeFlags {
  readonly assignment: readonly string[];
  readonly stub: readonly string[];
  readonly all?: boolean;
  readonly secret?: string;
  /** The name of a case; true for the case that a report showed last. */
  readonly replay?: string | true;
  readonly json?: string;
  readonly exitZero?: boolean;
  readonly watch?: boolean;
  readonly weak?: boolean;
  readonly fresh?: boolean;
}

/** Runs `grade [path]`. */
export async function gradeCommand(
  _given: string | undefined,
  flags: GradeFlags,
  { args, commands, options }: Pick<Command, "args" | "commands" | "options">,
): Promise<void> {
  const own = { store: projectStore(), ...(flags.weak === true ? { strong: false } : {}) };
  using ahead = flags.watch === true ? undefined : startAhead(own);
  const all = loadAssignments();
  const request = readRequest(args, {
    assignments: all,
    commands: [...commands.map((command) => command.name()), "help"],
    options: options.filter(({ hidden }) => !hidden).map(optionText),
  });
  const folder = request.folder ?? starterPath();
  const stubs = [...flags.stub.flatMap((word) => resolveStubsOrWord(all, word)), ...request.stubs];
  checkAssignments(all, flags.assignment);
  const chosen = flags.assignment.length === 0 ? all : all.filter(({ id }) => flags.assignment.includes(id));
  checkStubs(chosen, stubs);
  const selection = { assignments: flags.assignment, stubs };
  const course = loadCourse(includeFoundations(all, assignmentIdsOf(chosen, stubs)));
  const secret = flags.secret === undefined ? practiceSecret : readSecret(flags.secret);
  const fresh = flags.fresh === true;
  const job = { course, folder, ...selection, secret, ...own, ...(ahead === undefined ? {} : { ahead }), fresh };
  if (flags.watch === true) {
    if (flags.json !== undefined || flags.replay !== undefined)
      throw new ChainruleError("E_USAGE", {
        where: "--watch",
        expected: "neither --json nor --replay beside it",
        got: "one of them",
        next: "npx grade --watch",
      });
    const { watchCommand } = await import("./watch.ts");
    await watchCommand({ ...job, path: request.folder });
    return;
  }
  using progress = new Progress(process.stderr);
  const interrupt = new AbortController();
  const onInterrupt = () => {
    // The first Ctrl-C lets the current law end; the second ends at once.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
    progress.say("finishing the law at hand; Ctrl-C again ends at once");
  };
  process.on("SIGINT", onInterrupt);
  const replayed = flags.replay === undefined ? undefined : expandReplay(folder, flags.replay);
  const result =
    replayed === undefined
      ? await grade({
          ...job,
          // A run for marks skips the compiler: the submission is untrusted, and its author does not see this report.
          types: flags.secret === undefined,
          signal: interrupt.signal,
          onJudged: ({ id }, way) => progress.show(`${id} (${way})`),
        })
      : await replayByName(job, parseReplay(replayed));
  progress.clear();
  process.off("SIGINT", onInterrupt);

  if (flags.json !== "-") {
    const isOverview =
      replayed === undefined && flags.assignment.length === 0 && stubs.length === 0 && flags.all !== true;
    const atHand = isOverview ? (findLastEdited(course, folder) ?? findFirstOpen(result.assignments)) : undefined;
    const terminal: TerminalOptions = {
      columns: process.stdout.isTTY ? Math.max(60, process.stdout.columns) : 72,
      color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
      command: "npx grade",
      ...(request.folder === undefined ? {} : { path: request.folder }),
      only: stubs.length > 0 || replayed !== undefined,
      ...(replayed === undefined ? {} : { replayed: true }),
      ...(atHand === undefined ? {} : { atHand }),
      hasReference: course.reference !== undefined,
      tasks: tasksOf(course),
    };
    const earnedBefore = earnedIn(lastRunOf(folder));
    const found = {
      shown: shownStubs(result, atHand),
      all: replayed === undefined ? result.assignments.flatMap((each) => each.stubs) : [],
    };
    const step = nextStep(result);
    const isKept = rememberRun(folder, { ...found, atHand: stubOf(step) });
    const homes = all.filter(({ id }) => result.assignments.some(({ assignment }) => assignment === id));
    const following = stubs.length > 0 && step.kind === "done" ? nextStubIn(lastRunOf(folder), homes) : undefined;
    if (following !== undefined) rememberRun(folder, { shown: [], all: [], atHand: following.id });
    const page = { ...terminal, shortReplays: isKept, earnedBefore, ahead: following };
    process.stdout.write(reportText(result, page, replayed));
  }
  if (flags.json === "-") process.stdout.write(toJson(result));
  else if (flags.json !== undefined) writeWhole(flags.json, toJson(result));
  const code = exitCodeOf(result);
  process.exitCode = code === exitCodes.pointsMissing && flags.exitZero === true ? exitCodes.allPoints : code;
}

/** Resolves a word after `--stub` to stubs; returns the word itself if it names none, for the error that follows. */
function resolveStubsOrWord(all: readonly Assignment[], word: string): readonly string[] {
  const named = resolveStubs(all, word);
  return named.length > 0 ? named : [word];
}

/** The ids of the assignments that have one of the stubs; of all chosen assignments if no stub is named. */
function assignmentIdsOf(chosen: readonly Assignment[], stubs: readonly string[]): readonly string[] {
  const homes = chosen.filter(
    (assignment) => stubs.length === 0 || gradedIds(assignment).some((id) => stubs.includes(id)),
  );
  return homes.map(({ id }) => id);
}

/** The stubs of the assignments that a report shows in full. */
function shownStubs({ assignments }: GradingResult, atHand: string | undefined): readonly StubResult[] {
  const shown = assignments.filter(({ assignment }) => atHand === undefined || assignment === atHand);
  return shown.flatMap(({ stubs }) => stubs);
}

/** Judges one case again. @throws {ChainruleError} if the course has no such law */
async function replayByName(
  job: Pick<GradeOptions, "course" | "folder" | "assignments" | "secret" | "strong" | "store" | "fresh" | "ahead">,
  wanted: Replay,
): Promise<GradingResult> {
  using subjects = new Subjects({ sandbox: job.ahead?.sandbox ?? new Sandbox(sandboxOptionsOf(job)) });
  const { laws, submission } = await prepare(job, subjects);
  const law = laws.find(({ id }) => id === wanted.law);
  if (law !== undefined)
    return await replayCase({ course: job.course, submission, subjects, secret: job.secret }, law, wanted);
  const known = laws.map(({ id }) => id);
  const commandFor = (meant: string) => `npx grade --replay ${meant}@${showSeed(wanted.seed)}:${wanted.path}`;
  throw unknownNameError("--replay", "the id of a law", wanted.law, known, commandFor);
}

/**
 * The whole name of a case: of the one that a report showed last, of a short id, or the given name.
 *
 * @throws {ChainruleError} if no report on this folder has shown such a case
 */
function expandReplay(folder: string, given: string | true): string {
  if (given !== true && !isShortReplay(given.trim())) return given;
  const { replay, cases } = lastRunOf(folder);
  const shown = given === true ? replay : cases[given.trim()];
  if (shown !== undefined) return shown;
  throw new ChainruleError("E_USAGE", {
    where: "--replay",
    expected: "a case that a report has shown",
    got: `${given === true ? "none" : given} for ${folder}`,
    next: "npx grade, which shows the first failure; or npx grade --replay LAW@SEED:PATH",
  });
}

/** The report of a run: the usual one, or that of one replayed case. */
function reportText(result: GradingResult, options: TerminalOptions, replayed: string | undefined): string {
  if (replayed === undefined) return renderTerminal(result, options);
  return passedReplayReport(result, replayed, pageFor(options)) ?? renderTerminal(result, options);
}

/** An option in typed form: `--watch`, `--json FILE`. */
function optionText(option: Option): string {
  const [, argument] = /<(.+)>/.exec(option.flags) ?? [];
  return `--${option.name()}${argument === undefined ? "" : ` ${argument.toUpperCase()}`}`;
}

/**
 * The report of a case that no longer fails, with the output of the student's console; undefined if the case fails.
 */
function passedReplayReport(result: GradingResult, replayed: string, page: Page): string | undefined {
  const stubs = sanitize(result).assignments.flatMap((assignment) => assignment.stubs);
  if (!stubs.every(({ verdict }) => verdict === "passed")) return undefined;
  const printed = stubs.flatMap((stub) => (stub.console === undefined ? [] : consoleLines(stub.console, page)));
  return `${[printable(replayed, 400), "  The law holds on this case.", ...printed, "next: npx grade, for all the others"].join("\n")}\n`;
}

/** The exit code for a result. Extra credit counts only if nothing else was graded. */
function exitCodeOf({ assignments }: GradingResult): number {
  const stubs = assignments.flatMap((assignment) => assignment.stubs);
  if (stubs.some(({ verdict }) => verdict === "internal-error")) return exitCodes.fault;
  const due = stubs.filter(({ extra }) => extra !== true);
  // If only extra credit was graded, the exit code tells how the extra credit went.
  const counted = due.length > 0 ? due : stubs;
  return counted.every(({ verdict }) => verdict === "passed") ? exitCodes.allPoints : exitCodes.pointsMissing;
}

/** Reads a secret from a file. @throws {ChainruleError} if the file cannot be read, or the secret is too short */
function readSecret(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new ChainruleError("E_USAGE", {
      where: "--secret",
      expected: "a file that can be read",
      got: messageOf(error),
      next: "check the path",
    });
  }
  if (secret.length < 16)
    throw new ChainruleError("E_USAGE", {
      where: "--secret",
      expected: "a file with at least 16 characters",
      got: `${secret.length}`,
      next: "openssl rand -hex 32 > secret.txt",
    });
  return secret;
}
