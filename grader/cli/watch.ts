/** @file `grade --watch`: keys and saves go in, lines come out. */
import { parseReplay } from "../engine/seed.ts";
import { handoutSections, loadAssignment } from "../release/assignment.ts";
import { loadCourse } from "../release/course.ts";
import { contained } from "../report/contained.ts";
import { blocks } from "../report/layout.ts";
import { type Page, pageFor } from "../report/page.ts";
import { stateTable } from "../report/state.ts";
import { totals } from "../report/totals.ts";
import { isFailure } from "../report/words.ts";
import type { StubResult } from "../score/result.ts";
import { type SessionOptions, type Told, WatchSession } from "../watch/session.ts";
import { FileWatch } from "../watch/files.ts";
import { columnsOf } from "./columns.ts";
import { keepReplay } from "./last-replay.ts";
import { replayOn } from "./replay.ts";
import { tasksOf } from "./tasks.ts";
import { Keyboard } from "./watch-keyboard.ts";
import { faultLines, hintLines, keysInFull, keysInShort, linesFor, replayLines, stubLines } from "./watch-page.ts";
import { Screen } from "./watch-screen.ts";

/** What to watch over. `path`: how the folder was named, if it was. */
export interface WatchOptions extends Omit<SessionOptions, "tell"> {
  readonly path: string | undefined;
}

/**
 * Grades, and grades again after every save, until `q`, Ctrl-C, or the end of what is typed.
 *
 * @throws {SubmissionError} if there is nothing to grade
 */
export async function watchCommand(options: WatchOptions): Promise<void> {
  const { promise: quit, resolve } = Promise.withResolvers<void>();
  process.once("SIGINT", resolve);
  await using stack = new AsyncDisposableStack();
  const screen = stack.use(new Screen(process.stdout));
  const seat = stack.use(await Seat.take(options, screen));
  const files = options.assignments.flatMap((id) => loadAssignment(id).stubs.map(({ file }) => file));
  stack.use(new FileWatch(options.folder, [...new Set(files)], () => seat.session.look()));
  // What was saved before there was anybody to hear of it.
  seat.session.look();
  stack.use(new Keyboard(process.stdin, (key) => (key === "q" ? resolve() : seat.press(key)), resolve));
  await quit;
  process.off("SIGINT", resolve);
}

/** A student's place in front of the screen. */
class Seat implements AsyncDisposable {
  readonly session: WatchSession;
  readonly #options: WatchOptions;
  readonly #screen: Screen;
  readonly #page: () => Page;
  /** Stub → how many of its hints have been shown. */
  readonly #hinted = new Map<string, number>();
  #replaying = false;

  private constructor(session: WatchSession, options: WatchOptions, screen: Screen, page: () => Page) {
    this.session = session;
    this.#options = options;
    this.#screen = screen;
    this.#page = page;
  }

  static async take(options: WatchOptions, screen: Screen): Promise<Seat> {
    const page = pageOf(options);
    const tell = (told: Told) => {
      // What is shown in full is the stub at hand, or, at the start, the first failure.
      if (told.kind === "report" || told.kind === "settled") keepReplay(options.folder, shownOf(told));
      if (told.kind === "judging") screen.pass(`judging ${told.law}`);
      else screen.print(linesFor(told, timeOfDay(), page()), keysInShort());
    };
    return new Seat(await WatchSession.start({ ...options, tell }), options, screen, page);
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
        return this.#print(["", ...keysInFull(this.#page())]);
    }
  }

  #print(lines: readonly string[]): void {
    this.#screen.print(lines, keysInShort());
  }

  #say(text: string): void {
    this.#print(["", this.#page().paint.quiet(text)]);
  }

  #hint(): void {
    const { atHand } = this.session;
    const home = this.#options.assignments
      .map((id) => loadAssignment(id))
      .find(({ hints }) => atHand !== undefined && Object.hasOwn(hints, atHand));
    if (atHand === undefined || home === undefined) return this.#say("no hint: no stub is at hand");
    const hints = home.hints[atHand] ?? [];
    const number = Math.min(hints.length, (this.#hinted.get(atHand) ?? 0) + 1);
    this.#hinted.set(atHand, number);
    const anchor = home.stubs.find(({ id }) => id === atHand)?.section ?? "";
    const section = handoutSections(home.id).get(anchor) ?? anchor;
    this.#print(hintLines(atHand, hints, number, section, this.#page()));
  }

  #next(): void {
    const { report, atHand } = this.session;
    const stubs = report.assignments.flatMap((assignment) => assignment.stubs);
    const at = stubs.findIndex(({ id }) => id === atHand);
    const open = [...stubs.slice(at + 1), ...stubs.slice(0, at + 1)].find(
      (stub) => stub.kind === "region" && (isFailure(stub) || stub.verdict === "not-started"),
    );
    if (open === undefined) return this.#say("nothing is left to do");
    this.session.pick(open.id);
    this.#print(stubLines(report, open.id, this.#page()));
  }

  #list(): void {
    const page = this.#page();
    const { assignments } = contained(this.session.report);
    this.#print([
      "",
      ...blocks(
        ...assignments.map((result) => [
          ...(assignments.length > 1 ? [page.paint.strong(result.assignment)] : []),
          ...stateTable(result.stubs, page),
          ...totals(result, page),
        ]),
      ),
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
      for (const each of prepared) {
        const replayed = await replayOn(each, subjects, {
          replay: parseReplay(shown),
          secret: this.#options.secret,
        });
        if (replayed !== undefined) this.#print(replayLines(replayed, this.#page()));
      }
    } catch (error) {
      this.#print(faultLines(error, this.#page()));
    } finally {
      this.#replaying = false;
    }
  }
}

/** The stubs among which the failure is that is shown in full. */
function shownOf(told: Extract<Told, { readonly kind: "report" | "settled" }>): readonly StubResult[] {
  const stubs = told.report.assignments.flatMap((assignment) => assignment.stubs);
  return told.kind === "report" ? stubs : stubs.filter(({ id }) => id === told.atHand);
}

/** The sheet to draw on, as wide as the terminal is at the moment. */
function pageOf({ assignments, stubs, path }: WatchOptions): () => Page {
  const { stdout } = process;
  const courses = assignments.map(loadCourse);
  const lines = Object.fromEntries(courses.flatMap((course) => Object.entries(tasksOf(course))));
  return () =>
    pageFor({
      columns: columnsOf(stdout),
      color: stdout.isTTY && process.env["NO_COLOR"] === undefined,
      command: "npx grade",
      ...(path === undefined ? {} : { path }),
      only: stubs.length > 0,
      keys: process.stdin.isTTY,
      hasReference: courses.every(({ reference }) => reference !== undefined),
      lines,
    });
}

function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}
