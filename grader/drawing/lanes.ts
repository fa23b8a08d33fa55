import { drawCell, margin, roundToTenth, svg, text } from "./sheet.ts";

/** A word of workgroup memory that an invocation writes between two barriers, and the words that it has read for it. */
export interface LaneWrite {
  readonly lane: number;
  readonly from: readonly number[];
  readonly number: number;
}

/** What the invocations of a workgroup do with one word each, from barrier to barrier. */
export interface Lanes {
  /** The name of the workgroup memory. */
  readonly memory: string;
  /** What its words hold at first. */
  readonly start: readonly number[];
  /** What is written after each barrier. The others wait. */
  readonly rounds: readonly (readonly LaneWrite[])[];
}

const cell = { width: 48, height: 30 };
const between = 62;

/** Draws a row of words for each round, lines from what is read to what is written, and the barriers between the rounds. */
export function drawLanes({ memory, start, rounds }: Lanes): string {
  const left = margin + 74;
  const top = margin + 40;
  const center = (lane: number) => left + (lane + 0.5) * cell.width;
  const topOf = (row: number) => top + row * (cell.height + between);
  const rows = [start];
  for (const writes of rounds) {
    const words = [...(rows.at(-1) ?? [])];
    for (const { lane, number } of writes) words[lane] = number;
    rows.push(words);
  }
  const right = left + start.length * cell.width;
  const cells = rows.flatMap((words, row) =>
    words.map((number, lane) => {
      const isWritten = row === 0 || rounds[row - 1]?.some((write) => write.lane === lane) === true;
      return drawCell({
        x: left + lane * cell.width,
        y: topOf(row),
        ...cell,
        number,
        kind: isWritten ? "ink-0" : "copy",
      });
    }),
  );
  const barriers = rounds.flatMap((_, row) => {
    const y = topOf(row) + cell.height + 14;
    return [`<path class="ink-1" d="M${left} ${y} H${right}"/>`, text(left - 10, y + 4, "barrier", "small", "end")];
  });
  const lines = rounds.flatMap((writes, row) => {
    const [from, to] = [topOf(row) + cell.height, topOf(row + 1)];
    const half = roundToTenth((from + to) / 2);
    return writes.flatMap((write) =>
      write.from.map((word) => {
        const [x1, x2] = [center(word), center(write.lane)];
        return `<path class="edge" d="M${x1} ${from} C${x1} ${half} ${x2} ${half} ${x2} ${to}"/>`;
      }),
    );
  });
  return svg(right + margin, topOf(rows.length - 1) + cell.height + margin, [
    text(left - 10, margin + 12, memory, "name", "end"),
    ...start.map((_, lane) => text(center(lane), margin + 12, String(lane), "small")),
    ...lines,
    ...barriers,
    ...cells,
  ]);
}
