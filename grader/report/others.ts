import type { StubResult } from "../score/result.ts";
import { commandLines, fitting, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { inShort, signs } from "./words.ts";

/** The failures after the first, one line each, with the command that shows it in full. */
export function otherFailures(stubs: readonly StubResult[], page: Page): readonly string[] {
  if (stubs.length === 0) return [];
  const command = ({ id }: StubResult) => `${page.again} --stub ${id}`;
  const column = Math.min(48, Math.max(...stubs.map((stub) => width(command(stub)))));
  const lines = stubs.flatMap((stub) => {
    if (width(command(stub)) > page.width - 2)
      return commandLines(command(stub), page.width, 2).map(page.paint.command);
    const room = page.width - 2 - Math.max(column, width(command(stub))) - 3;
    return [`  ${page.paint.command(pad(command(stub), column))}   ${fitting(briefly(stub), room)}`.trimEnd()];
  });
  return ["also failing", ...lines];
}

/** Where the grader itself is at fault: what happened, and what to send to whom. */
export function graderFaults(stubs: readonly StubResult[], page: Page): readonly string[] {
  return stubs.flatMap(({ id, place, counterexample }) => [
    ...wrap(`The grader failed on ${id}. That is its fault, not yours, and costs no point.`, page.width, "", "  "),
    ...(counterexample?.reason === undefined
      ? []
      : wrap(counterexample.reason, page.width, "  ").map(page.paint.quiet)),
    ...wrap(
      `Please send ${place === undefined ? "this report" : `${place.file} and this report`} to the course staff.`,
      page.width,
      "  ",
    ),
  ]);
}

function briefly(stub: StubResult): readonly string[] {
  const { word } = signs[stub.verdict];
  if (stub.verdict === "failed") return inShort(stub).length === 0 ? [word] : inShort(stub);
  return [...inShort(stub).map((text) => `${word}: ${text}`), word];
}
