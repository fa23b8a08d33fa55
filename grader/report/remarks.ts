import type { AssignmentResult, Remark } from "../score/result.ts";
import { wrap } from "./layout.ts";
import type { Page } from "./page.ts";

const most = 8;

/**
 * What is the matter with the files: an error with its next step, a note in one quiet line.
 *
 * @param shown - the stub whose own notes stand elsewhere
 */
export function remarkLines(
  { assignment, remarks, stubs }: AssignmentResult,
  shown: string | undefined,
  page: Page,
): readonly string[] {
  const errors = remarks.filter(isError);
  const notes = [
    ...remarks
      .filter((remark) => !isError(remark))
      .map((remark) => `${shortPlace(remark, assignment)}: ${remark.text}`),
    ...stubs.filter(({ id }) => id !== shown).flatMap(({ id, attention }) => attention.map((text) => `${id}: ${text}`)),
  ];
  return [
    ...errors.slice(0, most).flatMap((error) => errorLines(error, page)),
    ...more(errors.length, "error", page),
    ...notes.slice(0, most).flatMap((note) => wrap(note, page.width, "note: ", "  ").map(page.paint.quiet)),
    ...more(notes.length, "note", page),
  ];
}

/** Whether a remark stops something from being judged. */
export function isError({ severity }: Remark): boolean {
  return severity === "error";
}

/** Where a remark points. */
export function placeOf({ file, line }: Remark): string {
  return line === undefined ? file : `${file}:${line}`;
}

function errorLines(error: Remark, { width, color, paint }: Page): readonly string[] {
  const what = wrap(`${placeOf(error)}: ${error.text}`, width, color ? "✗ " : "✗ error: ", "  ");
  return [...what.map(paint.bad), ...(error.next === "" ? [] : wrap(error.next, width, "  → "))];
}

function more(count: number, word: string, { paint }: Page): readonly string[] {
  return count > most ? [paint.quiet(`and ${count - most} more ${word}${count - most === 1 ? "" : "s"}`)] : [];
}

/** Within the assignment's folder, for a line that should stay one. */
function shortPlace(remark: Remark, assignment: string): string {
  const folder = `starter/${assignment}/`;
  return placeOf(remark.file.startsWith(folder) ? { ...remark, file: remark.file.slice(folder.length) } : remark);
}
