import { width } from "./layout.ts";
import type { Page } from "./page.ts";

/** A full report shows few console lines. A report on one selected stub or case shows more. */
const mostLines = 6;
const mostLinesAlone = 24;
/** A replay is run to see what the code says. */
const mostLinesReplayed = 1000;
const bar = "  │ ";

/**
 * Draws console output of a student's code behind a bar. The bar tells these lines from lines of the report, also when
 * they imitate the report. A long line continues on the next line, indented.
 */
export function consoleLines(text: string, page: Page): readonly string[] {
  const most = page.replayed === true ? mostLinesReplayed : page.only === true ? mostLinesAlone : mostLines;
  const room = page.width - width(bar);
  const lines = text
    .trimEnd()
    .split("\n")
    .flatMap((line) => foldLine(line, room));
  const more = lines.length - most;
  const shown = lines.slice(0, more > 0 ? most - 1 : most);
  return [
    "  your console said:",
    ...[...shown, ...(more > 0 ? [`… ${more + 1} more lines`] : [])].map((line) =>
      page.paint.quiet(`${bar}${line}`.trimEnd()),
    ),
  ];
}

/**
 * Breaks a line into pieces that fit, after a blank where possible. Blanks stay as they are: they may align numbers.
 */
function foldLine(line: string, room: number): readonly string[] {
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
