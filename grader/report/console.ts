import { width } from "./layout.ts";
import type { Page } from "./page.ts";

/** Beside the whole state, a glance; where one stub or one case was asked for, what it prints is what one looks for. */
const mostLines = 6;
const mostAlone = 24;
const bar = "  │ ";

/**
 * What a student's code wrote to the console, behind a bar that shows which lines are the student's, whatever they say. A
 * long line goes on below itself, indented.
 */
export function consoleLines(text: string, page: Page): readonly string[] {
  const most = page.only === true ? mostAlone : mostLines;
  const room = page.width - width(bar);
  const lines = text
    .replace(/\n+$/u, "")
    .split("\n")
    .flatMap((line) => folded(line, room));
  const more = lines.length - most;
  const shown = lines.slice(0, more > 0 ? most - 1 : most);
  return [
    "  your console said:",
    ...[...shown, ...(more > 0 ? [`… ${more + 1} more lines`] : [])].map((line) =>
      page.paint.quiet(`${bar}${line}`.trimEnd()),
    ),
  ];
}

/** A line in pieces that fit, broken after a blank where there is one; its own blanks stay, since they may align numbers. */
function folded(line: string, room: number): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(line);
  while (rest.length > room) {
    const blank = rest.lastIndexOf(" ", room - 1);
    const end = blank > room / 2 ? blank + 1 : room;
    lines.push(rest.slice(0, end).join(""));
    rest = [" ", " ", ...rest.slice(end)];
  }
  return [...lines, rest.join("")];
}
