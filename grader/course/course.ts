import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { ChainruleError } from "../result/chainrule-error.ts";
import { type Assignment, assignmentFolder, gradedIds, loadAssignments, type StubEntry } from "./assignment.ts";
import { loadLockedModules, type ModuleMap } from "./locked-modules.ts";
import { cutAtMarkers, type MarkedFile, type Segment } from "./markers.ts";
import { stripTypes } from "./strip-types.ts";

/** A course: its assignments in order, and the code of all assignments as one map of files. */
export interface Course {
  readonly assignments: readonly Assignment[];
  /** The stubs of all assignments in order: each may use the stubs before it. */
  readonly stubs: readonly StubEntry[];
  /** Every file of the starter as handed out, whatever a student changes in `starter/`. */
  readonly skeleton: ReadonlyMap<string, MarkedFile>;
  /** The skeleton without types; each segment keeps its length. */
  readonly stripped: ReadonlyMap<string, MarkedFile>;
  /** The locked modules of a realm, beside the skeleton's files. */
  readonly locked: ModuleMap;
  /** Stub id → the reference's region without types; undefined on a student's machine, which lacks the reference. */
  readonly reference: ReadonlyMap<string, string> | undefined;
}

const skeletonSchema = v.record(v.string(), v.string());

/** The path of `skeleton.json`, which holds the assignment's starter as handed out: file name → text. */
export function skeletonFile(assignment: Assignment): URL {
  return new URL("skeleton.json", assignmentFolder(assignment));
}

/**
 * Loads the code of some assignments, or of all if none are given.
 *
 * @throws {ChainruleError} if the skeleton lacks the region of a stub
 */
export function loadCourse(assignments: readonly Assignment[] = loadAssignments()): Course {
  const skeletons = assignments.map((assignment) => new Map(Object.entries(readSkeleton(assignment))));
  const skeleton = new Map(skeletons.flatMap(cutFiles));
  const stubs = assignments.flatMap((assignment) => assignment.stubs);
  for (const { id, file } of stubs) {
    const segments = skeleton.get(file)?.segments ?? [];
    if (!segments.some((segment) => segment.kind === "region" && segment.id === id))
      throw new ChainruleError("E_SKELETON", {
        where: file,
        expected: `a region (${id})`,
        got: "none",
        next: "npm run starter",
      });
  }
  const stripped = new Map(skeletons.flatMap(cutWithoutTypes));
  const [locked, reference] = [loadLockedModules(assignments), loadReference(assignments)];
  return { assignments, stubs, skeleton, stripped, locked, reference };
}

/** Loads the files of an assignment's starter as handed out. */
export function loadSkeleton(assignment: Assignment): Course["skeleton"] {
  return new Map(cutFiles(new Map(Object.entries(readSkeleton(assignment)))));
}

/** Adds to some assignments all that they build on, directly or indirectly. The result has the course's order. */
export function includeFoundations(all: readonly Assignment[], ids: readonly string[]): readonly Assignment[] {
  const wanted = new Set(ids);
  // The loop also visits the ids that it adds to the set.
  for (const id of wanted) for (const below of all.find((each) => each.id === id)?.buildsOn ?? []) wanted.add(below);
  return all.filter(({ id }) => wanted.has(id));
}

/** Finds the assignment of a stub or a capstone. @throws {RangeError} if no assignment has the id */
export function assignmentOf({ assignments }: Pick<Course, "assignments">, id: string): Assignment {
  const home = assignments.find((assignment) => gradedIds(assignment).includes(id));
  if (home === undefined) throw new RangeError(`no assignment has ${id}`);
  return home;
}

/** Joins the segments of a file to its text. */
export function joinSegments(file: MarkedFile | undefined): string {
  return (file?.segments ?? []).map(({ text }) => text).join("");
}

function readSkeleton(assignment: Assignment): Readonly<Record<string, string>> {
  return v.parse(skeletonSchema, JSON.parse(readFileSync(skeletonFile(assignment), "utf8")));
}

/** Cuts files at their markers. */
function cutFiles(texts: ReadonlyMap<string, string>): readonly (readonly [string, MarkedFile])[] {
  return Array.from(texts, ([file, text]) => [file, cutAtMarkers(file, text)]);
}

/** Cuts the files of an assignment at their markers and blanks out the types; each segment keeps its length. */
function cutWithoutTypes(texts: ReadonlyMap<string, string>): readonly (readonly [string, MarkedFile])[] {
  const stripped = stripTypes(texts);
  return Array.from(texts, ([file, text]) => {
    const bare = stripped.get(file) ?? "";
    let at = 0;
    const segments = cutAtMarkers(file, text).segments.map((segment): Segment => ({
      ...segment,
      text: bare.slice(at, (at += segment.text.length)),
    }));
    return [file, { file, segments }];
  });
}

/** The files of an assignment in the reference: file name → text. */
export function solutionFiles({ id, root }: Pick<Assignment, "id" | "root">): ReadonlyMap<string, string> {
  const folder = new URL("solution/", root);
  const names = globSync(`${id}/**/*.ts`, { cwd: fileURLToPath(folder) }).map((name) => name.replaceAll("\\", "/"));
  return new Map(names.toSorted().map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
}

/** Whether this machine has the reference of an assignment. */
function hasSolution({ id, root }: Assignment): boolean {
  return existsSync(new URL(`solution/${id}/`, root));
}

function loadReference(assignments: readonly Assignment[]): ReadonlyMap<string, string> | undefined {
  if (!assignments.every(hasSolution)) return undefined;
  const files = assignments.flatMap((assignment) => cutWithoutTypes(solutionFiles(assignment)));
  const segments = files.flatMap(([, file]) => file.segments);
  return new Map(
    segments.flatMap((segment) => (segment.kind === "region" ? [[segment.id, segment.text] as const] : [])),
  );
}
