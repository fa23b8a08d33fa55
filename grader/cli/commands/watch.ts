/** @file `grade --watch`: reads keys and saves, prints lines. */
import { gradedIds, handoutSections } from "../../course/assignment.ts";
import { tasksOf } from "../../course/tasks.ts";
import { parseReplay } from "../../engine/seed.ts";
import { replayCase } from "../../grading/replay.ts";
import { findLastEdited } from "../../intake/find-last-edited.ts";
import { filesOf } from "../../intake/submission.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { sanitize } from "../../report/terminal/sanitize.ts";
import { overviewLines } from "../../report/terminal/overview.ts";
import { type Page, pageFor } from "../../report/terminal/page.ts";
import { stateTable } from "../../report/terminal/state-table.ts";
import { totalLines } from "../../report/terminal/totals.ts";
import {
  faultLines,
  hintLines,
  keyHelpLines,
  keyLine,
  eventLines,
  replayLines,
  stubLines,
} from "../../report/terminal/watch-page.ts";
import { Screen } from "../../report/terminal/watch-screen.ts";
import { findFirstOpen, stubsToDo } from "../../result/next-step.ts";
import type { GradingResult, StubResult } from "../../result/result.ts";
import { FileWatch } from "../../watch/file-watch.ts";
import { type SessionOptions, type SessionEvent, WatchSession } from "../../watch/session.ts";
import { earnedIn, lastRunOf, nextStubIn, rememberRun } from "../last-run.ts";
import { Keyboard } from "../keyboard.ts";

/** The options of `grade --watch`. `path`: the folder as the command line names it, if it does. */
export interface WatchOptions extends Omit<SessionOptions, "onEvent"> {
  readonly path: string | undefined;
}

/**
 * Grades, and grades again after every save, until `q`, Ctrl-C, or the end of the input.
 *
 * @throws {ChainruleError} if there is nothing to grade
 */
export async function watchCommand(options: WatchOptions): Promise<void> {
  const { promise: quit, resolve } = Promise.withResolvers<void>();
  process.once("SIGINT", resolve);
  await using stack = new AsyncDisposableStack();
  const screen = stack.use(new Screen(process.stdout));
  const terminal = stack.use(await WatchTerminal.start(options, screen));
  stack.use(new FileWatch(options.folder, filesOf(options.course), () => terminal.session.look()));
  // Looks once for files that were saved before the watch began.
  terminal.session.look();
  stack.use(new Keyboard(process.stdin, (key) => (key === "q" ? resolve() : terminal.press(key)), resolve));
  await quit;
  process.off("SIGINT", resolve);
}

/** Connects a watch session with a terminal: prints the session's events, and runs the command of each key. */
class WatchTerminal implements AsyncDisposable {
  readonly session: WatchSession;
  readonly #options: WatchOptions;
  readonly #screen: Screen;
  readonly #page: () => Page;
  /** Stub → the number of its hints that have been shown. */
  readonly #hintCounts = new Map<string, number>();
  #replaying = false;

  private constructor(session: WatchSession, options: WatchOptions, screen: Screen, page: () => Page) {
    this.session = session;
    this.#options = options;
    this.#screen = screen;
    this.#page = page;
  }

  static async start(options: WatchOptions, screen: Screen): Promise<WatchTerminal> {
    const page = pageOf(options);
    let shortReplays = false;
    // The points at the end of the round before.
    let earnedBefore = {};
    const onEvent = (event: SessionEvent) => {
      const sheet = event.kind === "report" ? pageWith(page(), assignmentAtHand(options, event.report)) : page();
      // The case to remember is the one on the screen: of the stub at hand, or, at the start, of the first failure.
      if (event.kind === "report" || event.kind === "settled" || event.kind === "verdict") {
        const all = event.report.assignments.flatMap(({ stubs }) => stubs);
        const shown = event.kind === "verdict" ? [] : stubsShownBy(event, sheet.atHand);
        const atHand = event.kind === "settled" ? event.atHand : undefined;
        shortReplays = rememberRun(options.folder, { shown, all, atHand });
      }
      const sheetNow = { ...sheet, ...aheadOf(options), shortReplays, earnedBefore };
      if (event.kind === "report" || event.kind === "settled") earnedBefore = earnedIn(lastRunOf(options.folder));
      if (event.kind === "judging") screen.showStatus(`judging ${event.law}`);
      else screen.print(eventLines(event, timeOfDay(), sheetNow), keyLine());
    };
    return new WatchTerminal(await WatchSession.start({ ...options, onEvent }), options, screen, page);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.session[Symbol.asyncDispose]();
  }

  press(key: string): void {
    switch (key) {
      case "h":
        return this.#hint();
      case "n":
        return this.#next();
      case "r":
        void this.#replay();
        return;
      case "l":
        return this.#list();
      case "a":
        return this.session.judgeAll();
      default:
        return this.#print(["", ...keyHelpLines(this.#page())]);
    }
  }

