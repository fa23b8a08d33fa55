/** @file Measures, breaks and aligns lines of text. Colours are added later. */

/** A blank that `wrap` does not break at. `printable` removes this character from texts of students. */
const tie = "\u00a0";

/** The columns of a text without colours: one for each code point. */
export function width(text: string): number {
  return Array.from(text).length;
}

/** Fills a text up with blanks at its end. A longer text stays as it is. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** Cuts a text to `columns`. A cut text ends in `…`. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const kept = Array.from(text).slice(0, Math.max(0, columns - 1));
  return `${kept.join("")}…`;
}

/** Picks the first text that fits. If none fits, cuts the last one; in fewer than 12 columns, the result is empty. */
export function pickFitting(texts: readonly string[], columns: number): string {
  const fits = texts.find((text) => width(text) <= columns);
  return fits ?? (columns < 12 ? "" : cut(texts.at(-1) ?? "", columns).replace(/(?<!\s)\s+\S{0,7}…$/u, " …"));
}

/**
 * Breaks a text between its words, and balances the lines so that the last one is not too short.
 *
 * @param columns - the width of a line, with its prefix
 * @param first - the prefix of the first line
 * @param rest - the prefix of all other lines; by default, as many blanks as `first` is wide
 */
export function wrap(text: string, columns: number, first = "", rest = " ".repeat(width(first))): readonly string[] {
  const room = Math.max(8, columns - width(rest));
  const less = Math.min(room - 8, width(first) - width(rest));
  const words = text.split(/[\n ]+/u).flatMap((word) => splitWord(word, Math.min(room, room - less)));
  let lines = breakLines(words, room, less);
  const endsShort = () => lines.length > 1 && width(lines.at(-1) ?? "") < room / 5;
  const least = Math.max(room * 0.75, ...words.map((word) => width(word) + Math.max(0, less)));
  for (let narrower = room - 1; endsShort() && narrower >= least; narrower -= 1) {
    const evener = breakLines(words, narrower, less);
    if (evener.length > lines.length) break;
    lines = evener;
  }
  return lines.map((line, i) => (i === 0 ? first : rest) + line.replaceAll(tie, " "));
}

/** Ties words together, so that `wrap` keeps them on one line. */
export function tieWords(words: string): string {
  return words.replaceAll(" ", tie);
}

/** Puts `left` and `right` at the two ends of one line, or on two lines if one is too narrow. */
export function placeAtEnds(left: string, right: string, columns: number): readonly string[] {
  const gap = columns - width(left) - width(right);
  if (gap >= 2) return [left + " ".repeat(gap) + right];
  return [cut(left, columns), `  ${cutStart(right, columns - 2)}`];
}

/**
 * Draws a command for copying: on one line if it fits, otherwise on several that end in `\`, as in a shell.
 *
 * @param indent - the blanks before the first line
 */
export function commandLines(command: string, columns: number, indent: number): readonly string[] {
  const blanks = " ".repeat(indent);
  if (indent + width(command) <= columns) return [blanks + command];
  const lines: string[] = [];
  let line = blanks;
  for (const word of command.split(" ")) {
    if (width(`${line} ${word} \\`) > columns && line.trim() !== "") {
      lines.push(`${line} \\`);
      line = blanks;
    }
    line = line.trim() === "" ? blanks + word : `${line} ${word}`;
    // A word that goes on in the next line must go on at the margin: the shell would take an indent as a blank.
    while (width(line) > columns) {
      const letters = Array.from(line);
      lines.push(`${letters.slice(0, columns - 1).join("")}\\`);
      line = letters.slice(columns - 1).join("");
    }
  }
  return [...lines, line];
}

/**
 * Joins parts with a separator, on as many lines as needed. The separator is dropped at the end of a line.
 *
 * @param indent - the blanks before each line after the first
 */
export function flow(parts: readonly string[], separator: string, columns: number, indent: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}${separator}${part}`;
    if (lines.length > 0 && width(longer) <= columns) lines.splice(-1, 1, longer);
    else lines.push(...wrap(part, columns, lines.length === 0 ? "" : " ".repeat(indent), " ".repeat(indent)));
  }
  return lines;
}

/** Joins blocks of lines with an empty line between them, and skips empty blocks. */
export function joinBlocks(...blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block, i) => (i === 0 ? block : ["", ...block]));
}

function cutStart(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const kept = Array.from(text).slice(1 - columns);
  return `…${kept.join("")}`;
}

/** @param less - the columns that the first line has less than the others */
function breakLines(words: readonly string[], room: number, less: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (width(longer) > (lines.length === 0 ? room - less : room)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function splitWord(word: string, room: number): readonly string[] {
  const letters = Array.from(word);
  return Array.from({ length: Math.max(1, Math.ceil(letters.length / room)) }, (_, i) =>
    letters.slice(i * room, (i + 1) * room).join(""),
  );
}
