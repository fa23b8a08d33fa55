/**
 * @file Makes hostile text safe for a terminal. Every text of a student counts as hostile: in a terminal, text can move
 * the cursor, set the title, write to the clipboard, run backwards, or stay invisible.
 */

/** First, strings with a terminator: titles, links, the clipboard. Then escape sequences, long and short. */
const sequences = [
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090-\u009f]*(?:\u0007|\u001b\\|\u009c)/gu,
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/gu,
  /\u001b[ -/]*[0-~]/gu,
];
const blanks = /[\t\n\v\f\r\u0085\p{Z}]/gu;
/**
 * Control, format (bidi, zero width), private and unassigned characters, lone surrogates, and characters without ink.
 */
const unseen = /[\p{C}\p{DI}\u2800]/gu;
/** Three or more marks on one letter would paint over the lines above it. */
const towers = /(\p{M}{2})\p{M}+/gu;

/**
 * Makes a text one harmless line of at most `max` characters. A cut text ends in `…`.
 *
 * @param text - any text; escape sequences, control and invisible characters go, line breaks become blanks
 * @param max - how many code points the result may have, at least 1
 */
export function printable(text: string, max: number): string {
  // Cutting first keeps a text of megabytes cheap.
  const head = text.slice(0, 8 * max + 1024);
  const bare = sequences.reduce((left, sequence) => left.replace(sequence, ""), head);
  const shown = Array.from(bare.replace(blanks, " ").replace(unseen, "").replace(towers, "$1"));
  if (shown.length <= max && head.length === text.length) return shown.join("");
  return `${shown.slice(0, max - 1).join("")}…`;
}

/**
 * Makes every line of a text printable.
 *
 * @param max - how many code points each line may have
 */
export function printableLines(text: string, max: number): readonly string[] {
  return text.split(/\r\n|[\n\r]/u).map((line) => printable(line, max));
}
