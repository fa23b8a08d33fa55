import type { AssignmentResult, GradingResult, StubResult, Verdict } from "../../result/result.ts";
import { sanitize } from "./sanitize.ts";
import { labelCommand, failureLines, headingLines } from "./failure.ts";
import { typesOf } from "./findings.ts";
import { joinBlocks, cut, placeAtEnds, tieWords, wrap } from "./layout.ts";
import { nextLines, taskOf } from "./next.ts";
import { graderFaultLines, otherFailureLines } from "./other-failures.ts";
import { overviewLines } from "./overview.ts";
import { type Page, pageFor, type TerminalOptions } from "./page.ts";
import { printable } from "./printable.ts";
import { explainByHelpers, helperErrorLines, remarkLines } from "./remarks.ts";
import { stateTable } from "./state-table.ts";
import { runNoteLines, judgedLines, shareOf, totalLines } from "./totals.ts";
import { joinNames, showPoints, signs } from "./words.ts";
import { followStep, nextStep, type Step } from "../../result/next-step.ts";
import { isLost, failuresOf, isUntouched } from "../../result/verdicts.ts";

/**
 * Draws a result for a terminal: first the whole state, then one failure in full, and last, near the cursor, the one
 * thing to do next.
 *
 * No line is wider than 72 columns, or than the terminal from 60 columns on.
 *
 * @returns lines, with a line break after each
 */
