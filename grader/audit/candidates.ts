import { stripTypeScriptTypes } from "node:module";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Course, solutionFiles } from "../course/course.ts";
import { cutAtMarkers, helpersId, type Segment } from "../course/markers.ts";
import type { Submission } from "../intake/submission.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { compile } from "../typecheck/compiler.ts";
import { furtherFiles } from "../typecheck/options.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";

/** A mutant of a stub's region in the reference. */
export interface Candidate extends Mutant {
  readonly stub: string;
  /** The file of the stub: `2-autodiff/ops/mul.ts`. */
  readonly file: string;
  /** The text of the file before and after the region. */
  readonly before: string;
  readonly after: string;
}

/** Makes all mutants of some stubs, in the order of the reference's files. */
export function candidatesOf(course: Course, stubs: readonly string[]): readonly Candidate[] {
  const files = course.assignments.flatMap((assignment) => [...solutionFiles(assignment)]);
  return files.flatMap(([file, text]) => {
    const { segments } = cutAtMarkers(file, text);
    return segments.flatMap((segment, at) =>
      segment.kind === "region" && segment.id !== helpersId && stubs.includes(segment.id)
        ? mutantsOf(segment.text).map((mutant) => ({
            ...mutant,
            stub: segment.id,
            file,
            before: joinTexts(segments.slice(0, at)),
            after: joinTexts(segments.slice(at + 1)),
          }))
        : [],
    );
  });
}

/** The reference with a mutant in place of its stub's region. */
export function submissionWith(course: Course, { stub, file, before, text, after }: Candidate): Submission {
  const reference = referenceSubmission(course);
  const stripped = stripTypeScriptTypes(before + text + after, { mode: "strip" }).slice(
    before.length,
    before.length + text.length,
  );
  const region = {
    id: stub,
    file,
    place: undefined,
    regionLine: undefined,
    state: "started" as const,
    tokens: stripped,
    stripped,
    reason: undefined,
  };
  return { ...reference, regions: new Map([...reference.regions, [stub, region]]) };
}

/** How many mutants are compiled in one run of the compiler, which has a limit of time and of output. */
const batchSize = 1000;
/** About one mutant of five compiles, so the first batch has eight for each that is wanted. */
const triedForOne = 8;

/**
 * Keeps the mutants that compile: the compiler would tell a student of the others before any law does.
 *
 * @param most - stops after so many
 * @throws {ChainruleError} if the compiler does not finish
 */
export async function keepCompiling(
  course: Course,
  candidates: readonly Candidate[],
  most = Infinity,
): Promise<readonly Candidate[]> {
  const kept: Candidate[] = [];
  const size = Math.min(batchSize, triedForOne * most);
  for (let at = 0; at < candidates.length && kept.length < most; at += size) {
    const batch = candidates.slice(at, at + size);
    const faulty = await filesWithErrors(course, new Map(batch.map((each, i) => [fileOf(each, i), each])));
    kept.push(...batch.filter((each, i) => !faulty.has(fileOf(each, i))));
  }
  return kept.slice(0, most);
}

/** The file of a mutant, beside the file of its stub. */
function fileOf({ file }: Candidate, i: number): string {
  return file.replace(/\.ts$/, `.mutant-${i}.ts`);
}

/** Compiles mutants, each in a file of its own beside the reference. @returns the files in which the compiler found errors */
async function filesWithErrors(course: Course, mutants: ReadonlyMap<string, Candidate>): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-mutants-"));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  try {
    for (const [file, text] of Object.entries(furtherFiles)) write(file, text);
    for (const assignment of course.assignments)
      for (const [file, text] of solutionFiles(assignment)) write(file, text);
    for (const [file, { before, text, after }] of mutants) write(file, before + text + after);
    const output = await compile(folder);
    if (output.kind === "unfinished")
      throw new ChainruleError("E_AUDIT", {
        where: "the mutants",
        expected: "the compiler to check their types",
        got: output.reason,
        next: "npm ci, or one stub at a time: npx grade audit --mutants --stub mul.forward",
      });
    return new Set(Array.from(output.text.matchAll(/^(\S.*?)\(\d+,\d+\): error /gm), ([, file = ""]) => file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function joinTexts(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join("");
}
