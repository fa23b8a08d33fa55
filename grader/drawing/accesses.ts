import { margin, roundToTenth, svg, text } from "./sheet.ts";

/** The word that each of some neighbouring invocations reads at the same time. */
export interface AccessPattern {
  readonly title: string;
  /** The word of each invocation, in order. */
  readonly words: readonly number[];
}

/** Which invocation reads which word: one row of invocations and one of words for each pattern. */
export interface Accesses {
  /** How many words memory holds. */
  readonly length: number;
  /** How many words memory hands out at once. */
  readonly wordsAtOnce: number;
  readonly patterns: readonly AccessPattern[];
}

const word = { width: 15, height: 20 };
const lane = { width: 26, height: 22 };
const between = 58;

/** Draws each pattern: invocations above, words below, and in colour the pieces that memory hands out for them. */
export function drawAccesses({ length, wordsAtOnce, patterns }: Accesses): string {
  const width = length * word.width;
  const block = 34 + lane.height + between + word.height + 34;
  const parts = patterns.flatMap(({ title, words }, at) => {
    const top = margin + at * block;
    const lanesTop = top + 28;
    const wordsTop = lanesTop + lane.height + between;
    const lanesLeft = margin + (width - words.length * lane.width) / 2;
    const pieces = new Set(words.map((w) => Math.floor(w / wordsAtOnce)));
    const boxes = Array.from({ length }, (_, w) => {
      const kind = words.includes(w) ? "ink-0" : pieces.has(Math.floor(w / wordsAtOnce)) ? "ink-1" : "";
      const className = kind === "" ? "" : ` class="${kind}"`;
      return `<rect${className} x="${margin + w * word.width}" y="${wordsTop}" width="${word.width}" height="${word.height}"/>`;
    });
    const lanes = words.flatMap((w, i) => {
      const x = lanesLeft + i * lane.width;
      const [x1, x2] = [x + lane.width / 2, margin + (w + 0.5) * word.width];
      const [y1, y2] = [lanesTop + lane.height, wordsTop];
      const half = roundToTenth((y1 + y2) / 2);
      return [
        `<path class="edge" d="M${x1} ${y1} C${x1} ${half} ${x2} ${half} ${x2} ${y2}"/>`,
        `<rect x="${x}" y="${lanesTop}" width="${lane.width}" height="${lane.height}"/>`,
        text(x1, lanesTop + 15, String(i), "small"),
      ];
    });
    const edges = Array.from({ length: length / wordsAtOnce + 1 }, (_, piece) => {
      const x = margin + piece * wordsAtOnce * word.width;
      return `<path d="M${x} ${wordsTop - 5} V${wordsTop + word.height + 5}"/>`;
    });
    const said = `${title}: ${pieces.size} ${pieces.size === 1 ? "piece" : "pieces"} of ${wordsAtOnce} words for ${words.length} numbers`;
    return [text(margin, top + 14, said, "name", "start"), ...boxes, ...edges, ...lanes];
  });
  return svg(width + 2 * margin, margin + patterns.length * block, parts);
}
