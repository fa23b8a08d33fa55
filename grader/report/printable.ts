/**
 * @file Text from a student is hostile in every sink. Here the sink is a terminal, where text can move the cursor,
 * set the title, write to the clipboard, run backwards, or be there without being seen.
 */

/** Strings with a terminator of their own: titles, links, the clipboard. Escape sequences, long and short. */
const sequences = [
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090-\u009f]*(?:\u0007|\u001b\\|\u009c)/gu,
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/gu,
  /\u001b[ -/]*[0-~]/gu,
];
const blanks = /[\t\n\v\f\r\u0085\p{Z}]/gu;
/** Control, format (bidi, zero width), private, unassigned and lone surrogates; what draws nothing by design. */
const unseen = /[\p{C}\p{DI}\u2800]/gu;
/** A third mark on one letter begins to paint over the lines above it. */
const towers = /(\p{M}{2})\p{M}+/gu;

/**
 * One line that does nothing but show itself, of at most `max` characters; a longer text ends in `…`.
 *
 * @param text - anything; escape sequences, control and invisible characters are left out, line breaks become blanks
 * @param max - how many code points the result may have, at least 1
 */
export function printable(text: string, max: number): string {
  // A text of megabytes is cut first, so that its length costs nothing.
  const head = text.slice(0, 8 * max + 1024);
  const bare = sequences.reduce((left, sequence) => left.replace(sequence, ""), head);
  const shown = Array.from(bare.replace(blanks, " ").replace(unseen, "").replace(towers, "$1"));
  if (shown.length <= max && head.length === text.length) return shown.join("");
  return `${shown.slice(0, max - 1).join("")}…`;
}

/**
 * The same for a text of several lines.
 *
 * @param max - how many code points each line may have
 */
export function printableLines(text: string, max: number): readonly string[] {
  return text.split(/\r\n|[\n\r]/u).map((line) => printable(line, max));
}
