import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { excerptOf } from "../intake/excerpt.ts";
import { helpersId } from "../course/markers.ts";
import type { Submission } from "../intake/submission.ts";
import type { Course } from "../course/course.ts";
import type { TypeFinding } from "../result/result.ts";
import { compile, type CompileOptions } from "./compiler.ts";
import { meaningOf } from "./meanings.ts";
import { furtherFiles } from "./options.ts";
import { type Spot, assembleTyped, type TypedAssembly } from "../assembly/assemble-typed.ts";

/** What the compiler found in a submission; or why it did not check. */
export type TypesAnswer =
  | { readonly kind: "checked"; readonly findings: TypeFindings }
  | { readonly kind: "unchecked"; readonly reason: string };

/** Assignment → what the compiler found in its regions. */
export type TypeFindings = ReadonlyMap<string, readonly TypeFinding[]>;

/** The most findings that are kept of an assignment. */
const mostFindings = 40;
/** The most characters that are kept of a message. */
const mostMessage = 400;

/**
 * Lets the compiler check the types of all started regions, as one library. The options are the grader's; a submission's
 * own configuration is not read. A finding costs no mark. This never throws.
 *
 * @param options.sandbox - starts the compiler
 * @param options.signal - ends the compiler; then the types are unchecked
 */
export async function checkTypes(
  course: Course,
  submission: Submission,
  options: CompileOptions = {},
): Promise<TypesAnswer> {
  const written = assembleTyped(course, submission);
  const isStarted = [...submission.regions.values()].some(({ state }) => state === "started");
  if (!isStarted) return { kind: "checked", findings: new Map() };
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), "chainrule-types-"));
  } catch (error) {
    return { kind: "unchecked", reason: error instanceof Error ? error.message : String(error) };
  }
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  try {
    for (const [file, text] of [...written.files, ...Object.entries(furtherFiles)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const output = await compile(folder, options);
    return output.kind === "printed"
      ? readFindings(output.text, written)
      : { kind: "unchecked", reason: output.reason };
  } catch (error) {
    return { kind: "unchecked", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off("exit", removeFolder);
    removeFolder();
  }
}

const headLine = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

/** Reads what the compiler printed: one line a finding, and indented details below it. */
function readFindings(printed: string, { spotAt }: TypedAssembly): TypesAnswer {
  const printedFindings: { readonly head: RegExpExecArray; details: string }[] = [];
  for (const line of printed.split("\n")) {
    const head = headLine.exec(line);
    const last = printedFindings.at(-1);
    if (head !== null) printedFindings.push({ head, details: "" });
    // The last detail is the deepest: it names the innermost difference of the two types.
    else if (last !== undefined && line.startsWith("  ")) last.details = line.trim();
    else if (line.startsWith("error ")) return { kind: "unchecked", reason: line };
  }
  const findings = new Map<string, readonly TypeFinding[]>();
  for (const {
    head: [, file = "", line, column, rule = "", message = ""],
    details,
  } of printedFindings) {
    const spot = spotAt(file, Number(line));
    const [assignment = ""] = file.split("/");
    const own = findings.get(assignment) ?? [];
    if (spot === undefined || own.length >= mostFindings) continue;
    findings.set(assignment, [...own, makeFinding(spot, Number(column), rule, `${message} ${details}`.trim())]);
  }
  return { kind: "checked", findings };
}

function makeFinding({ region, line }: Spot, column: number, rule: string, message: string): TypeFinding {
  const meaning = meaningOf(rule, message);
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
    ...(source === undefined ? {} : { excerpt: excerptOf(source, column, wordLengthAt(source, column)) }),
    ...(region.id === helpersId ? {} : { stub: region.id }),
  };
}

/** The length of the name or the sign that begins at a column. */
function wordLengthAt(line: string, column: number): number {
  return /^(?:[\p{ID_Continue}$]+|"[^"]*"|'[^']*'|`[^`]*`)/u.exec(line.slice(column - 1, column + 99))?.[0].length ?? 1;
}
