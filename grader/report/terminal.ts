import type { AssignmentResult, GradingResult, StubResult, Verdict } from "../score/result.ts";
import { contained } from "./contained.ts";
import { commandRow, failureInFull, heading } from "./failure.ts";
import { typesOf } from "./findings.ts";
import { blocks, spread, wrap } from "./layout.ts";
import { nextLine, nextStep, type Step, taskOf } from "./next.ts";
import { graderFaults, otherFailures } from "./others.ts";
import { type Page, pageFor, type TerminalOptions } from "./page.ts";
import { printable } from "./printable.ts";
import { isError, isTold, remarkLines } from "./remarks.ts";
import { stateTable } from "./state.ts";
import { aboutTheRun, judged, share, totals } from "./totals.ts";
import { failuresOf, isUntouched, showPoints, signs } from "./words.ts";

/**
 * A result for a person at a terminal: the whole state first, one failure in full, and last, where the cursor is, the
 * one thing to do next.
 *
 * No line is wider than 72 columns, or than the terminal from 60 columns on.
 *
 * @returns lines, with a line break after each
 */
export function renderTerminal(result: GradingResult, options: TerminalOptions): string {
  const safe = contained(result);
  const page = pageFor(options);
  const step = nextStep(safe);
  const sections = safe.assignments.map((assignment, i) => {
    const isLast = i === safe.assignments.length - 1;
    return section(assignment, step, safe, isLast ? aboutTheRun(safe, page) : [], page);
  });
  const drawn = sections.flatMap((lines, i) => (i === 0 ? lines : ["", "", ...lines]));
  const lines = [
    ...drawn,
    ...(sections.length > 1 || page.replayed === true ? [""] : []),
    ...nextLine(step, safe.assignments, page),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function section(
  result: AssignmentResult,
  step: Step,
  { engine, assignments }: GradingResult,
  aboutRun: readonly string[],
  page: Page,
): readonly string[] {
  const [failure, ...others] = failuresOf(result.stubs);
  const faults = result.stubs.filter(({ verdict }) => verdict === "internal-error");
  const start = step.kind === "start" && step.assignment === result.assignment ? step.stub : undefined;
  const summary = assignments.length > 1 && start === undefined ? inOneLine(result, page) : undefined;
  const interrupted = judged(result, engine.interrupted, page);
  return blocks(
    header(result, page),
    summary ?? stateTable(result.stubs, page),
    page.only === true ? result.stubs.flatMap((stub) => lawByLaw(stub, page)) : [],
    start === undefined ? [] : firstSteps(start, result, page),
    failure === undefined ? [] : failureInFull(failure, page, typesOf(result, failure)),
    otherFailures(
      others.filter(({ attention }) => !attention.some((text) => isTold(text, result.remarks.filter(isError)))),
      page,
    ),
    graderFaults(faults, page),
    remarkLines(result, failure?.id, page),
    [...interrupted, ...aboutRun, ...(summary === undefined && page.replayed !== true ? totals(result, page) : [])],
  );
}

function header({ assignment }: AssignmentResult, { width, paint }: Page): readonly string[] {
  const [first = "", ...rest] = spread(`chainrule · ${assignment}`, "practice run", width);
  return [
    first
      .replace(/practice run$/u, (kind) => paint.quiet(kind))
      .replace(/^chainrule · \S+/u, (title) => paint.strong(title)),
    ...rest,
  ];
}

/** Every law of a stub in its sentence, with how it came out. */
function lawByLaw({ laws, verdict }: StubResult, page: Page): readonly string[] {
  // Of what was refused no law was asked.
  if (verdict === "refused") return [];
  return laws.flatMap(({ verdict, says }) => {
    const [first = "", ...rest] = wrap(says, page.width, `    ${signs[verdict].symbol} `, "      ");
    return verdict === "passed" ? [first, ...rest].map(page.paint.quiet) : [first, ...rest];
  });
}

/** Among several assignments, one that is finished or untouched takes one line. */
function inOneLine(result: AssignmentResult, { paint }: Page): readonly string[] | undefined {
  const { stubs, points } = result;
  const all = (...verdicts: readonly Verdict[]) => stubs.every(({ verdict }) => verdicts.includes(verdict));
  if (all("passed")) return [`  ${paint.good(`${signs.passed.symbol} all ${stubs.length} passed`)} · ${share(result)}`];
  if (isUntouched(stubs))
    return [paint.quiet(`  ${signs["not-started"].symbol} not started · ${showPoints(points)} points`)];
  return undefined;
}

/** Where nothing is wrong, the next stub takes the failure's place. */
function firstSteps(stub: StubResult, { stubs }: AssignmentResult, page: Page): readonly string[] {
  const greeting = "Good to have you here. Nothing is started yet; this comes first:";
  const task = sentence(taskOf(stub.id, page));
  const isFirst = isUntouched(stubs) && page.only !== true;
  return blocks(
    isFirst ? wrap(greeting, page.width) : [],
    [...heading(stub, page), ...(task === "" ? [] : wrap(task, page.width, "  "))],
    [...(isFirst ? wayOfWorking(stub, page) : []), ...commandRow("hint", `${page.command} hint ${stub.id}`, page)],
  );
}

/** A task as the sentence that it is once it stands alone; a formula begins as it is written. */
function sentence(task: string): string {
  const first = /^\p{Ll}[\p{Ll}’'-]*(?=[ ,])/u.exec(task)?.[0] ?? "";
  const begun = first.length > 1 || first === "a" ? `${task.slice(0, 1).toUpperCase()}${task.slice(1)}` : task;
  return begun === "" || /[.!?…]$/u.test(begun) ? begun : `${begun}.`;
}

/** How one goes about a stub, for whoever does it for the first time. */
function wayOfWorking({ id, place }: StubResult, page: Page): readonly string[] {
  const { handout, section = "" } = page.lines[id] ?? {};
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
