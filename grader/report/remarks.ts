import type { AssignmentResult, Remark } from "../score/result.ts";
import { wrap } from "./layout.ts";
import type { Page } from "./page.ts";

const mostNotes = 8;

/** What is the matter with the files: an error with its next step, a note in one quiet line. */
export function remarkLines({ assignment, remarks, stubs }: AssignmentResult, shownInFull: string | undefined, page: Page): readonly string[] {
  const errors = remarks.filter(({ severity }) => severity === "error");
  const notes = [
    ...remarks.filter(({ severity }) => severity === "note").map((remark) => `${shortPlace(remark, assignment)}: ${remark.text}`),
    ...stubs.filter(({ id }) => id !== shownInFull).flatMap(({ id, attention }) => attention.map((text) => `${id}: ${text}`)),
  ];
  const more = notes.length - mostNotes;
  return [
    ...errors.flatMap((remark) => [
      ...wrap(`${placeOf(remark)}: ${remark.text}`, page.width, page.color ? "✗ " : "✗ error: ", "  ").map(page.paint.bad),
      ...wrap(remark.next, page.width, "  → "),
    ]),
    ...notes.slice(0, mostNotes).flatMap((note) => wrap(note, page.width, "note: ", "  ").map(page.paint.quiet)),
    ...(more > 0 ? [page.paint.quiet(`and ${more} more ${more === 1 ? "note" : "notes"}`)] : []),
  ];
}

/** Where a remark points. */
export function placeOf({ file, line }: Remark): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** Within the assignment's folder, for a line that should stay one. */
function shortPlace(remark: Remark, assignment: string): string {
  const folder = `starter/${assignment}/`;
  return placeOf(remark.file.startsWith(folder) ? { ...remark, file: remark.file.slice(folder.length) } : remark);
}
