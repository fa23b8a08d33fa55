import { existsSync, readFileSync } from "node:fs";
import { inspectRegions, type RegionCheck } from "../intake/inspect.ts";
import { helpersId } from "../intake/markers.ts";
import { type Region, type Submission, checkOf } from "../intake/submission.ts";
import { assignmentFolder } from "./assignment.ts";
import type { Course } from "./course.ts";
import { referenceSubmission } from "./reference.ts";

/** A region of the bank: a misconception, or an honest solution that differs from the reference. */
export interface BankEntry {
  readonly stub: string;
  readonly kind: "wrong" | "right";
  readonly name: string;
  /** The misconception, or the difference, in one sentence. */
  readonly sentence: string;
  readonly text: string;
  readonly helpers: string;
}

/** An entry in place of the reference's region, ready to be judged. */
export interface BankSubmission {
  readonly entry: BankEntry;
  readonly submission: Submission;
}

/** A text that has no bank yet must not look like one whose entries all fell. */
const fewest = { wrong: 3, right: 1 };

/** The start of an entry: also one that is not written as it should be, which would be lost in the entry before it. */
const heading = /^(?=[ \t]*\/\/[ \t]*(?:WRONG|RIGHT)\b)/m;

/**
 * Reads a stub's bank: entries that each begin with a line `// WRONG name: misconception` or `// RIGHT name: difference`;
 * what stands below a line `// HELPERS` goes into the file's helpers region.
 *
 * @param folder - where the assignment's data lie
 * @throws {Error} if there are too few entries, two have one name, or a heading is not written like that
 */
export function readBank(
  course: Course,
  stub: string,
  folder: URL = assignmentFolder(course.assignment.id),
): readonly BankEntry[] {
  const file = new URL(`private/bank/${stub}.ts`, folder);
  if (!existsSync(file)) throw new Error(`${file.pathname}: expected the bank of ${stub}, got no file [E_BANK]`);
  const [before = "", ...parts] = readFileSync(file, "utf8").split(heading);
  const entries = (before.search(heading) === 0 ? [before, ...parts] : parts).map((part): BankEntry => {
    const [, kind, name = "", sentence = ""] = /^\/\/ (WRONG|RIGHT) ([\w-]+): (.+)\n/.exec(part) ?? [];
    if (kind === undefined)
      throw new Error(
        `${file.pathname}: expected "// WRONG name: sentence", got ${JSON.stringify(part.split("\n")[0])} [E_BANK]`,
      );
    const [text = "", helpers = ""] = part.slice(part.indexOf("\n") + 1).split(/^\/\/ HELPERS[^\n]*\n/m);
    return { stub, kind: kind === "WRONG" ? "wrong" : "right", name, sentence, text, helpers };
  });
  for (const kind of ["wrong", "right"] as const) {
    const count = entries.filter((entry) => entry.kind === kind).length;
    if (count < fewest[kind])
      throw new Error(`${file.pathname}: expected at least ${fewest[kind]} ${kind} regions, got ${count} [E_BANK]`);
  }
  const twice = entries.find((entry, i) => entries.findIndex(({ name }) => name === entry.name) !== i);
  if (twice !== undefined) throw new Error(`${file.pathname}: two regions are called ${twice.name} [E_BANK]`);
  return entries;
}

/** Puts every entry in place of the reference's region; all texts are inspected in one sealed process. */
export async function submissionsOf(course: Course, entries: readonly BankEntry[]): Promise<readonly BankSubmission[]> {
  const reference = referenceSubmission(course);
  const checks = entries.flatMap((entry): RegionCheck[] => {
    const file = fileOf(course, entry.stub);
    const region = checkOf(course, file, entry.stub, entry.text, entry.helpers);
    return entry.helpers === "" ? [region] : [region, checkOf(course, file, helpersId, entry.helpers, "")];
  });
  const inspections = await inspectRegions(checks, course.assignment.globals);
  let next = 0;
  return entries.map((entry) => {
    const file = fileOf(course, entry.stub);
    const take = (id: string): Region => {
      const inspection = inspections[next++];
      const finding = inspection?.findings[0];
      if (inspection === undefined || finding !== undefined)
        throw new Error(`bank of ${entry.stub}, ${entry.name}: ${finding?.message ?? "not inspected"} [E_BANK]`);
      const { tokens, stripped } = inspection;
      return {
        id,
        file,
        place: { file: `bank/${entry.stub}.ts`, line: 1 },
        regionLine: 1,
        state: "started",
        tokens,
        stripped,
        reason: undefined,
      };
    };
    const regions = new Map([...reference.regions, [entry.stub, take(entry.stub)]]);
    const helpers = new Map(entry.helpers === "" ? [] : [[file, take(helpersId)]]);
    return { entry, submission: { regions, helpers, remarks: [] } };
  });
}

function fileOf(course: Course, stub: string): string {
  const file = course.assignment.stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined) throw new RangeError(`${course.assignment.id} has no stub ${stub}`);
  return file;
}
