import { drawCell, margin, svg, text } from "./sheet.ts";

/** An array and its name. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Arrays whose numbers move to another array. Each number is in `from` at most once. */
export interface Walk {
  readonly from: readonly NamedArray[];
  readonly to: NamedArray;
  /** A note below each place of `to`, such as the formula of its source. */
  readonly notes: readonly string[];
}

const height = 34;
const gap = 30;
const fall = 74;

/** Draws memory before and after, each as one row, with a line from the source of each number to its new place. */
export function drawWalk({ from, to, notes }: Walk): string {
  // A letter of a note is about 7 wide.
  const cell = { width: Math.max(56, ...notes.map((note) => 14 + 7 * note.length)), height };
  const tops = { from: margin + 20, to: margin + 20 + cell.height + fall };
  const starts = from.map(
    (_, k) => margin + from.slice(0, k).reduce((sum, { data }) => sum + data.length * cell.width + gap, 0),
  );
  const places = from.flatMap(({ data }, k) =>
    Array.from(data, (number, i) => ({ number, k, x: (starts[k] ?? 0) + i * cell.width })),
  );
  const placed = Array.from(to.data, (number, i) => ({
    number,
    i,
    source: places.find((place) => place.number === number),
    x: margin + i * cell.width,
  }));
  const lines = placed.flatMap(({ source, x }) => {
    if (source === undefined) return [];
    const [x1, y1, x2, y2] = [source.x + cell.width / 2, tops.from + cell.height, x + cell.width / 2, tops.to];
    const half = (y1 + y2) / 2;
    return [`<path class="ink-${source.k}" d="M${x1} ${y1} C${x1} ${half} ${x2} ${half} ${x2} ${y2}"/>`];
  });
  const last = places.at(-1)?.x ?? margin;
  const width = Math.max(last, margin + (to.data.length - 1) * cell.width) + cell.width + margin;
  return svg(width, tops.to + cell.height + (notes.length > 0 ? 40 : 24) + margin, [
    ...from.map((array, k) => text(starts[k] ?? 0, tops.from - 8, titleOf(array), "name", "start")),
    ...lines,
    ...places.map(({ number, k, x }) => drawCell({ x, y: tops.from, ...cell, number, kind: `ink-${k}` })),
    ...placed.map(({ number, source, x }) =>
      drawCell({ x, y: tops.to, ...cell, number, kind: source === undefined ? "" : `ink-${source.k}` }),
    ),
    ...placed.map(({ i, x }) => text(x + cell.width / 2, tops.to + cell.height + 18, notes[i] ?? "", "small")),
    text(margin, tops.to + cell.height + (notes.length > 0 ? 40 : 20), titleOf(to), "name", "start"),
  ]);
}

function titleOf({ name, shape }: NamedArray): string {
  return `${name}, shape [${shape.join(", ")}]`;
}
