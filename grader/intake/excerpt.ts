import type { Finding } from "../score/result.ts";

/** How much of a line is kept on either side of what is meant. */
const around = 100;

/**
 * A line of a student's text, cut into what is meant and what is around it. Indentation is left out; of a long line, the
 * neighbourhood stays.
 *
 * @param line - without its end
 * @param column - where it begins, from 1, in UTF-16 units
 * @param length - how long it is, in UTF-16 units
 */
export function excerptOf(line: string, column: number, length: number): NonNullable<Finding["excerpt"]> {
  const at = column - 1;
  const end = at + Math.min(length, around);
  const head = line.slice(Math.max(0, at - around), at);
  const tail = line.slice(end, end + around);
  return {
    before: head.length < at ? `…${head}` : head.trimStart(),
    meant: line.slice(at, end),
    after: end + tail.length < line.length ? `${tail}…` : tail.trimEnd(),
  };
}
