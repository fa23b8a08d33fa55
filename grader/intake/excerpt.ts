import type { Finding } from "../result/result.ts";

/** The maximal length of each piece of an excerpt. */
const maxPiece = 100;

/**
 * Cuts a line of a student's text into three pieces: the part that a finding is about, and the text before and after it.
 * The pieces leave out the indentation, and the far ends of a long line.
 *
 * @param line - without its line end
 * @param column - the start of the meant part, from 1, in UTF-16 units
 * @param length - the length of the meant part, in UTF-16 units
 */
export function excerptOf(line: string, column: number, length: number): NonNullable<Finding["excerpt"]> {
  const at = column - 1;
  const end = at + Math.min(length, maxPiece);
  const head = line.slice(Math.max(0, at - maxPiece), at);
  const tail = line.slice(end, end + maxPiece);
  return {
    before: head.length < at ? `…${head}` : head.trimStart(),
    meant: line.slice(at, end),
    after: end + tail.length < line.length ? `${tail}…` : tail.trimEnd(),
  };
}
