import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { excerptOf } from "../intake/excerpt.ts";
import { helpersId } from "../intake/markers.ts";
import type { Submission } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";
import type { TypeFinding } from "../score/result.ts";
import { compile } from "./compiler.ts";
import { meanings } from "./meanings.ts";
import { furtherFiles } from "./options.ts";
import { type Spot, typedText, type TypedText } from "./typed-text.ts";

/** What the compiler says of a submission's types, or why it says nothing. */
export type TypesSaid =
  | { readonly kind: "said"; readonly findings: readonly TypeFinding[] }
  | { readonly kind: "silent"; readonly reason: string };

const mostFindings = 40;
const mostMessage = 400;

/**
 * Asks the compiler for the types of all regions that run, as one library, with options of our own. What a submission has
 * for configuration is not read. It never costs a mark, and never throws.
 *
 * @param options.signal - ends the compiler; then nothing is said
 * @param options.strong - false: without bubblewrap even where it works
 */
export async function checkTypes(
  course: Course,
  submission: Submission,
  options: { readonly strong?: boolean; readonly signal?: AbortSignal } = {},
): Promise<TypesSaid> {
  const written = typedText(course, submission);
  const anything = [...submission.regions.values()].some(({ state }) => state === "started");
  if (!anything) return { kind: "said", findings: [] };
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), "chainrule-types-"));
  } catch (error) {
    return { kind: "silent", reason: error instanceof Error ? error.message : String(error) };
  }
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", tidy);
  try {
    for (const [file, text] of [...written.files, ...Object.entries(furtherFiles)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const printed = await compile(folder, options);
    return printed.kind === "silent" ? printed : findingsIn(printed.text, written);
  } catch (error) {
    return { kind: "silent", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off("exit", tidy);
    tidy();
  }
}

const head = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

/** What the compiler printed: one line a complaint, and details below it, indented. */
function findingsIn(printed: string, { spotAt }: TypedText): TypesSaid {
  const complaints: { readonly head: RegExpExecArray; details: string }[] = [];
  for (const line of printed.split("\n")) {
    const start = head.exec(line);
    const last = complaints.at(-1);
    if (start !== null) complaints.push({ head: start, details: "" });
    // The last detail is the deepest, where the two types really part ways.
    else if (last !== undefined && line.startsWith("  ")) last.details = line.trim();
    else if (line.startsWith("error ")) return { kind: "silent", reason: line };
  }
  const findings = complaints.flatMap(({ head: [, file = "", line, column, rule = "", message = ""], details }) => {
    const spot = spotAt(file, Number(line));
    return spot === undefined ? [] : [findingAt(spot, Number(column), rule, `${message} ${details}`.trim())];
  });
  return { kind: "said", findings: findings.slice(0, mostFindings) };
}

function findingAt({ region, line }: Spot, column: number, rule: string, message: string): TypeFinding {
  const meaning = meanings[rule];
  const source = line === undefined ? undefined : region.text?.split("\n", line + 1)[line];
  const at = region.regionLine ?? 1;
  return {
    by: "compiler",
    rule,
    file: region.place?.file ?? region.file,
    line: line === undefined ? (region.place?.line ?? at) : at + line,
    ...(source === undefined ? {} : { column }),
    message: message.length > mostMessage ? `${message.slice(0, mostMessage)}…` : message,
    ...meaning,
    ...(source === undefined ? {} : { excerpt: excerptOf(source, column, wordAt(source, column)) }),
    ...(region.id === helpersId ? {} : { stub: region.id }),
  };
}

/** How long the name or the sign is that begins at a column. */
function wordAt(line: string, column: number): number {
  return /^(?:[\p{ID_Continue}$]+|"[^"]*"|'[^']*'|`[^`]*`)/u.exec(line.slice(column - 1, column + 99))?.[0].length ?? 1;
}
