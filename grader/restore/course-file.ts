import { lstatSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import type { MarkedFile } from "../course/markers.ts";
import { type Assignment, loadAssignments } from "../course/assignment.ts";
import { loadSkeleton } from "../course/course.ts";
import { findNearestName } from "../course/find-nearest-name.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** A file of the course in a student's folder. The file may be missing. */
export interface CourseFile {
  readonly assignment: Assignment;
  /** The text that the course hands out. */
  readonly skeleton: MarkedFile;
  /** The folder that holds the assignment's folder: an absolute path. */
  readonly root: string;
  /** The name in the course: `2-autodiff/ops/mul.ts`. */
  readonly name: string;
  /** The path for messages, relative to the current folder. */
  readonly path: string;
}

/**
 * Finds the course file that a path names, from the current folder or from the starter. The path may leave out the
 * assignment's folder. Of several matches, the first whose assignment folder exists counts, even if the file was
 * deleted.
 *
 * @throws {ChainruleError} if the course has no such file; the error names the nearest one
 */
export function findCourseFile(given: string, { cwd, starter }: { cwd: string; starter: string }): CourseFile {
  const assignments = loadAssignments();
  const known = assignments.flatMap((assignment) =>
    Array.from(loadSkeleton(assignment), ([name, skeleton]) => ({ assignment, name, skeleton })),
  );
  const from = [cwd, starter].flatMap((folder) => [folder, ...assignments.map(({ id }) => resolve(folder, id))]);
  const meant = from
    .map((folder) => resolve(folder, given))
    .flatMap((path) =>
      known
        .filter(({ name }) => path.endsWith(sep + name.replaceAll("/", sep)))
        .map((file) => ({ ...file, root: path.slice(0, -1 - file.name.length), path: relative(cwd, path) })),
    );
  const found =
    meant.find(({ root, assignment }) => exists(resolve(root, assignment.id))) ??
    meant.find(({ root }) => root === starter);
  if (found !== undefined) return found;

  const names = known.map(({ name }) => name);
  const [there, got] = given === "" ? [false, "nothing"] : describePath(resolve(cwd, given));
  const near = there
    ? undefined
    : (fileOfStub(given, assignments) ??
      names.find((name) => basename(name) === basename(given)) ??
      findNearestName(given, [...names, ...names.map((name) => name.slice(name.indexOf("/") + 1))]));
  throw new ChainruleError("E_USAGE", {
    where: given === "" ? "restore" : given,
    expected: `a file of the course, such as ${names[0] ?? "none"}`,
    got,
    next: near === undefined ? "npx grade list, which names the files" : `npx grade restore ${near}, if you meant that`,
  });
}

/** Describes a path: whether a file or a folder exists there, and which. */
function describePath(path: string): readonly [there: boolean, what: string] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [false, "nothing there"];
  return [true, stat.isDirectory() ? "a folder" : "another file"];
}

/** The file of a stub, for a student who named a stub instead of a file. */
function fileOfStub(given: string, assignments: readonly Assignment[]): string | undefined {
  return assignments.flatMap(({ stubs }) => stubs).find(({ id }) => id === given)?.file;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
