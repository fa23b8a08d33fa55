import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspectRegions } from "../intake/inspect.ts";
import type { RegionCheck } from "../intake/inspection.ts";
import { helpersId } from "../course/markers.ts";
import { type Region, type Submission, checkOf } from "../intake/submission.ts";
import { assignmentFolder } from "../course/assignment.ts";
import { type Course, assignmentOf } from "../course/course.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { referenceSubmission } from "./reference-submission.ts";

/** A region of a stub's bank: a misconception, or a right solution that differs from the reference. */
export interface BankEntry {
  readonly stub: string;
  readonly kind: "wrong" | "right";
  readonly name: string;
  /** The misconception, or the difference, in one sentence. */
  readonly sentence: string;
  readonly text: string;
  readonly helpers: string;
}

/** A submission with the entry in place of the reference's region. */
export interface BankSubmission {
  readonly entry: BankEntry;
  readonly submission: Submission;
}

/** The least number of entries: an empty bank must not look like a bank whose wrong entries all fail. */
const minEntries = { wrong: 3, right: 1 };

/** The start of an entry. A wrong heading matches, too: otherwise its entry would vanish in the entry before it. */
const heading = /^(?=[ \t]*\/\/[ \t]*(?:WRONG|RIGHT)\b)/m;

/**
 * Reads a stub's bank. Each entry begins with a line `// WRONG name: misconception` or `// RIGHT name: difference`. The
 * text below a line `// HELPERS` goes into the file's helpers region.
 *
 * @param folder - the folder of the assignment's data
 * @throws {ChainruleError} if entries are too few, two entries share a name, or a heading has another form
 */
export function readBank(
  course: Course,
  stub: string,
  folder: URL = assignmentFolder(assignmentOf(course, stub)),
): readonly BankEntry[] {
  const file = new URL(`private/bank/${stub}.ts`, folder);
  const bankError = (expected: string, got: string) =>
    new ChainruleError("E_BANK", { where: fileURLToPath(file), expected, got, next: "see assignments/README.md" });
  if (!existsSync(file)) throw bankError(`the bank of ${stub}`, "no file");
  const [before = "", ...parts] = readFileSync(file, "utf8").split(heading);
  const entries = (before.search(heading) === 0 ? [before, ...parts] : parts).map((part): BankEntry => {
    const [, kind, name = "", sentence = ""] = /^\/\/ (WRONG|RIGHT) ([\w-]+): (.+)\n/.exec(part) ?? [];
    if (kind === undefined) throw bankError(`"// WRONG name: sentence"`, JSON.stringify(part.split("\n")[0]));
    const [text = "", helpers = ""] = part.slice(part.indexOf("\n") + 1).split(/^\/\/ HELPERS[^\n]*\n/m);
    return { stub, kind: kind === "WRONG" ? "wrong" : "right", name, sentence, text, helpers };
  });
  for (const kind of ["wrong", "right"] as const) {
    const count = entries.filter((entry) => entry.kind === kind).length;
    if (count < minEntries[kind]) throw bankError(`at least ${minEntries[kind]} ${kind} regions`, String(count));
  }
  const twice = entries.find((entry, i) => entries.findIndex(({ name }) => name === entry.name) !== i);
  if (twice !== undefined) throw bankError("regions with names of their own", `two called ${twice.name}`);
  return entries;
}

/** Puts each entry in place of the reference's region. One sealed process inspects all texts. */
export async function submissionsOf(course: Course, entries: readonly BankEntry[]): Promise<readonly BankSubmission[]> {
  const reference = referenceSubmission(course);
  const checks = entries.flatMap((entry): RegionCheck[] => {
    const { stub: id, text, helpers } = entry;
    const file = fileOf(course, id);
    const region = checkOf(course, { file, id, text, helpers });
    return helpers === "" ? [region] : [region, checkOf(course, { file, id: helpersId, text: helpers })];
  });
  const inspections = await inspectRegions(checks);
  let next = 0;
  return entries.map((entry) => {
    const file = fileOf(course, entry.stub);
    const takeRegion = (id: string): Region => {
      const inspection = inspections[next++];
      const finding = inspection?.findings[0];
      if (inspection === undefined || finding !== undefined)
        throw new ChainruleError("E_BANK", {
          where: `the bank of ${entry.stub}, ${entry.name}`,
          expected: "a region that can be judged",
          got: finding?.message ?? "one that was not inspected",
          next: "mend it; what the policy refuses belongs into the tests of intake",
        });
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
    const regions = new Map([...reference.regions, [entry.stub, takeRegion(entry.stub)]]);
    const helpers = new Map(entry.helpers === "" ? [] : [[file, takeRegion(helpersId)]]);
    return { entry, submission: { regions, helpers, remarks: new Map() } };
  });
}

function fileOf(course: Course, stub: string): string {
  const file = course.stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined) throw new RangeError(`the course has no stub ${stub}`);
  return file;
}
