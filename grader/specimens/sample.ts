import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Assignment, assignmentFolder } from "../course/assignment.ts";
import { type Course, joinSegments } from "../course/course.ts";
import { helpersId, type MarkedFile } from "../course/markers.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { readBank } from "./bank.ts";

/** The regions of a sample: stub id → text, and for helpers regions, file → text. */
type Regions = ReadonlyMap<string, string>;

/**
 * The files of a sample submission: the starter's files, filled with the sample's regions. An assignment without a sample
 * of that name keeps its starter.
 *
 * @param name - `half-finished` for the regions in `private/samples/half-finished.ts` of each assignment
 * @returns file name → text
 * @throws {ChainruleError} if a sample names an unknown region, or no assignment has the sample
 */
export function sampleFiles(course: Course, name: string): ReadonlyMap<string, string> {
  const samples = course.assignments.flatMap((assignment) => [...readSample(course, assignment, name)]);
  if (samples.length === 0)
    throw new ChainruleError("E_SAMPLE", {
      where: `the sample ${name}`,
      expected: `private/samples/${name}.ts in an assignment`,
      got: "none",
      next: "see assignments/README.md",
    });
  return fillStarter(course, new Map(samples));
}

/**
 * The files of a complete submission: the starter's files, and in each stub the first right region of its bank.
 *
 * @returns file name → text
 */
export function completeFiles(course: Course): ReadonlyMap<string, string> {
  const regions = new Map<string, string>();
  for (const { id, file } of course.stubs) {
    const right = readBank(course, id).find(({ kind }) => kind === "right");
    if (right === undefined) continue;
    regions.set(id, right.text);
    if (right.helpers !== "") regions.set(file, (regions.get(file) ?? "") + right.helpers);
  }
  return fillStarter(course, regions);
}

/** Writes files, such as those of a sample, into a folder. */
export function writeFiles(files: ReadonlyMap<string, string>, folder: string): void {
  for (const [file, text] of files) {
    const path = join(folder, ...file.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function fillStarter({ skeleton }: Course, regions: Regions): ReadonlyMap<string, string> {
  return new Map(Array.from(skeleton, ([file, marked]) => [file, fillRegions(marked, regions)]));
}

function fillRegions(skeleton: MarkedFile, regions: Regions): string {
  const segments = skeleton.segments.map((segment) => {
    if (segment.kind === "locked") return segment;
    const text = regions.get(segment.id === helpersId ? skeleton.file : segment.id) ?? segment.text;
    return { ...segment, text };
  });
  return joinSegments({ ...skeleton, segments });
}

/** The start of an entry. A wrong heading matches, too: otherwise its entry would vanish in the entry before it. */
const heading = /^(?=[ \t]*\/\/[ \t]*(?:REGION|HELPERS)\b)/m;

/** Reads entries that each begin with a line `// REGION id` or `// HELPERS file`. */
function readSample(course: Course, assignment: Assignment, name: string): Regions {
  const file = new URL(`private/samples/${name}.ts`, assignmentFolder(assignment));
  if (!existsSync(file)) return new Map();
  const entries = readFileSync(file, "utf8").split(heading);
  const regions = new Map<string, string>();
  for (const entry of entries.slice(1)) {
    const [, kind, target = ""] = /^\/\/ (REGION|HELPERS) (\S+)\n/.exec(entry) ?? [];
    const key = kind === "HELPERS" ? `${assignment.id}/${target}` : target;
    const isKnown = kind === "HELPERS" ? course.skeleton.has(key) : assignment.stubs.some(({ id }) => id === key);
    if (!isKnown || regions.has(key))
      throw new ChainruleError("E_SAMPLE", {
        where: fileURLToPath(file),
        expected: '"// REGION id" or "// HELPERS file" of this assignment, each once',
        got: JSON.stringify(entry.split("\n")[0]),
        next: "correct that line",
      });
    regions.set(key, entry.slice(entry.indexOf("\n") + 1));
  }
  return regions;
}
