/** @file The steps of some invocations of a kernel side by side: what each made of the same line. */
import type { Step } from "../../../kernels/interpreter/trace.ts";
import { pad } from "./layout.ts";
import { printable } from "./printable.ts";

/** Some invocations of a workgroup, and what they made. */
export interface LanesInput {
  /** The kernel's text. */
  readonly wgsl: string;
  readonly steps: readonly Step[];
  /** The invocations in the order of the columns, each with its heading. */
  readonly lanes: readonly { readonly invocation: number; readonly heading: string }[];
  /** The line that a report is about. */
  readonly line?: number;
  /** The most rows: those nearest to the line that the report is about, and before it. */
  readonly rows: number;
  readonly columns: number;
}

/** What all invocations made of one line, at the same visit of it. */
export interface LaneRow {
  readonly line: number;
  /** Invocation → what it made. One that did not come here is not in it. */
  readonly made: ReadonlyMap<number, readonly Step[]>;
}

/**
 * Puts the steps of several invocations side by side: their nth visits of a line share a row. A row stands behind all
 * rows that some invocation has gone through before it.
 */
export function alignLanes(steps: readonly Step[]): readonly LaneRow[] {
  const lanes = [...Map.groupBy(steps, ({ invocation }) => invocation).values()];
  const rows: { key: string; line: number; made: Map<number, readonly Step[]> }[] = [];
  for (const own of lanes) {
    let at = -1;
    for (const { key, made } of visitsOf(own)) {
      const [first] = made;
      if (first === undefined) continue;
      const known = rows.findIndex((row) => row.key === key);
      if (known < 0) rows.splice(++at, 0, { key, line: first.line, made: new Map([[first.invocation, made]]) });
      else {
        rows[known]?.made.set(first.invocation, made);
        at = known;
      }
    }
  }
  return rows;
}

/** The visits of lines by one invocation, in order: `12#1` is its second visit of line 12. */
function visitsOf(steps: readonly Step[]): readonly { readonly key: string; readonly made: readonly Step[] }[] {
  const counts = new Map<number, number>();
  const visits: { key: string; line: number; made: Step[] }[] = [];
  for (const step of steps) {
    const current = visits.at(-1);
    const isSame = current?.line === step.line && (current.made.at(-1)?.column ?? 0) < step.column;
    if (isSame) current.made.push(step);
    else {
      const visit = counts.get(step.line) ?? 0;
      counts.set(step.line, visit + 1);
      visits.push({ key: `${step.line}#${visit}`, line: step.line, made: [step] });
    }
  }
  return visits;
}

/** The lines of a table: code on the left, and a column for each invocation. */
export function lanesLines({ wgsl, steps, lanes, line, rows: most, columns }: LanesInput): readonly string[] {
  const code = wgsl.split("\n");
  const aligned = alignLanes(steps);
  const last = line === undefined ? aligned.length - 1 : aligned.findLastIndex((row) => row.line <= line);
  const shown = aligned.slice(Math.max(0, last + 1 - most), Math.max(last + 1, most));
  const cells = shown.map(({ made }) => lanes.map(({ invocation }) => cellOf(made.get(invocation))));
  const widths = lanes.map(({ heading }, i) => Math.max(heading.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const room = Math.max(12, columns - 8 - widths.reduce((sum, width) => sum + width + 2, 0));
  const tableRow = (mark: string, number: string, text: string, own: readonly string[]) =>
    `${mark} ${number.padStart(4)}  ${pad(text, room)}${own.map((cell, i) => `  ${cell.padEnd(widths[i] ?? 0)}`).join("")}`.trimEnd();
  return [
    tableRow(
      " ",
      "line",
      "",
      lanes.map(({ heading }) => heading),
    ),
    ...shown.map((row, i) =>
      tableRow(
        row.line === line ? "▸" : " ",
        String(row.line),
        printable((code[row.line - 1] ?? "").trim(), room),
        cells[i] ?? [],
      ),
    ),
  ];
}

/** What an invocation made of a line: `i = 3`, a condition as `true`, nothing if it did not come here. */
function cellOf(made: readonly Step[] | undefined): string {
  if (made === undefined) return "·";
  return made
    .map(({ name, values }) => {
      if (name === "") return values[0] === 0 ? "false" : "true";
      const numbers = values.map((x) => String(Number(x.toPrecision(6))).replace("-", "−"));
      return `${printable(name, 24)} = ${numbers.length === 1 ? numbers.join() : `(${numbers.join(", ")})`}`;
    })
    .join(", ");
}
