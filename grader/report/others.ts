import type { StubResult } from "../score/result.ts";
import { commandRow } from "./failure.ts";
import { cut, fitting, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { inShort, signs } from "./words.ts";

/** More lines than these hide the failure above them. */
const most = 6;
/** What is left of a line beside a command must have room for a few words. */
const widestCommand = 48;

/** The failures after the first, one line each, with the command that shows it in full: each its own where that is short. */
export function otherFailures(stubs: readonly StubResult[], page: Page): readonly string[] {
  if (stubs.length === 0) return [];
  const command = (id: string) => `${page.again} --stub ${id}`;
  const short = stubs.every(({ id }) => width(command(id)) <= widestCommand);
  const names = stubs.map(({ id }) => (short ? command(id) : id));
  const column = Math.max(...names.slice(0, most).map(width));
  const lines = stubs.slice(0, most).map((stub, i) => {
    const name = pad(cut(names[i] ?? "", widestCommand), Math.min(column, widestCommand));
    const room = page.width - 2 - width(name) - 3;
    return `  ${short ? page.paint.command(name) : name}   ${fitting(briefly(stub), room)}`.trimEnd();
  });
  return [
    "also failing",
    ...lines,
    ...(stubs.length > most ? [page.paint.quiet(`  and ${stubs.length - most} more`)] : []),
    ...(short ? [] : commandRow("in full", command("NAME"), page)),
  ];
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
  if (stub.verdict === "refused") return [...stub.attention.map((text) => `${word}: ${text}`), word];
  if (stub.verdict === "failed") return inShort(stub).length === 0 ? [word] : inShort(stub);
  return [...inShort(stub).map((text) => `${word}: ${text}`), word];
}
