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
 * Finds the file that somebody means by a path from where they stand, or from the starter; an assignment's folder can
 * be left out. The first place that has the assignment's folder is meant, whether the file is there or was deleted.
 *
 * @throws {SubmissionError} if the course has no such file; it names the nearest that it has
 */
export function courseFile(given: string, { cwd, starter }: { cwd: string; starter: string }): CourseFile {
  const courses = assignmentIds().map((id) => loadCourse(id));
  const known = courses.flatMap((course) => Array.from(course.skeleton.keys(), (name) => ({ course, name })));
  const from = [cwd, starter].flatMap((folder) => [
    folder,
    ...courses.map(({ assignment }) => resolve(folder, assignment.id)),
  ]);
  const meant = from
    .map((folder) => resolve(folder, given))
    .flatMap((path) =>
      known
        .filter(({ name }) => path.endsWith(sep + name.replaceAll("/", sep)))
        .map((file) => ({ ...file, root: path.slice(0, -1 - file.name.length), path: relative(cwd, path) })),
    );
  const found =
    meant.find(({ root, course }) => exists(resolve(root, course.assignment.id))) ??
    meant.find(({ root }) => root === starter);
  if (found !== undefined) return found;

  const names = known.map(({ name }) => name);
  const [there, got] = given === "" ? [false, "nothing"] : whatIs(resolve(cwd, given));
  const near = there
    ? undefined
    : (stubsFile(given, courses) ??
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
function stubsFile(given: string, courses: readonly Course[]): string | undefined {
  return courses.flatMap(({ assignment }) => assignment.stubs).find(({ id }) => id === given)?.file;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
