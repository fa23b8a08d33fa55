/** @file Lines of text without colour: how wide they are, where they break, what stands beside what. */

/** A blank that does not break; `printable` leaves none in a text that is not ours. */
const tie = "\u00a0";

/** How many columns a text takes: one a character. Colour is put on afterwards. */
export function width(text: string): number {
  return Array.from(text).length;
}

/** Filled up with blanks; longer texts stay as they are. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** Cut to `columns`, with `…` at the end if something is missing. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const kept = Array.from(text).slice(0, Math.max(0, columns - 1));
  return `${kept.join("")}…`;
}

/** The first of `texts` that fits. If none does: the last, cut, or nothing where there is no room for a word. */
export function fitting(texts: readonly string[], columns: number): string {
  const fits = texts.find((text) => width(text) <= columns);
  return fits ?? (columns < 12 ? "" : cut(texts.at(-1) ?? "", columns).replace(/\s+\S{0,7}…$/u, " …"));
}

/**
 * Breaks a text between its words, and leaves no single word for the last line if that can be helped.
 *
 * @param columns - how wide a line may be, with what it begins with
 * @param first - what the first line begins with
 * @param rest - what the others begin with; as many blanks as `first` has, if left out
 */
export function wrap(text: string, columns: number, first = "", rest = " ".repeat(width(first))): readonly string[] {
  const room = Math.max(8, columns - width(rest));
  const less = Math.min(room - 8, width(first) - width(rest));
  const words = text.split(/[\n ]+/u).flatMap((word) => pieces(word, Math.min(room, room - less)));
  let lines = broken(words, room, less);
  const endsShort = () => lines.length > 1 && width(lines.at(-1) ?? "") < room / 5;
  const least = Math.max(room * 0.75, ...words.map((word) => width(word) + Math.max(0, less)));
  for (let narrower = room - 1; endsShort() && narrower >= least; narrower -= 1) {
    const evener = broken(words, narrower, less);
    if (evener.length > lines.length) break;
    lines = evener;
  }
  return lines.map((line, i) => (i === 0 ? first : rest) + line.replaceAll(tie, " "));
}

/** Words that `wrap` does not part. */
export function together(words: string): string {
  return words.replaceAll(" ", tie);
}

/** `left` and `right` at the two ends of a line, or below each other where they do not fit. */
export function spread(left: string, right: string, columns: number): readonly string[] {
  const gap = columns - width(left) - width(right);
  if (gap >= 2) return [left + " ".repeat(gap) + right];
  return [cut(left, columns), `  ${cutFront(right, columns - 2)}`];
}

/**
 * A command that can be copied from the screen: on one line if it fits, else continued as a shell continues lines.
 *
 * @param indent - how far the first line is indented
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
    // Within a word only a line that begins at the margin goes on without a blank.
    while (width(line) > columns) {
      const letters = Array.from(line);
      lines.push(`${letters.slice(0, columns - 1).join("")}\\`);
      line = letters.slice(columns - 1).join("");
    }
  }
  return [...lines, line];
}

/**
 * Parts on one line if they fit, else on several. What stands between two parts is left out where a line ends.
 *
 * @param indent - how far the lines after the first are indented
 */
export function flow(parts: readonly string[], between: string, columns: number, indent: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}${between}${part}`;
    if (lines.length > 0 && width(longer) <= columns) lines.splice(-1, 1, longer);
    else lines.push(...wrap(part, columns, lines.length === 0 ? "" : " ".repeat(indent), " ".repeat(indent)));
  }
  return lines;
}

/** Blocks with an empty line between them; those without lines are left out. */
export function blocks(...parts: readonly (readonly string[])[]): readonly string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function cutFront(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const kept = Array.from(text).slice(1 - columns);
  return `…${kept.join("")}`;
}

/** @param less - how much less room the first line has */
function broken(words: readonly string[], room: number, less: number): readonly string[] {
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

function pieces(word: string, room: number): readonly string[] {
  const letters = Array.from(word);
  return Array.from({ length: Math.max(1, Math.ceil(letters.length / room)) }, (_, i) =>
    letters.slice(i * room, (i + 1) * room).join(""),
  );
}
