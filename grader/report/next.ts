import { quoted } from "../intake/quoted.ts";
import type { AssignmentResult, GradingResult, Remark, StubResult } from "../score/result.ts";
import { commandLines, together, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { printable } from "./printable.ts";
import { isError, isTold, placeOf } from "./remarks.ts";
import { isFailure } from "./words.ts";

/** The one thing to do next. */
export type Step =
  | {
      readonly kind: "mend" | "start" | "send";
      readonly assignment: string;
      readonly stub: StubResult;
      /** Everything but extra credit is done. */
      readonly complete?: true;
    }
  | { readonly kind: "restore"; readonly assignment: string; readonly remark: Remark }
  | { readonly kind: "wait-for"; readonly id: string }
  | { readonly kind: "run-again" | "done" };

/**
 * Finds it: mend the first failure; else restore a file; else finish what was interrupted; else start the first stub
 * that is not started. Extra credit comes after all that.
 *
 * A failure whose own file has an error is mended by restoring the file.
 */
export function nextStep(result: GradingResult): Step {
  const every = result.assignments.flatMap(({ stubs }) => stubs);
  const due = without(result, ({ extra }) => extra === true);
  const step = every.some(({ extra }) => extra !== true) ? stepAmong(due) : { kind: "done" as const };
  if (step.kind !== "done") return step;
  const voluntary = stepAmong(without(result, ({ extra }) => extra !== true));
  switch (voluntary.kind) {
    case "mend":
    case "start":
    case "send":
      return { ...voluntary, complete: true };
    case "restore":
    case "wait-for":
    case "run-again":
    case "done":
      return voluntary;
  }
}

/** The same result without some stubs. */
function without(result: GradingResult, left: (stub: StubResult) => boolean): GradingResult {
  return {
    ...result,
    assignments: result.assignments.map((assignment) => ({
      ...assignment,
      stubs: assignment.stubs.filter((stub) => !left(stub)),
    })),
  };
}

function stepAmong({ assignments }: GradingResult): Step {
  const stubs = assignments.flatMap(({ assignment, stubs }) => stubs.map((stub) => ({ assignment, stub })));
  const errors = assignments.flatMap(({ assignment, remarks }) =>
    remarks.filter(isError).map((remark) => ({ assignment, remark })),
  );
  const first = (accepts: (stub: StubResult) => boolean) => stubs.find(({ stub }) => accepts(stub));

  const failure = first(isFailure);
  const error =
    failure === undefined
      ? errors[0]
      : (errors.find(({ remark }) => tellsOf(remark, failure.stub)) ??
        errors.find(({ remark }) => remark.file === failure.stub.place?.file));
  if (error !== undefined) return { kind: "restore", ...error };
  if (failure !== undefined) return { kind: "mend", ...failure };
  if (first(({ verdict }) => verdict === "not-run")) return { kind: "run-again" };
  const idle = first(({ verdict }) => verdict === "not-started");
  if (idle !== undefined) return { kind: "start", ...idle };
  const fault = first(({ verdict }) => verdict === "internal-error");
  if (fault !== undefined) return { kind: "send", ...fault };
  const blocked = first(({ verdict }) => verdict === "blocked");
  return blocked === undefined ? { kind: "done" } : { kind: "wait-for", id: blocked.stub.blockedBy ?? blocked.stub.id };
}

/** Whether a stub is not judged because of an error about its file: its own note says the same. */
function tellsOf(remark: Remark, { attention }: StubResult): boolean {
  return attention.some((note) => note === remark.text || isTold(note, [remark]));
}

/** The last line of the report. */
export function nextLine(step: Step, assignments: readonly AssignmentResult[], page: Page): readonly string[] {
  const within = (assignment: string) => (assignments.length > 1 ? ` in ${assignment}` : "");
  const complete = (more: string) => wrap(`${doneOf(assignments)} complete. ${more}`, page.width).map(page.paint.good);
  const say = (text: string) => {
    const [first = "", ...rest] = wrap(text, page.width, "next: ", "  ");
    const isComplete = "complete" in step && page.only !== true;
    return [
      ...(isComplete ? complete("What is left is extra credit.") : []),
      page.paint.strong("next:") + first.slice("next:".length),
      ...rest,
    ];
  };
  /** On a line of its own, so that it can be copied. */
  const sayCommand = (command: string) => {
    const fits = width(`next: ${command}`) <= page.width;
    return fits ? say(together(command)) : [...say("put the file back:"), ...commandLines(command, page.width, 2)];
  };
  switch (step.kind) {
    case "mend":
      return say(
        `${step.stub.id}${within(step.assignment)}${step.stub.place === undefined ? "" : `, line ${step.stub.place.line}`}${stuck(step.stub, page)}${handoutOf(step.stub.id, page)}`,
      );
    case "start":
      return say(step.stub.id + within(step.assignment) + about(step.stub.id, page));
    case "restore":
      return step.remark.next.includes("grade restore")
        ? sayCommand(`${page.command} restore ${quoted(step.remark.file)}`)
        : say(`${placeOf(step.remark)}, ${step.remark.next}`);
    case "send":
      return say(
        `send ${step.stub.place?.file ?? "this report"}${within(step.assignment)} to the course staff; the rest is done`,
      );
    case "wait-for":
      return say(step.id + about(step.id, page));
    case "run-again":
      return say(`${together(page.again)}, to judge the rest`);
    case "done":
      if (assignments.length === 0)
        return say(`nothing was found to judge; ${together(`${page.command} list`)} shows what there is`);
      if (page.only === true) return say(`${together(page.again)}, for everything else`);
      return complete("Every law holds, and every line of it is yours.");
  }
}

/** Where a hint is to be had; a capstone has none. */
function stuck({ id, kind }: StubResult, page: Page): string {
  return kind === "region" ? `; stuck? ${together(`${page.command} hint ${id}`)}` : "";
}

/** The task of a stub, if there is one: its line in the marker. */
export function taskOf(id: string, page: Page): string {
  return printable(page.lines[id]?.task ?? "", 200);
}

/** `, about 2 lines (handout: "Products")` */
function about(id: string, page: Page): string {
  const known = page.lines[id];
  if (known === undefined) return "";
  const length = printable(known.lines, 40).replace(/^~?\s*(?=\d)/u, "about ");
  return `${length === "" ? "" : `, ${length}`}${handoutOf(id, page)}`;
}

/** ` (handout: "Products")` */
function handoutOf(id: string, page: Page): string {
  const section = printable(page.lines[id]?.section ?? "", 50);
  return section === "" ? "" : ` ${together(`(handout: "${section}")`)}`;
}

function doneOf(assignments: readonly AssignmentResult[]): string {
  const [only] = assignments;
  return only !== undefined && assignments.length === 1
    ? `${only.assignment} is`
    : `All ${assignments.length} assignments are`;
}
