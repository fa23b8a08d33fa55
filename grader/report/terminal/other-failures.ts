import type { StubResult } from "../../result/result.ts";
import { labelCommand } from "./failure.ts";
import { cut, pickFitting, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { summariesOf, signs } from "./words.ts";

/** A longer list pushes the failure above out of sight. */
const mostLines = 6;
/** A wider command leaves no room for the words beside it. */
const widestCommand = 48;

/**
 * Draws the failures after the first, one a line. A short command stands in each line; a long one stands once, below
 * all.
 */
export function otherFailureLines(stubs: readonly StubResult[], page: Page): readonly string[] {
  if (stubs.length === 0) return [];
  const command = (id: string) => `${page.again} ${id}`;
  const short = stubs.every(({ id }) => width(command(id)) <= widestCommand);
  const names = stubs.map(({ id }) => (short ? command(id) : id));
  const column = Math.max(...names.slice(0, mostLines).map(width));
  const lines = stubs.slice(0, mostLines).map((stub, i) => {
    const name = pad(cut(names[i] ?? "", widestCommand), Math.min(column, widestCommand));
    const room = page.width - 2 - width(name) - 3;
    return `  ${short ? page.paint.command(name) : name}   ${pickFitting(briefTextsOf(stub), room)}`.trimEnd();
  });
  return [
    "also failing",
    ...lines,
    ...(stubs.length > mostLines ? [page.paint.quiet(`  and ${stubs.length - mostLines} more`)] : []),
    ...(short ? [] : labelCommand("in full", command("NAME"), page)),
  ];
}

/** Draws the faults of the grader itself: what happened, and what to send to the course staff. */
export function graderFaultLines(stubs: readonly StubResult[], page: Page): readonly string[] {
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

/** Texts on a failure, from the longest to the shortest. */
function briefTextsOf(stub: StubResult): readonly string[] {
  const { word } = signs[stub.verdict];
  if (stub.verdict === "refused") return [...(stub.reason === undefined ? [] : [`${word}: ${stub.reason}`]), word];
  if (stub.verdict === "failed") return summariesOf(stub).length === 0 ? [word] : summariesOf(stub);
  return [...summariesOf(stub).map((text) => `${word}: ${text}`), word];
}
