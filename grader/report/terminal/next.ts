import { quoteForShell } from "../../disk/quote-for-shell.ts";
import type { Step } from "../../result/next-step.ts";
import type { AssignmentResult } from "../../result/result.ts";
import { commandLines, tieWords, width, wrap } from "./layout.ts";
import type { Page, StubAhead } from "./page.ts";
import { printable } from "./printable.ts";
import { isUntouched } from "../../result/verdicts.ts";
import { placeOf } from "./remarks.ts";
import { joinNames, showCount } from "./words.ts";

/** Draws the end of a report: the one thing to do next. */
export function nextLines(step: Step, assignments: readonly AssignmentResult[], page: Page): readonly string[] {
  const inAssignment = (assignment: string) => (assignments.length > 1 ? ` in ${assignment}` : "");
  const completeLines = (more: string) =>
    wrap(`${completeSubjectOf(assignments)} complete. ${more}`, page.width).map(page.paint.good);
  const say = (text: string) => {
    const [first = "", ...rest] = wrap(text, page.width, "next: ", "  ");
    const isComplete = "complete" in step && page.only !== true;
    return [
      ...(isComplete ? completeLines("What is left is extra credit.") : []),
      page.paint.strong("next:") + first.slice("next:".length),
      ...rest,
    ];
  };
  /** A long command gets its own line, so that it can be copied. */
  const sayCommand = (command: string) => {
    const fits = width(`next: ${command}`) <= page.width;
    return fits ? say(tieWords(command)) : [...say("put the file back:"), ...commandLines(command, page.width, 2)];
  };
  switch (step.kind) {
    case "mend":
      return say(
        `${step.stub.id}${inAssignment(step.assignment)}${step.stub.place === undefined ? "" : `, line ${step.stub.place.line}`}${hintTextOf(step.stub.id, page)}${handoutTextOf(step.stub.id, page)}`,
      );
    case "start":
      return [
        ...extraLines(step.assignment, assignments, page),
        ...say(step.stub.id + inAssignment(step.assignment) + lengthAndHandoutOf(step.stub.id, page)),
      ];
    case "restore":
      return step.remark.restore === undefined
        ? say(`${placeOf(step.remark)}, ${step.remark.next}`)
        : sayCommand(`${page.command} restore ${quoteForShell(step.remark.restore)}`);
    case "send":
      return say(
        `send ${step.stub.place?.file ?? "this report"}${inAssignment(step.assignment)} to the course staff; the rest is done`,
      );
    case "wait-for":
      return say(step.id + lengthAndHandoutOf(step.id, page));
    case "run-again":
      return say(`${tieWords(page.again)}, to judge the rest`);
    case "done":
      if (page.only === true && page.ahead !== undefined) return say(textOfAhead(page.ahead, page));
      if (assignments.length === 0)
        return say(`nothing was found to judge; ${tieWords(`${page.command} list`)} shows what there is`);
      if (page.only === true) return say(`${tieWords(page.again)}, for everything else`);
      return [
        ...completeLines("Every law holds, and every line of it is yours."),
        ...say(`${tieWords(packCommandOf(page))}, which writes the archive to hand in`),
      ];
  }
}

/** Where an assignment begins: the extra credit that complete ones before it still have. */
function extraLines(begun: string, assignments: readonly AssignmentResult[], page: Page): readonly string[] {
  const place = assignments.findIndex(({ assignment }) => assignment === begun);
  if (!isUntouched(assignments[place]?.stubs ?? [])) return [];
  return assignments.slice(0, place).flatMap(({ assignment, stubs }) => {
    const left = stubs.filter(({ verdict }) => verdict !== "passed");
    if (left.length === 0 || left.some(({ extra }) => extra !== true)) return [];
    const names = left.length > 3 ? showCount(left.length, "stub") : joinNames(left.map(({ id }) => id));
    return wrap(`${assignment} still has extra credit: ${names}`, page.width, "", "  ").map(page.paint.quiet);
  });
}

/** The stub to do next, as `grade` names it. */
function textOfAhead({ id, isFailing }: StubAhead, page: Page): string {
  return id + (isFailing ? hintTextOf(id, page) + handoutTextOf(id, page) : lengthAndHandoutOf(id, page));
}

/** The command that packs the graded folder. */
function packCommandOf({ command, path }: Page): string {
  return `${command} pack${path === undefined ? "" : ` ${quoteForShell(path)}`}`;
}

/** `; stuck? npx grade hint mul.backward`: the hint command of a stub that has hints. */
function hintTextOf(id: string, page: Page): string {
  return hasHints(id, page) ? `; stuck? ${tieWords(`${page.command} hint ${id}`)}` : "";
}

/** Whether the course has hints for a stub, as far as the page knows. */
export function hasHints(id: string, { tasks }: Pick<Page, "tasks">): boolean {
  return tasks[id]?.hasHints ?? true;
}

/** The task of a stub, from the line of its marker; empty if unknown. */
export function taskOf(id: string, page: Page): string {
  return printable(page.tasks[id]?.task ?? "", 200);
}

/** `, about 2 lines (handout: "Products")`: the length of a stub's solution, and its section. */
function lengthAndHandoutOf(id: string, page: Page): string {
  const task = page.tasks[id];
  if (task === undefined) return "";
  const length = printable(task.lines, 40).replace(/^~?\s*(?=\d)/u, "about ");
  return `${length === "" ? "" : `, ${length}`}${handoutTextOf(id, page)}`;
}

/** ` (handout: "Products")`: the section of a stub. */
function handoutTextOf(id: string, page: Page): string {
  const section = printable(page.tasks[id]?.section ?? "", 50);
  return section === "" ? "" : ` ${tieWords(`(handout: "${section}")`)}`;
}

function completeSubjectOf(assignments: readonly AssignmentResult[]): string {
  const [only] = assignments;
  return only !== undefined && assignments.length === 1
    ? `${only.assignment} is`
    : `All ${assignments.length} assignments are`;
}
