import { lstatSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { SubmissionError } from "../intake/files.ts";
import type { MarkedFile } from "../intake/markers.ts";
import { type Assignment, assignmentIds, loadAssignment } from "../release/assignment.ts";
import { loadSkeleton } from "../release/course.ts";
import { nearest } from "./nearest.ts";

/** A file of the course in somebody's folder; it need not exist. */
export interface CourseFile {
  readonly assignment: Assignment;
  /** Its text as it is handed out. */
  readonly skeleton: MarkedFile;
  /** The folder that holds the assignment's folder, from the root of the disk. */
  readonly root: string;
  /** What the course calls it: `2-autodiff/ops/mul.ts`. */
  readonly name: string;
  /** Its path as it is shown. */
  readonly path: string;
}

/**
 * Finds the file that somebody means by a path from where they stand, or from the starter; an assignment's folder can
 * be left out. The first place that has the assignment's folder is meant, whether the file is there or was deleted.
 *
 * @throws {SubmissionError} if the course has no such file; it names the nearest that it has
 */
export function courseFile(given: string, { cwd, starter }: { cwd: string; starter: string }): CourseFile {
  const assignments = assignmentIds().map((id) => loadAssignment(id));
  const known = assignments.flatMap((assignment) =>
    Array.from(loadSkeleton(assignment.id), ([name, skeleton]) => ({ assignment, name, skeleton })),
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
  const [there, got] = given === "" ? [false, "nothing"] : whatIs(resolve(cwd, given));
  const near = there
    ? undefined
    : (stubsFile(given, assignments) ??
      names.find((name) => basename(name) === basename(given)) ??
      nearest(given, [...names, ...names.map((name) => name.slice(name.indexOf("/") + 1))]));
  throw new SubmissionError(
    given === "" ? "restore" : given,
    `a file of the course, such as ${names[0] ?? "none"}`,
    got,
    near === undefined ? "npx grade list, which names the files" : `npx grade restore ${near}, if you meant that`,
  );
}

/** Whether something is there, and what. */
function whatIs(path: string): readonly [there: boolean, what: string] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [false, "nothing there"];
  return [true, stat.isDirectory() ? "a folder" : "another file"];
}

/** The file of the stub that somebody named instead of a file. */
function stubsFile(given: string, assignments: readonly Assignment[]): string | undefined {
  return assignments.flatMap(({ stubs }) => stubs).find(({ id }) => id === given)?.file;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
