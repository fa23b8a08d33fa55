import type { AssignmentResult, Remark } from "../score/result.ts";
import { excerptLines, typesInFull, typesOf } from "./findings.ts";
import { cut, together, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { listed } from "./words.ts";

const mostErrors = 8;
const mostNotes = 5;
const mostNames = 5;
const widestFile = 32;
/** What a note says beyond this many lines is no note. */
const noteLines = 3;
/** A command that stays in one piece, so that it can be copied. */
const restoring = /npx grade restore [^;]+/u;
/** They cost nothing, so they take no room from what does. */
const mostTypes = 3;
const compilerLines = 3;

/**
 * What is the matter with the files: an error with its next step, a note in one quiet line, and what the compiler says.
 *
 * @param shown - the stub whose own notes stand elsewhere
 */
export function remarkLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const { assignment, remarks, stubs } = result;
  const errors = remarks.filter(isError);
  const groups = alike(errors);
  const notes = [
    ...remarks
      .filter((remark) => !isError(remark))
      .map((remark) => `${shortPlace(remark, assignment)}: ${remark.text}`),
    ...stubs
      .filter(({ id }) => id !== shown)
      .flatMap(({ id, attention, findings: [first] = [] }) =>
        attention
          .filter((text) => !isTold(text, errors))
          .map((text) => `${id}${first?.message === text ? `, line ${first.line}` : ""}: ${text}`),
      ),
  ];
  return [
    ...groups.slice(0, mostErrors).flatMap((group) => errorLines(group, assignment, page)),
    ...more(groups.length - mostErrors, "error", page),
    ...notes
      .slice(0, mostNotes)
      .flatMap((note) => wrap(cut(note, noteLines * page.width), page.width, "note: ", "  ").map(page.paint.quiet)),
    ...more(notes.length - mostNotes, "note", page),
    ...typeLines(result, shown, page),
  ];
}

/** What the compiler says of stubs that are not shown in full: in short, but in full to whom asks for single stubs. */
function typeLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const stub = result.stubs.find(({ id }) => id === shown);
  const there = stub === undefined ? [] : typesOf(result, stub);
  const types = (result.types ?? []).filter((finding) => !there.includes(finding));
  if (page.only === true) return typesInFull(types, page);
  const lines = types.slice(0, mostTypes).map((finding) => {
    const place = `${shortPlace(finding, result.assignment)}${finding.column === undefined ? "" : `:${finding.column}`}`;
    return cut(`compiler, ${place}: ${finding.message}`, compilerLines * page.width - 8);
  });
  const left = types.length - lines.length;
  return [
    ...[...lines, ...(left > 0 ? [`compiler: ${left} more`] : [])].flatMap((line) => wrap(line, page.width, "", "  ")),
    ...(types.length === 0 || there.length > 0 ? [] : ["  (what the compiler says costs no mark)"]),
  ].map(page.paint.quiet);
}

/** Whether a remark stops something from being judged. */
export function isError({ severity }: Remark): boolean {
  return severity === "error";
}

/** Where a remark points. */
export function placeOf({ file, line }: Pick<Remark, "file" | "line">): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** Whether an error about the file has said already what a stub's own note says: `2-autodiff/ops/neg.ts: the file is missing`. */
export function isTold(note: string, errors: readonly Remark[]): boolean {
  return errors.some(({ file, text }) => note.endsWith(`: ${text}`) && file.endsWith(note.slice(0, -text.length - 2)));
}

/** Errors about whole files that say the same: a file that is missing seldom is the only one. */
function alike(errors: readonly Remark[]): readonly (readonly Remark[])[] {
  const groups = new Map<string, readonly Remark[]>();
  for (const [i, error] of errors.entries()) {
    const key = error.line === undefined ? error.text : String(i);
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups.values()];
}

function errorLines(group: readonly Remark[], assignment: string, page: Page): readonly string[] {
  const [error, ...others] = group;
  if (error === undefined) return [];
  const { width, color, paint } = page;
  const names = others.map((other) => cut(shortPlace(other, assignment), widestFile));
  const what = wrap(`${placeOf(error)}: ${error.text}`, width, color ? "✗ " : "✗ error: ", "  ");
  const { finding } = error;
  return [
    ...what.map(paint.bad),
    ...(names.length === 0 ? [] : wrap(`The same of ${several(names)}.`, width, "  ")),
    ...(finding === undefined ? [] : excerptLines(finding, page)),
    ...(finding?.why === undefined ? [] : wrap(finding.why, width, "  ")),
    ...[finding?.next ?? "", error.next]
      .filter((next) => next !== "")
      .flatMap((next) => wrap(next.replace(restoring, together), width, "  → ")),
  ];
}

/** `a`, `a, b and 20 more`. */
function several(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  return names.length > mostNames ? `${shown.join(", ")} and ${names.length - mostNames} more` : listed(shown);
}

function more(count: number, word: string, { paint }: Page): readonly string[] {
  return count > 0 ? [paint.quiet(`and ${count} more ${word}${count === 1 ? "" : "s"}`)] : [];
}

/** Within the assignment's folder, for a line that should stay one. */
function shortPlace({ file, line }: Pick<Remark, "file" | "line">, assignment: string): string {
  const folder = `/${assignment}/`;
  const at = `/${file}`.lastIndexOf(folder);
  const short = at < 0 ? file : `/${file}`.slice(at + folder.length);
  return placeOf(line === undefined ? { file: short } : { file: short, line });
}
