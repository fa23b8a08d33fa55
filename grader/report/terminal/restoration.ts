import type { Restoration } from "../../restore/restoration.ts";
import { wrap } from "./layout.ts";
import { printable } from "./printable.ts";
import { joinNames } from "./words.ts";

const mostLines = 12;

/** Draws the outcome of `grade restore` for the student, and the next step. */
export function restorationLines(restoration: Restoration, columns: number): readonly string[] {
  const { kind, path } = restoration;
  const say = (text: string) => wrap(printable(text, 400), columns, "", "  ");
  switch (kind) {
    case "intact":
      return [
        ...say(
          restoration.stub === undefined
            ? `${path} is as the course wants it; nothing was to do.`
            : `${restoration.stub} in ${path} is as the starter has it; nothing was to do.`,
        ),
        "next: npx grade",
      ];
    case "recreated":
      return [
        ...say(
          restoration.from === undefined
            ? `${path} was missing. It is there again, as it was handed out.`
            : `${path} was missing. It is there again, with your code from ${restoration.from}.`,
        ),
        "next: npx grade",
      ];
    case "reset":
      return [
        ...say(`${restoration.stub} is as the starter has it. The rest of ${path} stays as it was.`),
        ...rowLines([["backup", restoration.backup]], columns),
        `next: npx grade hint ${restoration.stub}`,
      ];
    case "restored":
      return [
        ...say(
          restoration.kept.some(({ lines }) => lines > 0)
            ? `${path} is as the course wants it again, around what you have written.`
            : `${path} is as it was handed out again.`,
        ),
        "",
        ...rowLines(
          [
            ...keptRows(restoration),
            ...restoration.reset.map((id): Row => ["reset", `${id}: not found; the starter's throw stands there`]),
            ["backup", restoration.backup],
          ],
          columns,
        ),
        ...leftLines(restoration, columns),
        "",
        ...say(nextOf(restoration)),
      ];
  }
}

type Row = readonly [label: string, text: string];
type Restored = Extract<Restoration, { readonly kind: "restored" }>;

function keptRows({ kept }: Restored): readonly Row[] {
  const idle = kept.filter(({ lines, id }) => lines === 0 && id !== "helpers").map(({ id }) => id);
  return [
    ...kept
      .filter(({ lines }) => lines > 0)
      .map(({ id, lines, marked }): Row => {
        const count = `${id}, ${lines} ${lines === 1 ? "line" : "lines"}`;
        return ["kept", marked ? count : `${count}, found by the course's lines around it: look it over`];
      }),
    ...(idle.length === 0 ? [] : [["idle", `${joinNames(idle)}: not started`] as const]),
  ];
}

/** Draws the lines that only the backup has now. */
function leftLines({ left }: Restored, columns: number): readonly string[] {
  if (left.length === 0) return [];
  const shown = left.slice(0, left.length > mostLines ? mostLines - 1 : mostLines);
  const number = String(left.at(-1)?.line ?? 0).length;
  const more = left.length - shown.length;
  return [
    "",
    `  only in the backup now: ${left.length === 1 ? "one line" : `${left.length} lines`}`,
    ...shown.map(({ line, text }) => printable(`  ${String(line).padStart(number)} │ ${text}`, columns)),
    ...(more === 0 ? [] : [`  ${"".padStart(number)} … ${more} more`]),
  ];
}

/** The next step after a restored file: copy lost text, look over uncertain regions, or grade. */
function nextOf({ kept, reset, left, backup, path }: Restored): string {
  const unsure = kept.filter(({ marked, lines }) => !marked && lines > 0).map(({ id }) => id);
  if (reset.length > 0 && left.length > 0)
    return `next: copy what is yours from ${backup} into ${joinNames(reset)}, then npx grade`;
  if (unsure.length > 0) return `next: look over ${joinNames(unsure)} in ${path}, then npx grade`;
  return "next: npx grade";
}

function rowLines(entries: readonly Row[], columns: number): readonly string[] {
  return entries.flatMap(([label, text], i) =>
    wrap(printable(text, 400), columns, `  ${(entries[i - 1]?.[0] === label ? "" : label).padEnd(8)}`),
  );
}
