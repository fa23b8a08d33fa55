import type { RestoredFile } from "../intake/restore.ts";
import { wrap } from "../report/layout.ts";
import { printable } from "../report/printable.ts";
import { listed } from "../report/words.ts";

/** What came of restoring a file. `backup` is the file as it was. */
export type Restoration =
  | { readonly kind: "intact" | "recreated"; readonly path: string; readonly stub?: string }
  | { readonly kind: "reset"; readonly path: string; readonly backup: string; readonly stub: string }
  | ({ readonly kind: "restored"; readonly path: string; readonly backup: string } & Omit<RestoredFile, "text">);

const mostLines = 12;

/** What a student should know about it. */
export function told(restoration: Restoration, columns: number): readonly string[] {
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
      return [...say(`${path} was missing. It is there again, as it was handed out.`), "next: npx grade"];
    case "reset":
      return [
        ...say(`${restoration.stub} is as the starter has it. The rest of ${path} stays as it was.`),
        ...rows([["backup", restoration.backup]], columns),
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
        ...rows(
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
    ...(idle.length === 0 ? [] : [["idle", `${listed(idle)}: not started`] as const]),
  ];
}

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

function nextOf({ kept, reset, left, backup, path }: Restored): string {
  const unsure = kept.filter(({ marked, lines }) => !marked && lines > 0).map(({ id }) => id);
  if (reset.length > 0 && left.length > 0)
    return `next: copy what is yours from ${backup} into ${listed(reset)}, then npx grade`;
  if (unsure.length > 0) return `next: look over ${listed(unsure)} in ${path}, then npx grade`;
  return "next: npx grade";
}

function rows(entries: readonly Row[], columns: number): readonly string[] {
  return entries.flatMap(([label, text], i) =>
    wrap(printable(text, 400), columns, `  ${(entries[i - 1]?.[0] === label ? "" : label).padEnd(8)}`),
  );
}
