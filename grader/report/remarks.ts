import type { AssignmentResult, Remark } from "../score/result.ts";
import { excerptLines, typesInFull, typesOf } from "./findings.ts";
import { cut, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

const most = 8;
/** They cost nothing, so they take no room from what does. */
const mostTypes = 3;

/**
 * What is the matter with the files: an error with its next step, a note in one quiet line, and what the compiler says.
 *
 * @param shown - the stub whose own notes stand elsewhere
 */
export function remarkLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const { assignment, remarks, stubs } = result;
  const errors = remarks.filter(isError);
  const notes = [
    ...remarks
      .filter((remark) => !isError(remark))
      .map((remark) => `${shortPlace(remark, assignment)}: ${remark.text}`),
    ...stubs
      .filter(({ id }) => id !== shown)
      .flatMap(({ id, attention, findings: [first] = [] }) =>
        attention.map((text) => `${id}${first?.message === text ? `, line ${first.line}` : ""}: ${text}`),
      ),
  ];
  return [
    ...errors.slice(0, most).flatMap((error) => errorLines(error, page)),
    ...more(errors.length, "error", page),
    ...notes.slice(0, most).flatMap((note) => wrap(note, page.width, "note: ", "  ").map(page.paint.quiet)),
    ...more(notes.length, "note", page),
    ...typeLines(result, shown, page),
  ];
}

/** What the compiler says of stubs that are not shown in full: a line each, but in full to whom asks for single stubs. */
function typeLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const stub = result.stubs.find(({ id }) => id === shown);
  const there = stub === undefined ? [] : typesOf(result, stub);
  const types = (result.types ?? []).filter((finding) => !there.includes(finding));
  if (page.only === true) return typesInFull(types, page);
  const lines = types.slice(0, mostTypes).map((finding) => {
    const place = `${shortPlace(finding, result.assignment)}${finding.column === undefined ? "" : `:${finding.column}`}`;
    return cut(`types: ${place} ${finding.message}`, page.width);
  });
  const left = types.length - lines.length;
  return [...lines, ...(left > 0 ? [`types: and ${left} more`] : [])].map(page.paint.quiet);
}

/** Whether a remark stops something from being judged. */
export function isError({ severity }: Remark): boolean {
  return severity === "error";
}

/** Where a remark points. */
export function placeOf({ file, line }: Pick<Remark, "file" | "line">): string {
  return line === undefined ? file : `${file}:${line}`;
}

function errorLines(error: Remark, page: Page): readonly string[] {
  const { width, color, paint } = page;
  const what = wrap(`${placeOf(error)}: ${error.text}`, width, color ? "✗ " : "✗ error: ", "  ");
  const { finding } = error;
  return [
    ...what.map(paint.bad),
    ...(finding === undefined ? [] : excerptLines(finding, page)),
    ...(finding?.why === undefined ? [] : wrap(finding.why, width, "  ")),
    ...[finding?.next ?? "", error.next].filter((next) => next !== "").flatMap((next) => wrap(next, width, "  → ")),
  ];
}

function more(count: number, word: string, { paint }: Page): readonly string[] {
  return count > most ? [paint.quiet(`and ${count - most} more ${word}${count - most === 1 ? "" : "s"}`)] : [];
}

/** Within the assignment's folder, for a line that should stay one. */
function shortPlace({ file, line }: Pick<Remark, "file" | "line">, assignment: string): string {
  const folder = `/${assignment}/`;
  const at = `/${file}`.lastIndexOf(folder);
  const short = at < 0 ? file : `/${file}`.slice(at + folder.length);
  return placeOf(line === undefined ? { file: short } : { file: short, line });
}