export function renderTerminal(result: GradingResult, options: TerminalOptions): string {
  const page = pageFor(options);
  const safe = sanitize(result);
  const shown = atHandOf(safe, page);
  const lines = shown === undefined ? allAssignmentLines(safe, page) : atHandLines(shown, safe, page);
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** The assignment to show in full while the others take one line each; undefined if all are shown in full. */
function atHandOf({ assignments }: GradingResult, { atHand }: Page): AssignmentResult | undefined {
  return assignments.length < 2 ? undefined : assignments.find(({ assignment }) => assignment === atHand);
}

/** Draws a line for each assignment, then one of them in full. The next step is in this assignment, unless it is complete. */
function atHandLines(result: AssignmentResult, whole: GradingResult, page: Page): readonly string[] {
  const here = nextStep({ ...whole, assignments: [result] });
  const isComplete = here.kind === "done" || (here.kind === "start" && here.complete === true);
  const step = isComplete ? nextStep(whole) : followStep(here, whole);
  const isHere = !isComplete && "assignment" in step && step.assignment === result.assignment;
  const more = `${tieWords(`${page.again} -a ID`)} shows another one in full, ${tieWords("--all")} shows all of them`;
  return [
    ...headerLines("chainrule", page),
    "",
    ...overviewLines(whole.assignments, page),
    ...(page.keys === true ? [] : wrap(more, page.width, "  ").map(page.paint.quiet)),
    "",
    page.paint.strong(cut(result.assignment, page.width)),
    ...sectionLines({ result, step, whole, folds: false, endsRun: true }, page),
    ...nextLines(step, isHere ? [result] : whole.assignments, page),
  ];
}

/** Draws every assignment in full. An assignment that is finished or untouched takes one line. */
function allAssignmentLines(result: GradingResult, page: Page): readonly string[] {
  const { assignments } = result;
  const step = nextStep(result);
  const sections = assignments.map((assignment, i) => [
    ...headerLines(`chainrule · ${assignment.assignment}`, page),
    "",
    ...sectionLines(
      {
        result: assignment,
        step,
        whole: result,
        folds: assignments.length > 1,
        endsRun: i === assignments.length - 1,
      },
      page,
    ),
  ]);
  return [
    ...sections.flatMap((lines, i) => (i === 0 ? lines : ["", "", ...lines])),
    ...(sections.length > 1 || page.replayed === true ? [""] : []),
    ...nextLines(step, assignments, page),
  ];
}

/** The report on one assignment. */
interface Section {
  readonly result: AssignmentResult;
  readonly step: Step;
  /** The result of all assignments. */
  readonly whole: GradingResult;
  /** Whether an assignment that is finished or untouched becomes one line. */
  readonly folds: boolean;
  /** Whether the notes on the whole run follow. */
  readonly endsRun: boolean;
}

function sectionLines({ result, step, whole, folds, endsRun }: Section, page: Page): readonly string[] {
  // A remark on the file says all about a stub whose markers are lost.
  const [failure, ...others] = failuresOf(result.stubs).filter((stub) => !isLost(stub, result.remarks));
  const faults = result.stubs.filter(({ verdict }) => verdict === "internal-error");
  const start = step.kind === "start" && step.assignment === result.assignment ? step.stub : undefined;
  const summary = folds && start === undefined ? oneLineSummary(result, page) : undefined;
  const isFirstEvening = page.only !== true && whole.assignments.every(({ stubs }) => isUntouched(stubs));
  const stubs = result.stubs.map((stub) => explainByHelpers(stub, result.remarks));
  const interrupted = judgedLines(result, whole.engine.interrupted, page);
  const aboutRun = endsRun ? runNoteLines(whole, page) : [];
  return joinBlocks(
    [...(summary ?? stateTable(stubs, page)), ...waitsElsewhereLines(result, page)],
    page.only === true ? stubs.flatMap((stub) => lawLines(stub, page)) : [],
    start === undefined ? [] : firstStepLines(start, isFirstEvening, page),
    failure === undefined ? [] : helperErrorLines(failure, result, page),
    failure === undefined ? [] : failureLines(failure, page, typesOf(result, failure)),
    otherFailureLines(others, page),
    graderFaultLines(faults, page),
    remarkLines(result, failure?.id, page),
    [...interrupted, ...aboutRun, ...(summary === undefined && page.replayed !== true ? totalLines(result, page) : [])],
  );
}

function headerLines(title: string, { width, paint }: Page): readonly string[] {
  const kind = "practice run";
  const [first = "", ...rest] = placeAtEnds(title, kind, width);
  if (rest.length > 0) return [paint.strong(first), ...rest.map(paint.quiet)];
  return [paint.strong(title) + first.slice(title.length, -kind.length) + paint.quiet(kind)];
}

/** Names the stubs of earlier assignments that the whole waits for. */
function waitsElsewhereLines({ stubs }: AssignmentResult, page: Page): readonly string[] {
  const own = new Set(stubs.map(({ id }) => id));
  const waitsFor = [...new Set(stubs.flatMap((stub) => stub.waitsFor ?? []))].filter((id) => !own.has(id));
  const elsewhere = waitsFor.filter((id) => page.tasks[id]?.assignment !== undefined);
  if (page.only === true || elsewhere.length === 0) return [];
  const homes = new Set(elsewhere.map((id) => page.tasks[id]?.assignment ?? ""));
  const shown = elsewhere.slice(0, mostAwaited);
  const names = elsewhere.length > shown.length ? [...shown, `${elsewhere.length - shown.length} more`] : shown;
  const text = `The whole waits for ${joinNames(names)} of ${joinNames([...homes])}.`;
  return wrap(text, page.width, "  ").map(page.paint.wait);
}

const mostAwaited = 4;

/** Draws every law of a stub: its verdict and its sentence. */
function lawLines({ id, laws, verdict }: StubResult, page: Page): readonly string[] {
  // A refused stub is never asked, so its laws have no verdict.
  if (verdict === "refused") return [];
  const waiting = laws.filter((law) => law.verdict === "blocked" && law.blockedBy === id).length;
  const lines = laws.flatMap(({ verdict, says }) => {
    const [first = "", ...rest] = wrap(says, page.width, `    ${signs[verdict].symbol} `, "      ");
    return verdict === "passed" ? [first, ...rest].map(page.paint.quiet) : [first, ...rest];
  });
  const note = `${signs.blocked.symbol} not judged yet: ${waiting === 1 ? "waits" : "these wait"} for the first law`;
  return [...lines, ...(waiting === 0 ? [] : [page.paint.quiet(`    ${note}`)])];
}

/** Draws an assignment in one line if it is finished or untouched; undefined otherwise. */
function oneLineSummary(result: AssignmentResult, { paint }: Page): readonly string[] | undefined {
  const { stubs, points } = result;
  const all = (...verdicts: readonly Verdict[]) => stubs.every(({ verdict }) => verdicts.includes(verdict));
  if (all("passed"))
    return [`  ${paint.good(`${signs.passed.symbol} all ${stubs.length} passed`)} · ${shareOf(result)}`];
  if (isUntouched(stubs))
    return [paint.quiet(`  ${signs["not-started"].symbol} not started · ${showPoints(points)} points`)];
  return undefined;
}

/** Draws the next stub to start. It takes the place of the failure when nothing has failed. */
function firstStepLines(stub: StubResult, isFirst: boolean, page: Page): readonly string[] {
  const greeting = "Good to have you here. Nothing is started yet; this comes first:";
  const task = toSentence(taskOf(stub.id, page));
  return joinBlocks(
    isFirst ? wrap(greeting, page.width) : [],
    [...headingLines(stub, page), ...(task === "" ? [] : wrap(task, page.width, "  "))],
    [...(isFirst ? workflowLines(stub, page) : []), ...labelCommand("hint", `${page.command} hint ${stub.id}`, page)],
  );
}

/** Turns a task into a sentence: capital letter, full stop. A formula keeps its first letter. */
function toSentence(task: string): string {
  const first = /^\p{Ll}[\p{Ll}’'-]*(?=[ ,])/u.exec(task)?.[0] ?? "";
  const begun = first.length > 1 || first === "a" ? `${task.slice(0, 1).toUpperCase()}${task.slice(1)}` : task;
  return begun === "" || /[.!?…]$/u.test(begun) ? begun : `${begun}.`;
}

/** Explains how to work on a stub, on the first evening: what to read, write and run. */
function workflowLines({ id, place }: StubResult, page: Page): readonly string[] {
  const { handout, section = "" } = page.tasks[id] ?? {};
  const row = (label: string, text: string) => {
    const start = `  ${label.padEnd(9)}`;
    const [first = "", ...rest] = wrap(printable(text, 200), page.width, start);
    return [page.paint.quiet(start) + first.slice(start.length), ...rest];
  };
  return [
    ...(handout === undefined ? [] : row("read", `${handout}, "${section}"`)),
    ...row("write", `your lines in place of the throw${place === undefined ? "" : `, line ${place.line}`}`),
    ...row("run", `${page.again}, or ${page.again} --watch to run at every save`),
  ];
}
