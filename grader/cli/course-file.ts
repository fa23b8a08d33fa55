import { lstatSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { SubmissionError } from "../intake/files.ts";
import { assignmentIds } from "../release/assignment.ts";
import { type Course, loadCourse } from "../release/course.ts";
import { nearest } from "./nearest.ts";

/** A file of the course in somebody's folder; it need not exist. */
export interface CourseFile {
  readonly course: Course;
  /** The folder that holds the assignment's folder, from the root of the disk. */
  readonly root: string;
  /** What the course calls it: `2-autodiff/ops/mul.ts`. */
  readonly name: string;
  /** Its path as it is shown. */
  readonly path: string;
}

/**
 * Finds the file that somebody means by a path from where they stand, from the starter, or from an assignment's folder
 * in it. What exists comes first; for a file that was deleted, a folder in which its assignment still is.
 *
 * @throws {SubmissionError} if the course has no such file; it names the nearest that it has
 */
export function courseFile(given: string, { cwd, starter }: { cwd: string; starter: string }): CourseFile {
  const courses = assignmentIds().map((id) => loadCourse(id));
  const known = courses.flatMap((course) => Array.from(course.skeleton.keys(), (name) => ({ course, name })));
  const from = [cwd, starter, ...courses.map(({ assignment }) => resolve(starter, assignment.id))];
  const meant = from
    .map((folder) => resolve(folder, given))
    .flatMap((path) =>
      known
        .filter(({ name }) => path.endsWith(sep + name.replaceAll("/", sep)))
        .map((file) => ({ ...file, root: path.slice(0, -1 - file.name.length), path: relative(cwd, path) })),
    );
  const found =
    meant.find(({ root, name }) => exists(resolve(root, name))) ??
    meant.find(({ root, course }) => exists(resolve(root, course.assignment.id))) ??
    meant.find(({ root }) => root === starter);
  if (found !== undefined) return found;

  const names = known.map(({ name }) => name);
  const near =
    stubsFile(given, courses) ??
    names.find((name) => basename(name) === basename(given)) ??
    nearest(given, [...names, ...names.map((name) => name.slice(name.indexOf("/") + 1))]);
  throw new SubmissionError(
    given === "" ? "restore" : given,
    `a file of the course, such as ${names[0] ?? "none"}`,
    given !== "" && exists(resolve(cwd, given)) ? "something else" : "nothing there",
    near === undefined ? "npx grade list, which names the files" : `npx grade restore ${near}, if you meant that`,
  );
}

/** The file of the stub that somebody named instead of a file. */
function stubsFile(given: string, courses: readonly Course[]): string | undefined {
  return courses.flatMap(({ assignment }) => assignment.stubs).find(({ id }) => id === given)?.file;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
