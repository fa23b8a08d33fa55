import type { AssignmentResult, Remark, StubResult } from "../../result/result.ts";
import { isError, isLost } from "../../result/verdicts.ts";
import { excerptLines, typeLines, typesOf } from "./findings.ts";
import { cut, tieWords, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { joinNames } from "./words.ts";

const mostErrors = 8;
const mostNotes = 5;
const mostNames = 5;
const widestFile = 32;
/** A note is cut to this many lines. */
const noteLines = 3;
/** This command stays on one line, so that it can be copied. */
const restoreCommand = /npx grade restore [^;]+/u;
/** Findings of the compiler cost no mark, so they get less room than errors. */
const mostTypes = 3;
const compilerLines = 3;

/**
 * Draws the remarks on the files: each error with its next step, then notes, then findings of the compiler.
 *
 * @param shown - the stub that the report shows in full, with its notes and the errors on its helper functions; they are
 *   left out here
 */
export function remarkLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const { assignment, remarks, stubs } = result;
  const errors = remarks.filter(isError);
  const about = stubs.find(({ id }) => id === shown);
  const told = about === undefined ? [] : helperErrorsOf(about, remarks);
  const groups = groupAlike(errors.filter((error) => !told.includes(error)));
  const notes = [
    ...remarks
      .filter((remark) => !isError(remark))
      .map((remark) => `${shortPlaceOf(remark, assignment)}: ${remark.text}`),
    ...stubs.filter(({ id }) => id !== shown).flatMap((stub) => notesOf(stub, errors)),
  ];
  return [
    ...groups.slice(0, mostErrors).flatMap((group) => errorLines(group, assignment, page)),
    ...moreLines(groups.length - mostErrors, "error", page),
    ...notes
      .slice(0, mostNotes)
      .flatMap((note) => wrap(cut(note, noteLines * page.width), page.width, "note: ", "  ").map(page.paint.quiet)),
    ...moreLines(notes.length - mostNotes, "note", page),
    ...otherTypeLines(result, shown, page),
  ];
}

/** Draws the errors on the helper functions of a stub's file: they say why a name is missing in the stub. */
export function helperErrorLines(
  stub: StubResult,
  { assignment, remarks }: AssignmentResult,
  page: Page,
): readonly string[] {
  return helperErrorsOf(stub, remarks).flatMap((error) => errorLines([error], assignment, page));
}

/** The same stub, where a missing name is explained by helper functions that are not used. */
export function explainByHelpers(stub: StubResult, remarks: readonly Remark[]): StubResult {
  const { counterexample } = stub;
  if (counterexample?.thrown?.name !== "ReferenceError" || helperErrorsOf(stub, remarks).length === 0) return stub;
  const { thrown: _, ...rest } = counterexample;
  return { ...stub, counterexample: { ...rest, reason: "its helper functions are not used" } };
}

function helperErrorsOf({ place }: StubResult, remarks: readonly Remark[]): readonly Remark[] {
  return remarks.filter(({ code, file }) => code === "helpers-refused" && file === place?.file);
}

/** Notes on a stub: the reason of a refusal that no error on its file gives, and what needs attention. */
function notesOf(stub: StubResult, errors: readonly Remark[]): readonly string[] {
  const { id, reason, findings: [finding] = [], attention } = stub;
  const place = finding === undefined ? "" : `, line ${finding.line}`;
  return [
    ...(reason === undefined || isLost(stub, errors) ? [] : [`${id}${place}: ${reason}`]),
    ...attention.map((text) => `${id}: ${text}`),
  ];
}

/** Draws the compiler's findings for all stubs but the shown one: in short, or in full for selected stubs. */
function otherTypeLines(result: AssignmentResult, shown: string | undefined, page: Page): readonly string[] {
  const stub = result.stubs.find(({ id }) => id === shown);
  const ofShown = stub === undefined ? [] : typesOf(result, stub);
  const types = (result.types ?? []).filter((finding) => !ofShown.includes(finding));
  if (page.only === true) return typeLines(types, page);
  const lines = types.slice(0, mostTypes).map((finding) => {
    const place = `${shortPlaceOf(finding, result.assignment)}${finding.column === undefined ? "" : `:${finding.column}`}`;
    return cut(`compiler, ${place}: ${finding.message}`, compilerLines * page.width - 8);
  });
  const left = types.length - lines.length;
  return [
    ...[...lines, ...(left > 0 ? [`compiler: ${left} more`] : [])].flatMap((line) => wrap(line, page.width, "", "  ")),
    ...(types.length === 0 || ofShown.length > 0 ? [] : ["  (what the compiler says costs no mark)"]),
  ].map(page.paint.quiet);
}

/** The place of a remark: `ops/mul.ts:27`, or the file alone. */
export function placeOf({ file, line }: Pick<Remark, "file" | "line">): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** Groups errors on whole files by code: often several files are missing at once. An error on a line stays alone. */
function groupAlike(errors: readonly Remark[]): readonly (readonly Remark[])[] {
  const groups = new Map<string, readonly Remark[]>();
  for (const [i, error] of errors.entries()) {
    const key = error.line === undefined ? error.code : String(i);
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups.values()];
}

function errorLines(group: readonly Remark[], assignment: string, page: Page): readonly string[] {
  const [error, ...others] = group;
  if (error === undefined) return [];
  const { width, color, paint } = page;
  const names = others.map((other) => cut(shortPlaceOf(other, assignment), widestFile));
  const what = wrap(`${placeOf(error)}: ${error.text}`, width, color ? "✗ " : "✗ error: ", "  ");
  const { finding } = error;
  return [
    ...what.map(paint.bad),
    ...(names.length === 0 ? [] : wrap(`The same of ${joinFirstNames(names)}.`, width, "  ")),
    ...(finding === undefined ? [] : excerptLines(finding, page)),
    ...(finding?.why === undefined ? [] : wrap(finding.why, width, "  ")),
    ...[finding?.next ?? "", error.next]
      .filter((next) => next !== "")
      .flatMap((next) => wrap(next.replace(restoreCommand, tieWords), width, "  → ")),
  ];
}

/** Joins the first names: `a`, `a, b and 20 more`. */
function joinFirstNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  return names.length > mostNames ? `${shown.join(", ")} and ${names.length - mostNames} more` : joinNames(shown);
}

function moreLines(count: number, word: string, { paint }: Page): readonly string[] {
  return count > 0 ? [paint.quiet(`and ${count} more ${word}${count === 1 ? "" : "s"}`)] : [];
}

/** The place of a remark within its assignment's folder: `ops/mul.ts:27`. */
function shortPlaceOf({ file, line }: Pick<Remark, "file" | "line">, assignment: string): string {
  const folder = `/${assignment}/`;
  const at = `/${file}`.lastIndexOf(folder);
  const short = at < 0 ? file : `/${file}`.slice(at + folder.length);
  return placeOf(line === undefined ? { file: short } : { file: short, line });
}