  #print(lines: readonly string[]): void {
    this.#screen.print(lines, keyLine());
  }

  #say(text: string): void {
    this.#print(["", this.#page().paint.quiet(text)]);
  }

  #hint(): void {
    const { atHand } = this.session;
    const home = this.#options.course.assignments.find(
      ({ hints }) => atHand !== undefined && Object.hasOwn(hints, atHand),
    );
    if (atHand === undefined || home === undefined) return this.#say("no hint: no stub is at hand");
    const hints = home.hints[atHand] ?? [];
    const number = Math.min(hints.length, (this.#hintCounts.get(atHand) ?? 0) + 1);
    this.#hintCounts.set(atHand, number);
    const anchor = [...home.stubs, home.capstone].find(({ id }) => id === atHand)?.section ?? "";
    const section = handoutSections(home).get(anchor) ?? anchor;
    this.#print(hintLines(atHand, hints, number, section, this.#page()));
  }

  #next(): void {
    const { report, atHand } = this.session;
    const stubs = stubsToDo(report);
    const open = stubs[(stubs.findIndex(({ id }) => id === atHand) + 1) % stubs.length];
    if (open === undefined) {
      const { ahead } = aheadOf(this.#options);
      return this.#say(ahead === undefined ? "nothing is left to do" : `nothing is left to do here; then ${ahead.id}`);
    }
    this.session.pick(open.id);
    this.#print(stubLines(report, open.id, this.#page()));
  }

  #list(): void {
    const page = this.#page();
    const { assignments } = sanitize(this.session.report);
    const { atHand } = this.session;
    const home = assignments.find(({ stubs }) => stubs.some(({ id }) => id === atHand)) ?? assignments[0];
    if (home === undefined) return;
    this.#print([
      "",
      ...(assignments.length > 1 ? [...overviewLines(assignments, page), "", page.paint.strong(home.assignment)] : []),
      ...stateTable(home.stubs, page),
      ...totalLines(home, page),
    ]);
  }

  async #replay(): Promise<void> {
    const { atHand, report, prepared, subjects } = this.session;
    const stub = report.assignments.flatMap(({ stubs }) => stubs).find(({ id }) => id === atHand);
    const shown = stub?.counterexample?.replay;
    if (shown === undefined) return this.#say(`no case to replay${atHand === undefined ? "" : ` of ${atHand}`}`);
    if (this.#replaying) return;
    this.#replaying = true;
    try {
      const replay = parseReplay(shown);
      const law = prepared?.laws.find(({ id }) => id === replay.law);
      if (prepared === undefined || law === undefined) return;
      const { course, secret } = this.#options;
      const task = { course, submission: prepared.submission, subjects, secret };
      this.#print(replayLines(await replayCase(task, law, replay), this.#page()));
    } catch (error) {
      this.#print(faultLines(error, this.#page()));
    } finally {
      this.#replaying = false;
    }
  }
}

/** The stubs that an event shows in full. */
function stubsShownBy(
  event: Extract<SessionEvent, { readonly kind: "report" | "settled" }>,
  atHand: string | undefined,
): readonly StubResult[] {
  const shown = event.report.assignments.filter(({ assignment }) => atHand === undefined || assignment === atHand);
  const stubs = shown.flatMap((assignment) => assignment.stubs);
  return event.kind === "report" ? stubs : stubs.filter(({ id }) => id === event.atHand);
}

/** The assignment that a report shows in full; undefined if the command line selects assignments or stubs. */
function assignmentAtHand(
  { course, folder, assignments, stubs }: WatchOptions,
  { assignments: results }: GradingResult,
): string | undefined {
  const isChosen = assignments.length > 0 || stubs.length > 0;
  return isChosen ? undefined : (findLastEdited(course, folder) ?? findFirstOpen(results));
}

/** The stub to do once the selected ones pass, as the last runs know it. */
function aheadOf({ course, folder, stubs }: WatchOptions): Pick<Page, "ahead"> {
  const homes = course.assignments.filter((assignment) => gradedIds(assignment).some((id) => stubs.includes(id)));
  return { ahead: homes.length === 0 ? undefined : nextStubIn(lastRunOf(folder), homes) };
}

function pageWith(page: Page, atHand: string | undefined): Page {
  return atHand === undefined ? page : { ...page, atHand };
}

/** Makes a function that returns the page to print on, with the current width of the terminal. */
function pageOf({ course, stubs, path }: WatchOptions): () => Page {
  const { stdout } = process;
  const tasks = tasksOf(course);
  return () =>
    pageFor({
      columns: columnsOf(stdout),
      color: stdout.isTTY && process.env["NO_COLOR"] === undefined,
      command: "npx grade",
      ...(path === undefined ? {} : { path }),
      only: stubs.length > 0,
      keys: process.stdin.isTTY,
      hasReference: course.reference !== undefined,
      tasks,
    });
}

function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}
